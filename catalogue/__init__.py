"""Styles and stock as brands export them, read into the contract's models."""
