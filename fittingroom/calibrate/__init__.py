"""Learns how a fitting room sounds to the reader that it shares with others."""
