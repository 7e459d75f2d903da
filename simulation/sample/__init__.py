"""A small Paris house's catalogue, stock and drawn pictures, for the demo."""
