"""Any order of inputs is legal at the mirror: one visit, every request ends or is told."""

from collections import Counter
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from contract.ids import new_id
from contract.phrases import ORDER
from contract.requests import RequestStatus
from contract.states import RequestState
from contract.tags import By
from fittingroom.asking import OVER
from fittingroom.view import view
from fittingroom.visit import garments_on_screen
from tests.fittingroom.test_reads_machine import GTINS, RULES, SERIALS, AnyReads
from tests.touchpoint.sample import NOON, at, garment, stock
from touchpoint import cabin, inputs, touches
from touchpoint.words import load_words

WORDS = load_words(["en", "fr"])
#: What a cabin's own page offers, whatever is on it.
CABIN = st.one_of(
    st.sampled_from(
        [
            cabin.OpenSheet("help"),
            cabin.OpenSheet("light"),
            cabin.OpenSheet("privacy"),
            cabin.CloseSheet(),
            cabin.AskTill(),
            cabin.TurnOff(),
            cabin.TurnOn(),
            cabin.Compare(),
        ]
    ),
    st.builds(cabin.AskPerson, st.sampled_from(ORDER)),
    st.builds(cabin.Undisturb, st.booleans()),
    st.builds(cabin.Light, st.sampled_from(["daylight", "evening", "gone"])),
    st.builds(cabin.CompareOther, st.sampled_from([0, 1])),
    st.builds(cabin.CompleteLook, GTINS),
)
LEAVING = st.one_of(
    st.builds(cabin.Judge, GTINS, st.sampled_from([None, "price", "too_small"])),
    st.builds(cabin.Rate, st.integers(0, 6)),
    st.builds(cabin.SkipQuestion, st.one_of(st.none(), GTINS)),
)


#: What who leaves is asked.
ANSWERS = ("garment.judged", "opinion.given")
#: What a visit begins with, and takes along when it ends.
OWN = ("sheet", "undisturbed", "scene", "comparing", "parting", "parted")


