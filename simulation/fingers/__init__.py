"""Fingers on a real window in virtual time: one that touches everything, and what it leaves."""
