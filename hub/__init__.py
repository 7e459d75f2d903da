"""The store's own computer: keeps every event, runs requests and stock, and speaks to head office."""
