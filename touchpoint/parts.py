"""What is read of a garment when it is asked for, part by part; pure, every text final.

A part that the catalogue does not fill, or that the store's tier does not have, is not there.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from contract.features import FEATURES, Feature
from contract.parts import Delivery, Photo, SizeChart, SocialPicture, Video
from contract.styles import Catalogue
from touchpoint.charts import table
from touchpoint.laundry import care_words
from touchpoint.shelf import Item
from touchpoint.tongues import said_in
from touchpoint.touches import PlayFilm
from touchpoint.views import (
    Block,
    CareMark,
    CareMarks,
    Credited,
    Fact,
    Film,
    Part,
    PartName,
    Picture,
    Prose,
    Worn,
)
from touchpoint.words import Speech

#: Characters of a lead: three lines of a page.
_LEAD = 200
#: So many pictures of people fit on two screens.
_WORN = 6
_BLANK = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def lead(description: str) -> str:
    """The first sentences of *description*, as many as three lines hold."""
    text = " ".join(description.split())
    if len(text) <= _LEAD:
        return text
    found = ""
    for sentence in _SENTENCE.split(text):
        longer = f"{found} {sentence}".strip()
        if len(longer) > _LEAD:
            break
        found = longer
    return found or text[:_LEAD].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _paragraphs(text: str) -> list[str]:
    return [p.strip() for p in _BLANK.split(text) if p.strip()]


def chart_of(catalogue: Catalogue, item: Item) -> SizeChart | None:
    """The chart that *item* names, if the catalogue has it and it has rows."""
    named = (c for c in catalogue.charts if c.chart == item.style.chart and c.rows)
    return next(named, None)


@dataclass(frozen=True, slots=True)
class Compositor:
    """Sets the parts of *item*; *size* is the shopper's, *picture* makes a view of a photo.

    *features* is what the store's tier has: a part that is called as one is there only with it.
    """

    speech: Speech
    catalogue: Catalogue
    item: Item
    size: str
    picture: Callable[[Photo], Picture]
    #: Whether films are played here.
    plays: bool = False
    features: frozenset[Feature] = FEATURES

    def _said(self, texts: Mapping[str, str]) -> str:
        return said_in(self.item.languages(self.speech.language), texts)

    def parts(self) -> tuple[Part, ...]:
        """In the order in which a shopper asks."""
        made: tuple[tuple[PartName, str, list[Block]], ...] = (
            ("about", self.speech.say("About it"), list(self._about())),
            ("fabric", *self._fabric()),
            ("fit", *self._fit()),
            ("worn", self.speech.say("Worn by others"), list(self._worn())),
            ("delivery", *self._delivery()),
        )
        off = FEATURES - self.features
        there = (part for part in made if part[2] and part[0] not in off)
        return tuple(Part(name, label, tuple(blocks)) for name, label, blocks in there)

    def _about(self) -> Iterator[Block]:
        text = self.item.text(self.speech.language)
        yield from map(Prose, _paragraphs(text.description))
        if "editorial" in self.features:
            yield from map(Prose, _paragraphs(text.editorial))
        for video in self.item.style.videos if "videos" in self.features else ():
            film = self._film(video)
            if film.title or film.poster:
                yield film

    def _film(self, video: Video) -> Film:
        poster = video.poster if video.poster and video.poster.sizes else None
        title = self._said(video.titles)
        picture = self.picture(poster) if poster else None
        if not (self.plays and video.file):
            return Film(title, picture)
        touch = PlayFilm(video.name or video.file)
        return Film(title, picture, touch, self.speech.say("Play the film"))

    def _fabric(self) -> tuple[str, list[Block]]:
        say, text = self.speech.say, self.item.text(self.speech.language)
        cared = bool(text.care or self.item.style.care_symbols)
        label = say("Fabric and care") if text.fabric and cared else say("Fabric")
        blocks: list[Block] = [Fact(say("Fabric"), text.fabric)] if text.fabric else []
        blocks += [Fact(say("Care"), text.care)] if text.care else []
        symbols = dict.fromkeys(self.item.style.care_symbols)
        marks = tuple(CareMark(s, care_words(s, self.speech)) for s in symbols)
        blocks += [CareMarks(marks)] if marks else []
        return label if text.fabric else say("Care"), blocks

    def _fit(self) -> tuple[str, list[Block]]:
        say, fit = self.speech.say, self.item.text(self.speech.language).fit
        chart = chart_of(self.catalogue, self.item)
        blocks: list[Block] = [Prose(fit)] if fit else []
        blocks += [table(chart, self.size, self.speech)] if chart else []
        label = say("Fit and sizes") if fit and chart else say("Fit")
        return label if fit else say("Sizes"), blocks

    def _worn(self) -> Iterator[Block]:
        shown = [s for s in self.item.style.social if s.photo.sizes][:_WORN]
        if shown:
            yield Worn(tuple(map(self._credited, shown)))

    def _credited(self, social: SocialPicture) -> Credited:
        return Credited(self.picture(social.photo), social.credit)

    def _delivery(self) -> tuple[str, list[Block]]:
        say, services = self.speech.say, self.catalogue.services
        ways = [fact for way in services.deliveries if (fact := self._way(way)).term]
        returns = self._said(services.returns)
        blocks: list[Block] = [*ways]
        blocks += [Fact(say("Returns"), returns)] if returns else []
        label = say("Delivery and returns") if ways and returns else say("Delivery")
        return label if ways else say("Returns"), blocks

    def _way(self, way: Delivery) -> Fact:
        words = (self._cost(way), self._days(way))
        return Fact(self._said(way.titles), " · ".join(w for w in words if w))

    def _cost(self, way: Delivery) -> str:
        if way.cost is None:
            return ""
        return self.speech.price(way.cost) if way.cost.amount > 0 else self.speech.say("free")

    def _days(self, way: Delivery) -> str:
        if way.days is None:
            return ""
        first, last = way.days
        if first >= last:
            return self.speech.many("{n} working day", "{n} working days", last)
        return self.speech.say("{low}–{high} working days", low=first, high=last)
