"""What the hub answered of the stock of some variants, and what it may still answer; pure."""

from collections.abc import Iterable, Mapping

from touchpoint.known import Known

#: Variants whose stock is followed for a list, and seconds in which the hub answers for one.
MOST_FOLLOWED, PATIENCE = 24, 2.0


def answered(
    known: Known, gtins: Iterable[str], asked: Mapping[str, float], seconds: float
) -> tuple[str | None, list[str], bool]:
    """The first of *gtins* that is here, those that may be answered, whether one never was.

    *asked* has since when each was followed; *seconds* is now.
    """
    hoped, silent = list[str](), False
    for gtin in gtins:
        stock = known.stock.get(gtin)
        if stock is None and seconds - asked.get(gtin, seconds) < PATIENCE:
            hoped.append(gtin)
        elif stock is None or stock.available is None or stock.confidence == "unknown":
            silent = True
        elif stock.available > 0:
            return gtin, hoped, silent
    return None, hoped, silent
