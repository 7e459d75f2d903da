"""The kiosk's screens, each a .py and .kv pair."""
