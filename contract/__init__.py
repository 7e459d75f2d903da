"""The common language of Parcours: ids, tags, events, wire, topics and outcomes, with no input or output."""
