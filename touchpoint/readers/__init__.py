"""Readers: each a class of three methods, run as a process of its own; one table names them."""

from touchpoint.readers.port import Reader, ReaderError, Stir
from touchpoint.readers.table import READERS, make_reader

__all__ = ["READERS", "Reader", "ReaderError", "Stir", "make_reader"]
