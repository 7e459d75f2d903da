"""Rooms that share one reader, run as real processes and counted garment by garment."""
