"""A GTIN as shops print it: its digits in groups, its bars as EAN-13; pure."""

_LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011",
         "0110001", "0101111", "0111011", "0110111", "0001011")  # fmt: skip
#: By the first digit: which of the next six are written the other way round.
_TURNED = ("......", "..x.xx", "..xx.x", "..xxx.", ".x..xx",
           ".xx..x", ".xxx..", ".x.x.x", ".x.xx.", ".xx.x.")  # fmt: skip
_EDGE, _MIDDLE = "101", "01010"


def printed(gtin: str) -> str:
    """`4 006381 333931` where thirteen digits say it all, else the fourteen as they are."""
    if not gtin.startswith("0"):
        return gtin
    return f"{gtin[1]} {gtin[2:8]} {gtin[8:]}"


def bars(gtin: str) -> str:
    """95 modules, `1` for a bar; empty for a number of fourteen digits, which has no EAN-13."""
    if len(gtin) != 14 or not gtin.startswith("0"):
        return ""
    first, left, right = int(gtin[1]), gtin[2:8], gtin[8:]
    half = [
        _right(digit)[::-1] if turned == "x" else _LEFT[int(digit)]
        for digit, turned in zip(left, _TURNED[first], strict=True)
    ]
    return _EDGE + "".join(half) + _MIDDLE + "".join(map(_right, right)) + _EDGE


def _right(digit: str) -> str:
    return _LEFT[int(digit)].translate({48: "1", 49: "0"})
