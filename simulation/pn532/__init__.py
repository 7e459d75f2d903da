"""A PN532 without hardware: a chip behind a pseudo-terminal, for nfcpy's own driver to open."""

from simulation.pn532.memory import Ntag
from simulation.pn532.port import Port
from simulation.pn532.timing import AT_ONCE, REALISTIC, Timing

__all__ = ["AT_ONCE", "REALISTIC", "Ntag", "Port", "Timing"]
