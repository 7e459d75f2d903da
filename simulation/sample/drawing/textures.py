"""Surfaces of cloth as fine changes of tone, drawn along the grain of a piece."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

Tone = npt.NDArray[np.floating]
#: From pixel coordinates across and along the grain, and noise of the same shape, to tone.
Weave = Callable[[Tone, Tone, Tone], Tone]

NOISE_SIZE = 2048


def texture(name: str, box: tuple[int, int, int, int], degrees: float) -> Tone:
    """Tone (about -0.1 to 0.1) of the named cloth in a box (left, top, right, bottom) of pixels."""
    left, top, right, bottom = box
    y, x = np.mgrid[top:bottom, left:right].astype(np.float32)
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    noise = _noise(0.6)[top % 61 :, left % 53 :][: bottom - top, : right - left]
    mottle = _noise(28.0)[top % 61 :, left % 53 :][: bottom - top, : right - left]
    woven = WEAVES[name](x * cos + y * sin, y * cos - x * sin, noise)
    result: Tone = (woven + mottle * MOTTLE).astype(np.float32)
    return result


MOTTLE = 0.014


def _plain(_across: Tone, _along: Tone, noise: Tone) -> Tone:
    tone: Tone = noise * np.float32(0.022)
    return tone


def _wool(_across: Tone, _along: Tone, noise: Tone) -> Tone:
    fleck = _noise(1.6)[: noise.shape[0], : noise.shape[1]]
    tone: Tone = noise * np.float32(0.03) + fleck * np.float32(0.045)
    return tone


def _twill(across: Tone, along: Tone, noise: Tone) -> Tone:
    ribs = np.sin((across + along) * (2 * np.pi / 7))
    tone: Tone = ribs * np.float32(0.028) + noise * np.float32(0.02)
    return tone


def _fine_twill(across: Tone, along: Tone, noise: Tone) -> Tone:
    ribs = np.sin((across + along) * (2 * np.pi / 5))
    tone: Tone = ribs * np.float32(0.016) + noise * np.float32(0.022)
    return tone


def _denim(across: Tone, along: Tone, noise: Tone) -> Tone:
    ribs = np.sin((across + along * 0.8) * (2 * np.pi / 5.5))
    slub = _noise(1.6)[: noise.shape[0], : noise.shape[1]]
    tone: Tone = ribs * np.float32(0.05) + noise * np.float32(0.05) + slub * np.float32(0.05)
    return tone


def _knit(across: Tone, along: Tone, noise: Tone) -> Tone:
    """Stocking stitch: columns of V."""
    column = np.abs((across / 13) % 1 - 0.5) * 2
    chevron = np.sin((along / 10 + column * 0.55) * (2 * np.pi))
    groove = np.cos(column * np.pi)
    tone: Tone = (
        chevron * np.float32(0.1)
        - np.float32(0.05)
        - groove * np.float32(0.04)
        + noise * np.float32(0.02)
    )
    return tone


def _fine_knit(across: Tone, along: Tone, noise: Tone) -> Tone:
    column = np.abs((across / 8) % 1 - 0.5) * 2
    chevron = np.sin((along / 6.5 + column * 0.5) * (2 * np.pi))
    tone: Tone = (
        chevron * np.float32(0.065)
        - np.float32(0.03)
        + np.cos(column * np.pi) * np.float32(-0.02)
        + noise * 0.02
    )
    return tone


def _rib(across: Tone, along: Tone, noise: Tone) -> Tone:
    wave = np.sin(across * (2 * np.pi / 17))
    stitch = np.sin(along * (2 * np.pi / 9)) * np.clip(wave, 0, 1)
    tone: Tone = wave * np.float32(0.15) + stitch * np.float32(0.04) + noise * np.float32(0.02)
    return tone


def _fine_rib(across: Tone, _along: Tone, noise: Tone) -> Tone:
    wave = np.sin(across * (2 * np.pi / 10))
    tone: Tone = wave * np.float32(0.11) + noise * np.float32(0.02)
    return tone


def _silk(_across: Tone, _along: Tone, noise: Tone) -> Tone:
    tone: Tone = noise * np.float32(0.008)
    return tone


def _leather(_across: Tone, _along: Tone, noise: Tone) -> Tone:
    pebble = _noise(2.4)[: noise.shape[0], : noise.shape[1]]
    tone: Tone = pebble * np.float32(0.028) + noise * np.float32(0.012)
    return tone


WEAVES: dict[str, Weave] = {
    "plain": _plain,
    "wool": _wool,
    "twill": _twill,
    "fine twill": _fine_twill,
    "denim": _denim,
    "knit": _knit,
    "fine knit": _fine_knit,
    "rib": _rib,
    "fine rib": _fine_rib,
    "silk": _silk,
    "leather": _leather,
}


@cache
def _noise(radius: float) -> Tone:
    """Blurred noise of unit spread, the same at each run."""
    raw = np.random.default_rng(7).normal(128, 40, (NOISE_SIZE, NOISE_SIZE)).clip(0, 255)
    picture = Image.fromarray(raw.astype(np.uint8)).filter(ImageFilter.GaussianBlur(radius))
    field = np.asarray(picture, dtype=np.float32)
    unit: Tone = (field - field.mean()) / field.std()
    return unit
