"""The catalogue's own taxonomy as a shopper walks through it; pure."""

from touchpoint.shelf import Shelf

Path = tuple[str, ...]


def below(shelf: Shelf, path: Path) -> tuple[str, ...]:
    """The styles whose category is *path* or lies below it."""
    depth = len(path)
    return tuple(name for name, item in shelf.styles.items() if item.style.category[:depth] == path)


def branches(shelf: Shelf, path: Path) -> tuple[Path, ...]:
    """The categories right below *path*, in the catalogue's order."""
    depth = len(path)
    found = (item.style.category for item in shelf.styles.values())
    return tuple(
        dict.fromkeys(c[: depth + 1] for c in found if len(c) > depth and c[:depth] == path)
    )


def trunk(shelf: Shelf) -> Path:
    """The longest path that all styles share, short of the last branch: no choice is left out."""
    path: Path = ()
    while len(found := branches(shelf, path)) == 1:
        everything = len(below(shelf, found[0])) == len(shelf.styles)
        if not everything or not branches(shelf, found[0]):
            break
        path = found[0]
    return path
