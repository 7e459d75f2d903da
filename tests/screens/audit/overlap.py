"""What lies over each other and should not: letters, targets, photographs."""

from collections.abc import Iterator
from itertools import combinations

from tests.screens.audit.box import Box
from tests.screens.audit.scene import Letters, Scene, Target

#: They take what nothing else takes, so everything may lie on them; words on photographs may too.
GROUNDS = frozenset({"rest.begin", "room.on", "sheet.anywhere", "still.anywhere"})
HALVES = frozenset({"photo.previous", "photo.next"})
#: A word on a garment's tile that answers for itself.
ON_TILES = {"notmine.": "garment."}


def overlap(scene: Scene) -> list[str]:
    """Each fault in words: letters on letters, targets on targets, letters that lie on either."""
    read = scene.read()
    targets = [t for t in scene.touched() if t.name not in GROUNDS]
    return [
        *_letters_on_letters(read),
        *_targets_on_targets(targets),
        *_letters_on_targets(read, targets, scene),
        *_letters_on_photographs(read, scene),
    ]


def _letters_on_letters(read: list[Letters]) -> Iterator[str]:
    for one, two in combinations(read, 2):
        if one.ink.meets(two.ink) and any(a.meets(b) for a in one.seen for b in two.seen):
            yield f"letters on letters: {two.text!r} lies on {one.text!r}"


def _targets_on_targets(targets: list[Target]) -> Iterator[str]:
    for one, two in combinations(targets, 2):
        if one.seen.meets(two.seen) and not _on_its_tile(two, one):
            yield f"target on target: {two.name} ({two.seen}) lies on {one.name} ({one.seen})"


def _on_its_tile(word: Target, tile: Target) -> bool:
    named = any(word.name == tile.name.replace(of, on, 1) for on, of in ON_TILES.items())
    return named and word.order > tile.order and word.seen.lies_in(tile.seen)


def _letters_on_targets(read: list[Letters], targets: list[Target], scene: Scene) -> Iterator[str]:
    for letters in read:
        for target in targets:
            if target.name in letters.owners or target.name in HALVES:
                continue
            on_tile = any(_on_its_tile(t, target) for t in targets if t.name in letters.owners)
            # What stands on a bar of its own, as a notice does, is not taken for the target's.
            on = [a for a in letters.seen if a.meets(target.seen)]
            if not on_tile and any(not _backed(a, target.order, letters, scene) for a in on):
                yield f"letters under a finger: {letters.text!r} lies on {target.name}"


def _letters_on_photographs(read: list[Letters], scene: Scene) -> Iterator[str]:
    """Words on a photograph are read only where something lies between them."""
    photos = [s for s in scene.shapes if s.photo and s.rgba[3] > 0]
    for letters in read:
        for photo in (p for p in photos if p.order < letters.order):
            on = [line.shared(photo.box) for line in letters.seen if line.meets(photo.box)]
            if any(not _backed(box, photo.order, letters, scene) for box in on):
                yield f"letters on a photograph: {letters.text!r} lies on {photo.box}"


def _backed(box: Box, below: int, letters: Letters, scene: Scene) -> bool:
    return any(
        below < s.order <= letters.order and s.hides and not s.photo and box.lies_in(s.box)
        for s in scene.shapes
    )
