"""The hub over HTTP: the staff app, what touchpoints fetch, and what feeds hand in."""
