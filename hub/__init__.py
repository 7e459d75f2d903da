"""The store's own computer: keeps every event, runs requests and stock, reports to head office."""
