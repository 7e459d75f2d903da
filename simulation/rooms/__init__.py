"""Fitting rooms as radio waves find them, and how often a garment is placed right."""
