"""schema.org's Product and ProductGroup (JSON-LD), read into the contract's styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from catalogue import cells
from catalogue.json_text import Node, listed, read_json, texts
from catalogue.ledger import ONE_SIZE, Draft, Ledger, Products
from catalogue.parts import TEXTS, Parts, key_of, read_parts, scaled_rating
from catalogue.photos import photographs
from catalogue.problems import FileError, Misfit
from catalogue.schema_video import video
from catalogue.terms import in_properties
from contract.parts import Money, Photo, Promotion
from contract.styles import Style, Variant

GTINS: Final = ("gtin", "gtin14", "gtin13", "gtin12", "gtin8")
#: Where a style's own name may stand.
HANDLES: Final = ("productGroupID", "sku", "productID", "@id")


@dataclass(frozen=True, slots=True)
class _Reading:
    currency: str
    ledger: Ledger


def read_schema_org(
    text: str, name: str = "products.jsonld", currency: str = "EUR", language: str = "en"
) -> Products:
    """The styles of a JSON-LD file: a product, a list of them, or a `@graph`.

    Products that do not fit become problems and the rest goes on; FileError when the file is no
    JSON, or has no product in it.
    """
    document = read_json(text, name)
    groups = list(_products(document))
    if not groups:
        raise FileError(f"{name} has no ProductGroup or Product; wanted one, a list, or a @graph")
    reading = _Reading(currency, Ledger(language, in_properties(document)))
    taken: dict[str, int] = {}
    styles = []
    for group in groups:
        handle = group.text(*HANDLES)
        if not handle or handle in taken:
            found = f"style {handle!r} a second time, after line {taken[handle]}" if handle else ""
            reading.ledger.tell(group.line, found or "no productGroupID", "one of its own")
            continue
        taken[handle] = group.line
        styles.append(_style(group, handle, reading))
    return reading.ledger.products(styles)


def _products(read: Any) -> Iterator[Node]:
    """Products on their own: those of a group are its variants."""
    tops = [node for node in listed(read) if isinstance(node, Node)]
    for node in (inner for top in tops for inner in (top, *top.nodes("@graph"))):
        if {"Product", "ProductGroup"} & _types(node) and not node.get("isVariantOf"):
            yield node


def _types(node: Node) -> set[str]:
    return {_term(name) for name in texts(node.get("@type"))}


def _term(address: str) -> str:
    """`Product` of `https://schema.org/Product` or `schema:Product`."""
    return address.replace(":", "/").rpartition("/")[2]


def _style(group: Node, handle: str, reading: _Reading) -> Style | None:
    ledger = reading.ledger
    said = _said(group)
    variants = group.nodes("hasVariant")
    named = read_parts(said, reading.currency, ledger.language, ledger.telling(group.line))
    draft = Draft(
        line=group.line,
        handle=handle,
        title=group.text("name"),
        brand=group.text("brand"),
        category=cells.path(" > ".join(texts(group.get("category")))),
        texts={"description": group.text("description"), **{k: said.get(k, "") for k in TEXTS}},
        photos=_photos(group, variants),
        parts=_native(group, named, ledger),
        rows=variants or [group],
    )
    return ledger.style(draft, lambda node: _variant(node, reading))


def _said(group: Node) -> dict[str, str]:
    said: dict[str, str] = {}
    for part in group.nodes("additionalProperty"):
        if key := key_of(part.text("name", "propertyID")):
            said.setdefault(key, "; ".join(texts(part.get("value"))))
    said.setdefault("fabric", ", ".join(texts(group.get("material"))))
    return said


def _native(group: Node, parts: Parts, ledger: Ledger) -> Parts:
    """*parts* with what schema.org has its own words for; these win."""
    tell = ledger.telling(group.line)
    try:
        for rated in group.nodes("aggregateRating")[:1]:
            value, count = rated.text("ratingValue"), rated.text("ratingCount", "reviewCount")
            low, high = rated.text("worstRating") or "1", rated.text("bestRating") or "5"
            parts = replace(parts, rating=scaled_rating(value, count, low, high))
    except Misfit as misfit:
        tell(misfit)
    films = [film for node in group.nodes("video") if (film := video(node, ledger.language, tell))]
    related = [node.text(*HANDLES) for node in group.nodes("isRelatedTo")]
    return replace(
        parts,
        videos=tuple(films) or parts.videos,
        goes_with=tuple(dict.fromkeys(filter(None, related))) or parts.goes_with,
    )


def _variant(node: Node, reading: _Reading) -> Variant:
    gtin = reading.ledger.gtin(node.text(*GTINS))
    price, was, promotion = _prices(node, reading)
    return Variant(
        gtin=gtin,
        colour=node.text("color"),
        size=node.text("size") or ONE_SIZE,
        price=price,
        was=was if was and price and was.amount > price.amount else None,
        promotion=promotion,
        sku=node.text("sku"),
    )


def _prices(node: Node, reading: _Reading) -> tuple[Money | None, Money | None, Promotion | None]:
    """Price, the one before it, and the dated one; by an offer's and its specifications' words."""
    offer = next(iter(node.nodes("offers")), None)
    if offer is None:
        return None, None, None
    own = offer.text("priceCurrency") or reading.currency
    price, was, promotion = _money(offer, own), None, None
    for spec in offer.nodes("priceSpecification"):
        kind, money = _term(spec.text("priceType")), _money(spec, own)
        if kind in {"StrikethroughPrice", "ListPrice", "MSRP"}:
            was = was or money
        elif money and kind == "SalePrice" and spec.text("validThrough"):
            dates = f"{spec.text('validFrom')}/{spec.text('validThrough')}"
            since, until = cells.interval(dates, "validFrom/validThrough")
            promotion = Promotion(price=money, since=since, until=until)
        else:
            price = price or money
    return price or _only(offer, own, reading.ledger), was, promotion


def _only(offer: Node, currency: str, ledger: Ledger) -> Money | None:
    """The one price of an `AggregateOffer`; that it has several is told."""
    ends = {key: offer.text(key) for key in ("lowPrice", "highPrice")}
    low, high = (cells.asked(said, key, currency) for key, said in ends.items())
    if low is not None and low == high:
        return low
    if low or high:
        found = ", ".join(f"{key} {said!r}" for key, said in ends.items())
        ledger.tell(offer.line, found, "one price for each variant; it is to be asked for")
    return None


def _money(node: Node, currency: str) -> Money | None:
    return cells.asked(node.text("price"), "price", node.text("priceCurrency") or currency)


def _photos(group: Node, variants: list[Node]) -> tuple[Photo, ...]:
    """The group's pictures, then those that only a variant names."""
    alts: dict[str, str] = {}
    for name, alt in _images(group):
        alts.setdefault(name, alt)
    shown: list[tuple[str, str]] = []
    for node in variants:
        for name, alt in _images(node):
            alts.setdefault(name, alt)
            shown.append((name, node.text("color")))
    return photographs(alts, shown)


def _images(node: Node) -> Iterator[tuple[str, str]]:
    for image in listed(node.get("image")):
        if isinstance(image, Node):
            name, alt = image.text("contentUrl", "url"), image.text("caption", "name")
        else:
            name, alt = next(texts(image), ""), ""
        if name:
            yield name, alt