class AnyOrder(AnyReads):
    def feel(self, happened: inputs.Input) -> None:
        off, visit = self.mirror.off, self.mirror.visit
        super().feel(happened)
        now = self.mirror.visit
        if now and not (visit and visit.visit == now.visit) and not _touched(happened):
            assert [getattr(now, name) for name in OWN] == [None, False, None, None, None, False]
        if self.mirror.off and not off:
            self.here.clear()
            self.ghosts.clear()
        if off and not self.mirror.off:
            self.read_again()

    def read_again(self) -> None:
        """Readers that work tell what is there once the mirror takes note of it again."""
        for piece, reader in sorted(self.hanging.items()):
            if reader in self.works:
                self.read(piece, sure=True)

    @rule(touch=CABIN)
    def use_the_cabin(self, touch: touches.Touch) -> None:
        self.feel(inputs.Touched(touch))

    @rule(touch=LEAVING, data=st.data())
    def answer_who_asks(self, touch: touches.Touch, data: st.DataObject) -> None:
        """Often what is really asked: about a garment, or about the visit."""
        visit = self.mirror.visit
        asked = visit.parting.gtins[:1] if visit and visit.parting else ()
        right = [cabin.Judge(g, "price") for g in asked] or [cabin.Rate(4)]
        before = len(self.owed)
        meant = data.draw(st.sampled_from([touch, *right]))
        self.feel(inputs.Touched(meant))
        told = [d for d in self.owed[before:] if d.data.name in ANSWERS]
        assert len(told) <= int(visit is not None and visit.parting is not None)

    @rule(gtin=GTINS, serial=SERIALS)
    def scan(self, gtin: str, serial: str) -> None:
        code = garment(gtin, f"{serial}s", By.QR)
        self.feel(inputs.Arrived(code, 1000 + self.seconds, momentary=True))

    @rule(gtin=GTINS, code=st.sampled_from(["en", "fr"]), data=st.data())
    def touch(self, gtin: str, code: str, data: st.DataObject) -> None:
        asked = [a.request for a in self.mirror.visit.requests] if self.mirror.visit else []
        request = data.draw(st.sampled_from([*asked, "none"]))
        meant = st.sampled_from(
            [
                touches.Begin(),
                touches.Anywhere(),
                touches.Back(),
                touches.Done(),
                touches.StillHere(),
                touches.ShowGarment(gtin),
                touches.ChooseSize(gtin),
                touches.ChooseColour("ecru"),
                touches.ShowPhoto(data.draw(st.integers(-1, 3))),
                touches.OpenPart("about"),
                touches.ClosePart(),
                touches.ChooseLanguage(code),
                touches.NotMine(gtin),
                touches.AskOther(gtin),
                touches.AskOther(gtin, after=request),
                touches.CancelRequest(request),
                touches.DismissRequest(request),
            ]
        )
        self.feel(inputs.Touched(data.draw(meant)))

    @rule(state=st.sampled_from(RequestStatus), late=st.integers(-5, 5), data=st.data())
    def hear(self, state: RequestStatus, late: int, data: st.DataObject) -> None:
        asked = [a.request for a in self.mirror.visit.requests] if self.mirror.visit else []
        request = data.draw(st.sampled_from([*asked, new_id()]))
        updated = NOON + timedelta(seconds=self.seconds + late)
        news = RequestState(request=request, kind="size", state=state, updated=updated)
        self.feel(inputs.RequestKnown(news))

    @rule(answer=st.sampled_from([inputs.RequestSettled, inputs.RequestRefused]), data=st.data())
    def acknowledge(
        self,
        answer: type[inputs.RequestSettled | inputs.RequestRefused],
        data: st.DataObject,
    ) -> None:
        asked = [a.request for a in self.mirror.visit.requests] if self.mirror.visit else []
        self.feel(answer(data.draw(st.sampled_from([*asked, new_id()]))))

    @rule(online=st.booleans())
    def hub(self, online: bool) -> None:
        self.feel(inputs.HubKnown(online))

    @rule(gtin=GTINS, available=st.one_of(st.none(), st.integers(0, 3)))
    def stock(self, gtin: str, available: int | None) -> None:
        self.feel(inputs.StockKnown(stock(gtin, available)))

    @rule()
    def staff(self) -> None:
        self.feel(inputs.EndVisit())

    @invariant()
    def never_two_visits(self) -> None:
        open_visit = None
        for draft in self.owed:
            if draft.data.name == "visit.started":
                assert open_visit is None
                open_visit = draft.visit
            elif draft.data.name == "visit.ended":
                assert draft.visit == open_visit
                open_visit = None
        assert open_visit == (self.mirror.visit.visit if self.mirror.visit else None)

    @invariant()
    def visits_do_not_overlap(self) -> None:
        """Nor does anything of a visit happen before it begins."""
        names = {"visit.started", "visit.ended"}
        turns = [d.made_at for d in self.owed if d.data.name in names]
        assert turns == sorted(turns)
        begun = {d.visit: d.made_at for d in self.owed if d.data.name == "visit.started"}
        early = [d for d in self.owed if d.visit and d.made_at < begun[d.visit]]
        assert early == []

    @invariant()
    def only_a_mirror_that_is_on_again_speaks_outside_a_visit(self) -> None:
        assert {d.data.name for d in self.owed if not d.visit} <= {"room.switched"}

    @invariant()
    def answers_are_given_once_and_in_their_visit(self) -> None:
        open_visit, given = None, list[tuple[object, ...]]()
        for draft in self.owed:
            if draft.data.name == "visit.started":
                open_visit = draft.visit
            elif draft.data.name == "visit.ended":
                open_visit = None
            elif draft.data.name in ANSWERS:
                assert draft.visit == open_visit
                gtin = draft.data.model_dump().get("gtin")
                given.append((draft.visit, draft.data.name, gtin))
        assert len(given) == len({*given})

    @invariant()
    def doubtful_is_asked_about_on_the_open_pages_only(self) -> None:
        shown = view(self.mirror, at(self.seconds), RULES, WORDS, 1080)
        asked = shown.doubt.garment.tag if shown.doubt else None
        first = next((h.garment.tag for h in self.mirror.doubtful), None)
        assert asked == (first if shown.screen in {"room", "garment"} else None)

    @invariant()
    def every_state_can_be_shown(self) -> None:
        shown = view(self.mirror, at(self.seconds), RULES, WORDS, 1080)
        if shown.screen in {"rest", "invite", "off", "farewell", "compare"}:
            assert (shown.room, shown.sheet, shown.requests) == ((), None, ())
        assert (shown.sheet is not None) == (shown.screen == "garment")
        assert isinstance(garments_on_screen(self.mirror), frozenset)

    def teardown(self) -> None:
        """With the hub gone and patience over, nobody is left waiting."""
        self.feel(inputs.HubKnown(online=False))
        # Tenths of seconds do not add up to the last bit.
        self.seconds += RULES.patience + 0.001
        self.feel(inputs.Tick())
        left = self.mirror.visit.requests if self.mirror.visit else ()
        assert {a.phase for a in left} <= OVER
        made = [d for d in self.owed if d.data.name == "request.made"]
        cancelled = Counter(
            d.data.model_dump()["request"] for d in self.owed if d.data.name == "request.cancelled"
        )
        assert set(cancelled) <= {d.data.model_dump()["request"] for d in made}
        assert set(cancelled.values()) <= {1}
        # Whatever it was, it comes to rest.
        for touch in (cabin.TurnOn(), touches.Done(), touches.Done()):
            self.feel(inputs.Touched(touch))
        assert view(self.mirror, at(self.seconds), RULES, WORDS, 1080).screen == "rest"


def _touched(happened: inputs.Input) -> bool:
    return isinstance(happened, inputs.Touched)


AnyOrder.TestCase.settings = settings(max_examples=120, stateful_step_count=50, deadline=None)
test_any_order_of_inputs = AnyOrder.TestCase
