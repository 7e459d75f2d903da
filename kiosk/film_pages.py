"""The films of the house as a page of posters, and one of them on the glass; pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from contract.parts import Photo, Video
from kiosk.around import FILMS
from kiosk.films import film, programme
from kiosk.pages import Card, FilmsView, FilmView, Turner
from kiosk.state import Screening
from touchpoint.sheet import Writer
from touchpoint.shelf import Item, Reel
from touchpoint.tongues import said_in
from touchpoint.touches import PlayFilm
from touchpoint.views import Picture

#: Garments beside a film that is over.
_WORN = 3
#: Of a film without a poster.
_SHAPE = (16, 9)


@dataclass(frozen=True, slots=True)
class Billing:
    """*card* shows a garment."""

    writer: Writer
    card: Callable[[Item], Card]

    def films(self, page: int, turner: Turner) -> FilmsView:
        heading = self.writer.speech.say("Films of the house")
        return FilmsView(heading, self.posters(page), turner)

    def posters(self, page: int) -> tuple[Card, ...]:
        reels = programme(self.writer.known)[page * FILMS : (page + 1) * FILMS]
        return tuple(map(self._poster, reels))

    def film(self, now: Screening, own: str | None, *, calm: bool) -> FilmView | None:
        """The film of *now*; *own* is the style of the page that it lies over.

        A *calm* screen begins it at a touch only.
        """
        reel = film(self.writer.known, now.film)
        if reel is None:
            return None
        say, poster = self.writer.speech.say, self._picture(reel.video.poster)
        cards = tuple(self._worn(reel, own)) if now.over else ()
        return FilmView(
            film=now.film,
            number=now.play,
            file=reel.video.file,
            captions=self._said(reel.video.captions),
            poster=poster,
            title=self._said(reel.video.titles),
            shape=(poster.width / poster.height) if poster else _SHAPE[0] / _SHAPE[1],
            starts=not calm,
            over=now.over,
            play=say("Play the film"),
            pause=say("Pause"),
            again=say("Watch again"),
            sorry=say("This film cannot be shown here."),
            worn=say("Seen in this film") if cards else "",
            cards=cards,
        )

    def _poster(self, reel: Reel) -> Card:
        kinds = {
            "craft": self.writer.speech.say("From the workroom"),
            "training": self.writer.speech.say("Good to know"),
        }
        return Card(
            target=f"film.{reel.name}",
            title=self._said(reel.video.titles),
            detail=" · ".join(w for w in (kinds.get(reel.video.kind, ""), _lasts(reel.video)) if w),
            picture=self._picture(reel.video.poster),
            touch=PlayFilm(reel.name),
        )

    def _worn(self, reel: Reel, own: str | None) -> Iterable[Card]:
        shelf = self.writer.known.shelf
        others = [name for name in reel.styles if name != own and name in shelf.styles]
        return (self.card(shelf.styles[name]) for name in others[:_WORN])

    def _picture(self, photo: Photo | None) -> Picture | None:
        return self.writer.picture(photo) if photo and photo.sizes else None

    def _said(self, texts: dict[str, str]) -> str:
        return said_in(self.writer.known.shelf.languages(self.writer.speech.language), texts)


def _lasts(video: Video) -> str:
    """`1:05`; nothing where nobody said."""
    if video.seconds is None:
        return ""
    minutes, seconds = divmod(round(video.seconds), 60)
    return f"{minutes}:{seconds:02}"
