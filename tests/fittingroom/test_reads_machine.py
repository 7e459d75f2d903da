"""Any order of reads is legal at the mirror, whichever reader works: what hangs there stays."""

import re
from typing import Literal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from contract.events import GarmentArrived
from contract.ids import new_id
from contract.tags import By
from fittingroom.keeping import RESUMED_WITHIN, Gauge, keep
from fittingroom.state import Mirror, Rules
from fittingroom.visit import step
from messaging.draft import Draft
from tests.fittingroom.room import resumed
from tests.touchpoint.sample import COAT, RED, SHELF, at, garment, sold
from touchpoint import inputs, touches

RULES = Rules(place="cabin-3", languages=("en", "fr"), scenes=("daylight", "evening"))
FOREIGN = "00012345678905"
GTINS = st.sampled_from([v.gtin for v in COAT.variants] + [RED, FOREIGN])
SERIALS = st.sampled_from("AB")
#: Few, so that what hangs here is often sold, taken or read again.
HUNG = st.sampled_from([RED, COAT.variants[0].gtin, FOREIGN])
READERS = ("tag", "zone-1")
Piece = tuple[str, str]
LETTERS = {"garment.arrived": "a", "garment.left": "l", "garment.disowned": "d"}


class AnyReads(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.mirror, self.owed, self.seconds = Mirror(), list[Draft](), 0.0
        self.sold: frozenset[Piece] = frozenset()
        #: What hangs by which reader.
        self.hanging: dict[Piece, str] = {}
        #: What the mirror was told of, and took, and the reader that told it last.
        self.here: dict[Piece, str] = {}
        #: What was gone before the reader that told it began anew, which never says so.
        self.ghosts: set[Piece] = set()
        #: Since when each reader works, and those that begin anew: they know of nothing here.
        self.works: dict[str, float] = dict.fromkeys(READERS, 0.0)
        self.anew: set[str] = set()
        #: Tags of which reader or shopper ever said that they are here.
        self.confirmed: set[str] = set()
        self.begin()

    def begin(self) -> None:
        self.feel(inputs.CatalogueKnown(SHELF))
        self.feel(inputs.SoldKnown(sold(*self.sold)))

    def feel(self, happened: inputs.Input) -> None:
        self.mirror, drafts = step(self.mirror, happened, at(self.seconds), RULES, new_id)
        self.owed += drafts
        arrived = [d.data for d in drafts if isinstance(d.data, GarmentArrived)]
        told = {(a.gtin, a.serial) for a in arrived if a.by is By.UHF}
        assert told & {*self.sold, *((FOREIGN, serial) for serial in "AB")} == set()

    @rule(gtin=HUNG, serial=SERIALS, sure=st.booleans(), reader=st.sampled_from(READERS))
    def hang(self, gtin: str, serial: str, sure: bool, reader: str) -> None:
        """Or move it here from the other reader."""
        piece = gtin, serial
        self.hanging[piece] = reader
        self.miss()
        if reader in self.works:
            self.read(piece, sure=sure)

    def read(self, piece: Piece, *, sure: bool) -> None:
        """The reader by *piece* says that it is there."""
        hung, reader = garment(*piece, By.UHF), self.hanging[piece]
        if self.mirror.off:
            self.read_in_vain(inputs.Arrived(hung, 1000 + self.seconds, sure=sure, reader=reader))
            return
        self.ghosts.discard(piece)
        refused = {h.garment.tag for h in self.mirror.room if h.disowned}
        if piece not in self.sold and piece[0] != FOREIGN:
            self.here[piece] = reader
            self.confirmed |= {hung.tag} if sure else set()
        elif piece in self.here:
            self.here[piece] = reader
        before, at = len(self.owed), 1000 + self.seconds
        self.feel(inputs.Arrived(hung, at, sure=sure, reader=reader))
        if hung.tag in refused:
            assert not any(d.data.name == "garment.arrived" for d in self.owed[before:])

    def read_in_vain(self, arrived: inputs.Arrived) -> None:
        """A mirror that is off takes no note of it, unless its time was over."""
        before = len(self.owed)
        self.feel(arrived)
        assert not self.mirror.off or (len(self.owed), self.mirror.room) == (before, ())

    @precondition(lambda self: self.hanging)
    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        del self.hanging[data.draw(st.sampled_from(sorted(self.hanging)))]
        self.miss()

    @property
    def says_goodbye(self) -> bool:
        visit = self.mirror.visit
        return visit is not None and visit.parting is not None

    def gone(self) -> list[Piece]:
        """What no longer hangs by the reader that told it."""
        return sorted(p for p, reader in self.here.items() if self.hanging.get(p) != reader)

    def miss(self) -> None:
        """A reader that works says what is gone."""
        for piece in self.gone():
            if self.here[piece] in self.works and piece not in self.ghosts:
                del self.here[piece]
                self.feel(inputs.Left(garment(*piece).tag, 1.0, 1000 + self.seconds))

    @precondition(lambda self: self.hanging or self.here or not self.works)
    @rule(reader=st.sampled_from(READERS), state=st.sampled_from(["ok", "ok", "ok", "silent"]))
    def health(self, reader: str, state: Literal["ok", "silent"]) -> None:
        self.feel(inputs.ReaderHealth(reader, state))
        if state != "ok":
            self.works.pop(reader, None)
        elif reader not in self.works:
            self.works[reader] = self.seconds
            self.resume(reader)

    def resume(self, reader: str) -> None:
        """It says what is new to it, and what is gone unless it never saw it."""
        for piece in sorted(p for p, by in self.hanging.items() if by == reader):
            if reader in self.anew or self.here.get(piece) != reader:
                self.read(piece, sure=garment(*piece).tag in self.confirmed)
        if reader in self.anew:
            self.ghosts |= {p for p in self.gone() if self.here[p] == reader}
        self.anew.discard(reader)
        self.miss()

    @precondition(lambda self: self.hanging)
    @rule(data=st.data())
    def sell(self, data: st.DataObject) -> None:
        """Or take back what was sold."""
        self.sold ^= {data.draw(st.sampled_from(sorted(self.hanging)))}
        self.feel(inputs.SoldKnown(sold(*self.sold)))

    @precondition(lambda self: self.hanging.keys() - self.sold)
    @rule(data=st.data())
    def become_sure(self, data: st.DataObject) -> None:
        """The reader says again, of something that hangs here, that it does."""
        piece = data.draw(st.sampled_from(sorted(self.hanging.keys() - self.sold)))
        self.hang(*piece, sure=True, reader=self.hanging[piece])

    # On the farewell nothing is asked, so there is nothing to answer.
    @precondition(lambda self: self.mirror.doubtful and not self.says_goodbye)
    @rule(yes=st.booleans(), data=st.data())
    def answer(self, yes: bool, data: st.DataObject) -> None:
        tag = data.draw(st.sampled_from([h.garment.tag for h in self.mirror.doubtful]))
        if yes:
            self.confirmed.add(tag)
        before = len(self.owed)
        self.feel(inputs.Touched(touches.Yours(tag, yes)))
        said = [d.data.name for d in self.owed[before:] if d.data.name.startswith("garment.")]
        assert said == ["garment.arrived" if yes else "garment.disowned"]

    @rule(seconds=st.sampled_from([0.1, 5, 16, 40, 130, 400]))
    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.feel(inputs.Tick())
        judged = {n for n, since in self.works.items() if self.seconds - since >= RULES.rejoin}
        gone = {piece for piece in self.ghosts if self.here[piece] in judged}
        assert {garment(*p).tag for p in gone} & {h.garment.tag for h in self.mirror.room} == set()
        self.ghosts -= gone
        self.here = {p: reader for p, reader in self.here.items() if p not in gone}

    @precondition(lambda self: self.works)
    @rule(
        seconds=st.sampled_from([1.0, 1.0, 60.0, 200.0]), same=st.sampled_from([True, True, False])
    )
    def restart(self, seconds: float, same: bool) -> None:
        kept = keep(self.mirror, at(self.seconds), Gauge("boot-1"))
        self.seconds += seconds
        boot = "boot-1" if same else "boot-2"
        self.mirror, drafts = resumed(kept, at(self.seconds), boot)
        self.owed += drafts
        self.works, self.anew = {}, set(READERS)
        self.begin()
        if not same or seconds > RESUMED_WITHIN:
            assert (self.mirror.visit, self.mirror.room) == (None, ())
            self.here.clear()
            self.ghosts.clear()

    @invariant()
    def arrivals_and_ends_alternate(self) -> None:
        """What nobody confirmed is only ever disowned."""
        told: dict[str, str] = {}
        for draft in self.owed:
            found = draft.data.model_dump()
            if (letter := LETTERS.get(draft.data.name)) and found["by"] == By.UHF:
                told[found["tag"]] = told.get(found["tag"], "") + letter
        legal = {True: "(al|ad|d)*a?", False: "d*"}
        wrong = {t: s for t, s in told.items() if not re.fullmatch(legal[t in self.confirmed], s)}
        assert wrong == {}
        owned = {h.garment.tag for h in self.mirror.owned if h.garment.by is By.UHF}
        assert {tag for tag, letters in told.items() if letters.endswith("a")} == owned

    @invariant()
    def what_hangs_here_stays(self) -> None:
        """Whatever other readers do, and for however long its own one does not work."""
        known = {garment(*piece).tag for piece in self.here.keys() - set(self.gone())}
        assert known - {h.garment.tag for h in self.mirror.room} == set()


AnyReads.TestCase.settings = settings(max_examples=200, stateful_step_count=50, deadline=None)
test_any_order_of_reads = AnyReads.TestCase
