"""The dashboard and the HTTP doors of head office."""
