"""What a visit leaves is found, wherever it is left: in widgets, files, memory."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import pytest
from kivy.core.window import Window
from kivy.uix.label import Label

from contract.events import NoticeAsked, TouchpointFailed, VisitLinked
from contract.ids import new_id
from contract.states import StockState
from contract.tags import By, TagRead
from kiosk.carrying import Code, CodeView
from messaging.clock import ManualClock
from messaging.draft import Draft
from messaging.outbox import Outbox
from simulation.fingers.inspector import Inspector, Report
from simulation.fingers.kiosk import FingerKiosk
from simulation.fingers.leftovers import in_files, in_memory
from simulation.fingers.reach import WANTED, missed
from simulation.fingers.traces import NONSENSE, Trace
from tests.screens.conftest import PORTRAIT, draw_photos, read_brand
from tests.screens.wandering import cinema
from touchpoint.inputs import CustomerKnown

KINDS = ["card", "code", "customer", "list", "question", "search", "token"]
CATALOGUE = cinema(2).catalogue
FIRST, LAST = (style.variants[0].gtin for style in CATALOGUE.styles[:: len(CATALOGUE.styles) - 1])
#: Each visit types something else.
LETTERS = random.Random(4)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    draw_photos(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def kiosk(media: Path, folder: Path, own_memory: None) -> Iterator[FingerKiosk]:  # noqa: ARG001
    # Another test may have turned the one window of this process.
    Window.size = PORTRAIT
    brand = read_brand("brand.toml")
    made = FingerKiosk(brand, CATALOGUE, media, folder, new_id, random.Random(1))
    yield made
    made.close()


def visit(kiosk: FingerKiosk) -> dict[str, str]:
    """One with everything in it; what it knew of its shopper, by its kind. It is over."""

    def press(*names: str) -> None:
        for name in names:
            kiosk.glass.press(kiosk.glass.targets()[name])
            kiosk.glass.frames(20)

    kiosk.answers.customer = lambda ask: (CustomerKnown(ask.ask, new_id()), 0.1)  # type: ignore[method-assign]
    kiosk.read(kiosk.answers.card())
    press(
        "consent.yes",
        "around",
        "search",
        *(f"key.{letter}" for letter in LETTERS.sample(NONSENSE, 6)),
    )
    here = StockState(gtin=FIRST, available=1, as_of=kiosk.clock.now(), confidence="counted")
    kiosk.answers.stock = lambda gtin, _: here.model_copy(update={"gtin": gtin})  # type: ignore[method-assign]
    for gtin in (FIRST, LAST):
        kiosk.read(TagRead(By.BARCODE, gtin, momentary=True))
        kiosk.glass.frames(20)
        press("keep")
    press("reserve", "back")
    press("form.gift")
    knew: dict[str, str] = dict([*kiosk.traces.values()][-1].keys())
    press("done")
    assert kiosk.state.visit is None
    return {kind: knew[kind] for kind in sorted(knew)}


def test_a_visit_with_everything_in_it_leaves_nothing(kiosk: FingerKiosk, folder: Path) -> None:
    kinds = list(visit(kiosk))
    assert (kinds, looked_after(kiosk, folder, thorough=1)) == (KINDS, [])


def looked_after(kiosk: FingerKiosk, folder: Path, thorough: int = 10) -> list[str]:
    inspector = Inspector(kiosk, folder, thorough)
    inspector.look()
    found = inspector.report
    assert (found.visits, found.not_at_rest) == (1, [])
    return found.left


@pytest.fixture
def over(kiosk: FingerKiosk) -> dict[str, str]:
    return visit(kiosk)


def test_what_a_widget_keeps_is_found(
    kiosk: FingerKiosk, folder: Path, over: dict[str, str]
) -> None:
    root = kiosk.glass.app.root
    root.add_widget(Label(text=" ".join(over.values())))
    # A code does not say what it holds: only who looks into it finds that.
    kiosk.glass.app._pages["code"].around = CodeView(
        "", "", "", None, (), Code(" ".join(over.values()), "", "")
    )
    found = looked_after(kiosk, folder)
    kiosk.glass.app._pages["code"].around = None
    root.remove_widget(root.children[0])
    in_widgets = [f"visit 1: {kind} in {what}" for kind in KINDS
                  for what in ("KioskCodeScreen.around", "Label.text")]  # fmt: skip
    assert [one for one in found if one in in_widgets] == in_widgets


def test_what_a_file_keeps_is_found(kiosk: FingerKiosk, folder: Path, over: dict[str, str]) -> None:
    (folder / "log").write_text(" ".join(over.values()))
    found = looked_after(kiosk, folder)
    (folder / "log").unlink()
    assert found == [f"visit 1: {kind} in log" for kind in KINDS]


def test_what_the_outbox_keeps_is_found_but_for_what_events_carry(
    tmp_path: Path, clock: ManualClock
) -> None:
    words = {kind: f"{kind}-of-nobody" for kind in KINDS} | {"token": new_id()}
    path = tmp_path / "outbox.db"
    outbox = Outbox.open(path, clock, new_id, store="lyon", touchpoint="kiosk-1")
    asked = NoticeAsked(gtin=FIRST, token=words["token"], kind="notice")
    linked = Draft(VisitLinked(consent="1-en"), 0.0, visit=new_id(), customer=words["customer"])
    outbox.record([linked, Draft(asked, 0.0, visit=new_id())])
    assert in_files(traces(words), tmp_path) == []
    all_of_it = " ".join(words.values())
    failed = TouchpointFailed(boot=new_id(), version="1", what="screen", why=all_of_it)
    outbox.record([Draft(failed, 0.0)], {"visit": all_of_it.encode()})
    assert [one for one in in_files(traces(words), tmp_path) if "-shm" not in one] == [
        "card in outbox.db-wal",
        "code in outbox.db-wal",
        "customer in the state visit",
        "customer in touchpoint.failed",
        "list in outbox.db-wal",
        "question in outbox.db-wal",
        "search in outbox.db-wal",
        "token in the state visit",
        "token in touchpoint.failed",
    ]
    outbox.close()


def closed_over(word: str) -> object:
    return lambda: word


def remembered(word: str) -> object:
    kept = lru_cache(lambda text: text)
    kept(word)
    return kept


#: Where memory may keep a text. Of dicts and tuples of nothing but texts Python keeps no track:
#: they are found by whom they belong to.
HOARDS: dict[str, Callable[[str], object]] = {
    "list": lambda word: [word],
    "dict of texts": lambda word: [{"kept": word}],
    "tuples": lambda word: [((word, "kept"), 1)],
    "bytes": lambda word: [word.encode()],
    "closure": closed_over,
    "cache": remembered,
}


def test_what_memory_keeps_is_found() -> None:
    words = {where: f"{where} of nobody" for where in HOARDS}
    of_nobody = tuple(words.items())
    kept = [keep(words[where]) for where, keep in HOARDS.items()]
    found = in_memory(of_nobody, (words,))  # type: ignore[arg-type]
    assert (len(kept), sorted({one.split(" in ")[0] for one in found})) == (6, sorted(HOARDS))
    kept.clear()
    assert in_memory(of_nobody, (words,)) == []  # type: ignore[arg-type]


def test_what_another_thread_has_at_hand_is_found() -> None:
    began, told, word = threading.Event(), threading.Event(), "thread of nobody"

    def stand(word: str) -> None:
        began.set()
        told.wait(60)
        del word

    thread = threading.Thread(target=stand, args=(word,))
    thread.start()
    began.wait(60)
    found = in_memory((("search", word),))
    told.set()
    thread.join()
    assert [one for one in found if one.endswith("stand: word")] == [
        f"search in {stand.__qualname__}: word"
    ]


def test_an_object_of_a_visit_is_found(kiosk: FingerKiosk, folder: Path) -> None:
    kiosk.read(TagRead(By.BARCODE, FIRST, momentary=True))
    kept = kiosk.state.visit
    kiosk.glass.press(kiosk.glass.targets()["done"])
    found = looked_after(kiosk, folder, thorough=1)
    assert kept is not None
    assert found == [f"visit 1: a {name} in memory" for name in ("Choice", "Taken", "Visit")]


def test_the_last_visit_is_looked_after_thoroughly_once_it_is_over(
    kiosk: FingerKiosk, folder: Path
) -> None:
    visit(kiosk)
    inspector = Inspector(kiosk, folder)
    for last in (False, True):
        inspector.look(last=last)
    found = inspector.report
    assert (found.visits, found.memory_searches, found.left) == (1, 1, [])


def test_a_window_that_is_not_at_rest_is_found(
    kiosk: FingerKiosk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.read(TagRead(By.BARCODE, FIRST, momentary=True))
    # What comes of it is not shown.
    monkeypatch.setattr(kiosk.conductor, "show", lambda _: None)
    kiosk.wait(61)
    inspector = Inspector(kiosk, folder)
    inspector.look()
    assert inspector.report.not_at_rest == [
        "visit 1: KioskGarmentScreen is on the glass",
        "visit 1: rest has a view",
    ]


def test_a_feature_that_was_never_reached_is_named() -> None:
    everything = Counter(mark for marks in WANTED.values() for mark in marks)
    assert missed(everything) == []
    less = everything - Counter({"touch OpenWifi": 9, "screen look": 9})
    assert missed(less) == ["lookbooks: screen look", "guest Wi-Fi: touch OpenWifi"]
    assert [Report(missed=missed(some)).clean for some in (everything, less)] == [True, False]


def traces(words: Mapping[str, str]) -> tuple[Trace, ...]:
    return tuple(words.items())  # type: ignore[arg-type]
