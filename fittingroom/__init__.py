"""The mirror in a fitting room: what hangs here, and another size without getting dressed."""
