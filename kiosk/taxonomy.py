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
    found = (c for c in shelf.categories if len(c) > depth and c[:depth] == path)
    return tuple(dict.fromkeys(c[: depth + 1] for c in found))


def front(shelf: Shelf, most: int) -> tuple[Path, ...]:
    """The categories to begin with: as fine as *most* words tell apart, each by its last name."""
    paths = branches(shelf, trunk(shelf))
    while True:
        finer = tuple(below_it for path in paths for below_it in branches(shelf, path) or (path,))
        if finer == paths or len({path[-1] for path in finer}) < len(finer) or len(finer) > most:
            return paths
        paths = finer


def trunk(shelf: Shelf) -> Path:
    """The longest path that all styles share, short of the last branch: no choice is left out."""
    path: Path = ()
    while len(found := branches(shelf, path)) == 1:
        everything = all(c[: len(found[0])] == found[0] for c in shelf.categories)
        if not everything or not branches(shelf, found[0]):
            break
        path = found[0]
    return path
