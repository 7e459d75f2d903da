"""The light of a cabin, by scenes that a shopper may touch."""

from fittingroom.lighting.port import Lighting, LightingError
from fittingroom.lighting.table import LIGHTING, make_lighting

__all__ = ["LIGHTING", "Lighting", "LightingError", "make_lighting"]
