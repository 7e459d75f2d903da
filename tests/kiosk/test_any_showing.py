"""In any order of touches, reports, taps and ends a showing that began is told exactly once."""

from collections import Counter
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.keeping import keep, resume
from kiosk.view import view
from tests.kiosk.screen import FILMED, NO_FILMS, Cinema
from tests.kiosk.test_visit import RULES, WORDS
from tests.touchpoint.sample import NAVY_38, RED, SHELF, at
from touchpoint import inputs
from touchpoint.touches import (
    Anywhere,
    Back,
    ChooseLanguage,
    Done,
    LookAround,
    OpenAisle,
    OpenFilms,
    OpenPart,
    PlayFilm,
    SetAid,
    ShowStyle,
    TurnPage,
    WatchFilm,
)


class AnyShowing(RuleBasedStateMachine):
    """In any order of touches, reports, taps and ends: one event for each showing that began."""

    films = st.sampled_from(["fold", "seam", "gone"])
    seconds = st.sampled_from([0.0, 0.04, 2.0, 7.96, 8.0, 300.0, -1.0])

    def __init__(self) -> None:
        super().__init__()
        self.floor = Cinema()
        #: (visit, showing) → the film.
        self.began: dict[tuple[str, int], str] = {}

    def note(self) -> None:
        visit = self.floor.kiosk.visit
        if visit and visit.film and visit.film.seconds is not None:
            self.began[visit.visit, visit.film.play] = visit.film.film

    @rule(film=films, play=st.integers(1, 3), seconds=seconds, completed=st.booleans())
    def report(self, film: str, play: int, seconds: float, *, completed: bool) -> None:
        self.floor.touch(WatchFilm(film, play, seconds, completed))
        self.note()

    @rule(seconds=seconds, completed=st.booleans())
    def true_report(self, seconds: float, *, completed: bool) -> None:
        visit = self.floor.kiosk.visit
        if visit and visit.film:
            self.report(visit.film.film, visit.film.play, seconds, completed=completed)

    @rule(film=films)
    def play(self, film: str) -> None:
        self.floor.touch(PlayFilm(film))

    @rule(film=films, seconds=seconds)
    def watch(self, film: str, seconds: float) -> None:
        self.play(film)
        self.true_report(seconds, completed=False)

    @rule(
        touch=st.sampled_from(
            [
                Back(), Done(), Anywhere(), OpenFilms(), LookAround(), OpenAisle(()), TurnPage(1),
                ShowStyle("coat"), ShowStyle("scarf"), OpenPart("about"), ChooseLanguage("fr"),
                SetAid("calm", True),
            ]
        )
    )  # fmt: skip
    def touch(self, touch: object) -> None:
        self.floor.touch(touch)

    @rule(gtin=st.sampled_from([NAVY_38, RED]), serial=st.sampled_from(["A1", "B2"]))
    def tap(self, gtin: str, serial: str) -> None:
        self.floor.tap(gtin, serial)

    @rule(seconds=st.sampled_from([1.0, 40.0, 70.0]))
    def wait(self, seconds: float) -> None:
        self.floor.feel(inputs.Tick(), after=seconds)

    @rule()
    def staff(self) -> None:
        self.floor.feel(inputs.EndVisit())

    @rule(there=st.booleans())
    def other_catalogue(self, *, there: bool) -> None:
        self.floor.feel(inputs.CatalogueKnown(FILMED if there else SHELF))

    @rule(there=st.booleans())
    def tier(self, *, there: bool) -> None:
        self.floor.feel(inputs.FeaturesKnown(NO_FILMS | ({"videos"} if there else set())))

    @rule()
    def power_cut(self) -> None:
        kept = keep(self.floor.kiosk, at(self.floor.seconds))
        known = self.floor.kiosk.known
        kiosk, drafts = resume(kept, at(self.floor.seconds))
        self.floor.owed += drafts
        self.floor.kiosk = replace(kiosk, known=known)

    @invariant()
    def each_showing_is_told_once(self) -> None:
        visit = self.floor.kiosk.visit
        running = visit.film if visit else None
        open_now = (
            {(visit.visit, running.play)} if visit and running and not running.over else set()
        )
        owed = Counter((key[0], name) for key, name in self.began.items() if key not in open_now)
        told = Counter(
            (d.visit, d.data.model_dump()["video"])
            for d in self.floor.owed
            if d.data.name == "video.played"
        )
        assert told == owed

    @invariant()
    def no_more_is_told_than_a_film_has(self) -> None:
        for name, seconds, _ in self.floor.played():
            assert 0 <= seconds <= {"fold": 8.0, "seam": 300.0}[name]

    @invariant()
    def every_state_can_be_shown(self) -> None:
        shown = view(self.floor.kiosk, at(self.floor.seconds), RULES, WORDS, 1080)
        visit = self.floor.kiosk.visit
        assert (shown.screen == "film") == bool(visit and visit.film)
        assert (shown.around is not None) == (shown.screen not in {"garment", "rest"})


AnyShowing.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
test_any_order_tells_each_showing_once = AnyShowing.TestCase
