"""How events travel and survive: outbox, sender and the bus they go by."""
