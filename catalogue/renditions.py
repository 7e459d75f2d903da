"""Photographs made small: JPEG renditions under names that say what is in them."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from threading import get_ident
from urllib.parse import unquote, urlsplit

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from catalogue.jpeg import Unlike, bare

WIDTHS = (160, 480, 960, 1440)
QUALITY = 88
#: Part of every file name, so that a change of the recipe makes new files.
RECIPE = "3"
#: Bytes a pixel up to which a photograph is light enough to be shown as it came.
LIGHT = 0.5
#: Above any camera's picture; a larger one is refused before it fills the memory.
MAX_PIXELS = 120_000_000
#: The Exif tag that says how a photograph lies.
_TURNED = 0x0112


class PhotoError(Exception):
    """Carries what was found and what is wanted of a photograph."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(f"found {found}; wanted {wanted}")
        self.found, self.wanted = found, wanted


@dataclass(frozen=True, slots=True)
class Rendered:
    """The original's size in pixels, and the file name of each rendition by its width."""

    width: int
    height: int
    sizes: dict[int, str]


def render(photo: Path, media: Path) -> Rendered:
    """Renditions of one photograph in `media`, made unless they exist; never wider than it is.

    Raises PhotoError when the file is no picture, OSError when it cannot be read or written.
    """
    body = photo.read_bytes()
    digest = hashlib.sha256(RECIPE.encode() + body).hexdigest()[:20]
    try:
        with Image.open(BytesIO(body)) as image:
            width, height = _upright_size(image)
            if width * height > MAX_PIXELS:
                raise PhotoError(f"{width} × {height} pixels", f"at most {MAX_PIXELS} in all")
            names = {w: f"{digest}-{w}.jpg" for w in _widths(width)}
            missing = [w for w in names if not (media / names[w]).exists()]
            if missing:
                targets, whole = {w: media / names[w] for w in missing}, _prepared(image)
                if width in targets and (own := _own(image, body)):
                    _keep(own, targets.pop(width))
                _write(whole, targets)
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError) as error:
        raise PhotoError(f"no readable picture ({error})", "a JPEG, PNG or WebP file") from None
    return Rendered(width, height, names)


def find_photo(name: str, photos: Path) -> Path | None:
    """The file a product file calls `name`: a path or an address, under `photos` only."""
    path = PurePosixPath(unquote(urlsplit(name).path))
    root = photos.resolve()
    for candidate in (root / str(path).lstrip("/"), root / path.name):
        resolved = candidate.resolve()
        if resolved.is_relative_to(root) and resolved.is_file():
            return resolved
    return None


def _widths(width: int) -> list[int]:
    """The standing widths that fit, and the picture's own when it is narrower than the largest."""
    return sorted({min(wanted, width) for wanted in WIDTHS})


def _upright_size(image: Image.Image) -> tuple[int, int]:
    width, height = image.size
    turned = image.getexif().get(_TURNED, 1) >= 5
    return (height, width) if turned else (width, height)


def _own(image: Image.Image, body: bytes) -> bytes | None:
    """The photograph itself as its largest rendition, where nothing about it would change.

    Making it anew would cost a third of the time, and some of its quality.
    """
    plain = image.format == "JPEG" and image.mode == "RGB" and "icc_profile" not in image.info
    if not plain or image.getexif().get(_TURNED, 1) != 1:
        return None
    if len(body) > LIGHT * image.width * image.height:
        return None
    try:
        return bare(body)
    except Unlike:
        return None


def _prepared(image: Image.Image) -> Image.Image:
    """Upright, sRGB, on white where it was transparent, without metadata."""
    upright = ImageOps.exif_transpose(image)
    profile = image.info.get("icc_profile")
    if upright.mode in {"RGBA", "LA", "P", "PA"}:
        layered = upright.convert("RGBA")
        ground = Image.new("RGBA", layered.size, "white")
        upright = Image.alpha_composite(ground, layered).convert("RGB")
    elif upright.mode == "CMYK" and profile:
        return _to_srgb(upright, profile)
    else:
        upright = upright.convert("RGB") if upright.mode != "RGB" else upright
    return _to_srgb(upright, profile) if profile else upright


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError):
        # A broken profile is common; the colours without it are near enough.
        return image.convert("RGB")
    return turned if turned is not None else image.convert("RGB")


def _write(image: Image.Image, targets: dict[int, Path]) -> None:
    small, proportion = image, image.height / image.width
    for width, target in sorted(targets.items(), reverse=True):
        # Each from the next larger one: as sharp as from the original, in a third of the time.
        size = (width, max(1, round(width * proportion)))
        small = small.resize(size, Image.Resampling.HAMMING)
        small.info.clear()
        out = BytesIO()
        small.save(out, "JPEG", quality=QUALITY, progressive=False)
        _keep(out.getvalue(), target)


def _keep(body: bytes, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    # Two threads may be at the same photograph.
    part = target.with_name(f".{target.name}.{os.getpid()}.{get_ident()}.part")
    part.write_bytes(body)
    # The rename makes a rendition appear whole or not at all.
    part.replace(target)
