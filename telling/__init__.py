"""Figures told, in sentences and on sheets of A4: what the hub and head office share."""
