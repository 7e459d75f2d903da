"""The sample catalogue's pictures as JPEG files, drawn only when something about them changed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from simulation.sample.drawing.layers import Drawing, draw
from simulation.sample.drawing.paint import paint
from simulation.sample.scenery import Scene, compose
from simulation.sample.scenes import SCENES
from simulation.sample.wardrobe import WARDROBE, Garment

QUALITY = 92
#: Beside the pictures: the digest of what each was drawn from.
RECORD = ".drawn.json"
HERE = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The file name of every garment's picture, as products.csv refers to them."""
    return tuple(
        _name(style, colour) for style, garment in WARDROBE.items() for colour in garment.colours
    )


def draw_all(target: Path, wardrobe: Mapping[str, Garment] = WARDROBE) -> Iterator[str]:
    """Draw what is missing or out of date into `target`; yields each name as it is written."""
    known = known_digests(target)
    kit = _kit_digest()
    for style, garment in wardrobe.items():
        digests = {
            _name(style, colour): _digest(kit, garment, colour) for colour in garment.colours
        }
        stale = [n for n, d in digests.items() if known.get(n) != d or not (target / n).exists()]
        if not stale:
            continue
        drawing = draw(garment.pieces())
        for name in stale:
            _save(
                drawing, garment, name.removeprefix(f"{style}-").removesuffix(".jpg"), target / name
            )
            known[name] = digests[name]
            yield name
        record(target, known)


def draw_scenes(target: Path, scenes: Mapping[str, Scene] = SCENES) -> Iterator[str]:
    """Compose what is missing or out of date of the pictures in `target`; yields each name."""
    known = known_digests(target)
    kit = _kit_digest()
    for name, scene in scenes.items():
        digest = _scene_digest(kit, scene)
        if known.get(name) == digest and (target / name).exists():
            continue
        with whole_file(target / name) as part:
            compose(scene, target).save(part, "JPEG", quality=QUALITY, optimize=True)
        known[name] = digest
        record(target, known)
        yield name


def known_digests(target: Path) -> dict[str, str]:
    target.mkdir(parents=True, exist_ok=True)
    record = target / RECORD
    known: dict[str, str] = json.loads(record.read_text()) if record.exists() else {}
    return known


def record(target: Path, known: Mapping[str, str]) -> None:
    with whole_file(target / RECORD) as part:
        part.write_text(json.dumps(known, indent=1, sort_keys=True))


def _save(drawing: Drawing, garment: Garment, colour: str, path: Path) -> None:
    picture = paint(drawing, garment.colours[colour])
    with whole_file(path) as part:
        picture.save(part, "JPEG", quality=QUALITY, optimize=True)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A file to write instead of *path*, which it becomes: two runs may draw at the same time."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    yield part
    part.replace(path)


def _name(style: str, colour: str) -> str:
    return f"{style}-{colour}.jpg"


def _kit_digest() -> str:
    """Changes with any line of the drawing code, so that no stale picture survives an edit."""
    digest = hashlib.sha256()
    drawing = (*HERE.glob("drawing/*.py"), *HERE.glob("garments/*.py"), HERE / "scenery.py")
    for path in sorted(drawing):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest(kit: str, garment: Garment, colour: str) -> str:
    said = json.dumps([kit, garment.colours[colour], garment.slim, QUALITY])
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def _scene_digest(kit: str, scene: Scene) -> str:
    colours = [WARDROBE[laid.style].colours[laid.colour] for laid in scene.laid]
    said = json.dumps([kit, repr(scene), colours, QUALITY])
    return hashlib.sha256(said.encode()).hexdigest()[:20]
