"""What a reader keeps across a whole product file, and what makes a style of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, Protocol, TypeVar

from catalogue import cells, sizes
from catalogue.parts import TEXTS, Parts
from catalogue.photos import MOST, at_most_ten
from catalogue.problems import Misfit, RowProblem
from catalogue.text import paragraphs, plain
from contract.parts import Photo, Promotion
from contract.styles import Style, StyleText, Variant

ONE_SIZE: Final = "One size"


class Placed(Protocol):
    """Something that begins on a line of its file."""

    @property
    def line(self) -> int: ...


R = TypeVar("R", bound=Placed)


@dataclass(frozen=True, slots=True)
class Products:
    """What a product file held: usable styles in the file's order, and all that did not fit."""

    styles: tuple[Style, ...]
    problems: tuple[RowProblem, ...]
    #: The line on which each style begins.
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft(Generic[R]):
    """A style as its file has it: markup not yet cleaned, variants not yet read."""

    line: int
    handle: str
    title: str
    brand: str
    category: tuple[str, ...]
    #: Description, fabric, fit, care, editorial.
    texts: Mapping[str, str]
    photos: tuple[Photo, ...]
    parts: Parts
    rows: Sequence[R]


@dataclass(slots=True)
class Ledger:
    """Problems and barcodes of one file, whose texts are in *language*."""

    language: str
    problems: list[RowProblem] = field(default_factory=list)
    #: Line of the row that first used a barcode.
    barcodes: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def tell(self, line: int, found: str, wanted: str) -> None:
        self.problems.append(RowProblem(line, found, wanted))

    def telling(self, line: int) -> Callable[[Misfit], None]:
        return lambda misfit: self.problems.append(misfit.at(line))

    def gtin(self, found: str) -> str:
        """A barcode that no row had before. Raises Misfit."""
        read = cells.gtin(found)
        if read in self.barcodes:
            digits = found.removeprefix("'")
            raise Misfit(
                f"barcode {digits} a second time, after line {self.barcodes[read]}",
                "each barcode once",
            )
        return read

    def style(self, draft: Draft[R], read: Callable[[R], Variant]) -> Style | None:
        """The style of *draft*, each row of which is a variant that *read* makes or refuses."""
        title = " ".join(paragraphs(draft.title))
        if not title:
            self.tell(
                draft.line, f"no title for style {draft.handle!r}", "a title in its first row"
            )
            return None
        parts = draft.parts
        variants = tuple(self._variants(draft.rows, read, parts.promotion))
        if not variants:
            self.tell(draft.line, f"no usable variant of style {draft.handle!r}", "at least one")
            return None
        self.lines[draft.handle] = draft.line
        texts = {name: plain(draft.texts.get(name, "")) for name in ("description", *TEXTS)}
        return Style(
            style=draft.handle,
            brand=draft.brand,
            category=draft.category,
            texts={self.language: StyleText(title=title, **texts)},
            photos=self._photos(draft),
            variants=_in_order(variants),
            chart=parts.chart,
            care_symbols=parts.care_symbols,
            videos=parts.videos,
            social=parts.social,
            rating=parts.rating,
            goes_with=parts.goes_with,
        )

    def products(self, styles: Iterable[Style | None]) -> Products:
        made = tuple(style for style in styles if style is not None)
        ordered = sorted(self.problems, key=lambda problem: problem.line)
        return Products(made, tuple(ordered), dict(self.lines))

    def _variants(
        self, rows: Iterable[R], read: Callable[[R], Variant], promotion: Promotion | None
    ) -> Iterator[Variant]:
        taken: dict[tuple[str, str], int] = {}
        for row in rows:
            try:
                variant = read(row)
            except Misfit as refused:
                self.problems.append(refused.at(row.line))
                continue
            pair = (variant.colour, variant.size)
            if pair in taken:
                found = f"{' '.join(pair).strip()} a second time, after line {taken[pair]}"
                self.tell(row.line, found, "each colour and size once")
                continue
            taken[pair] = row.line
            self.barcodes[variant.gtin] = row.line
            if variant.price is None:
                self.tell(row.line, "no price", f"{cells.A_PRICE}; it is to be asked for")
            yield self._promoted(variant, variant.promotion or promotion, row.line)

    def _promoted(self, variant: Variant, promotion: Promotion | None, line: int) -> Variant:
        price = variant.price
        if promotion and price and promotion.price.amount >= price.amount:
            found = f"a promotion at {promotion.price.amount}"
            self.tell(line, found, f"one below the price, {price.amount}")
            promotion = None
        return variant.model_copy(update={"promotion": promotion})

    def _photos(self, draft: Draft[R]) -> tuple[Photo, ...]:
        kept = at_most_ten(draft.photos)
        if len(kept) < len(draft.photos):
            found = f"{len(draft.photos)} photographs of style {draft.handle!r}"
            wanted = f"at most {MOST} for each colour; {len(draft.photos) - len(kept)} are left out"
            self.tell(draft.line, found, wanted)
        return kept


def _in_order(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    """Colours as the file has them, and within a colour the sizes as they stand on a rail."""
    colours = list(dict.fromkeys(variant.colour for variant in variants))
    return tuple(sorted(variants, key=lambda v: (colours.index(v.colour), sizes.rank(v.size))))
