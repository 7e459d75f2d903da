"""The mirror's screens, each a .py and .kv pair."""
