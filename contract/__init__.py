"""The common language of Parcours: ids, tags, events, wire, topics and outcomes. No I/O."""
