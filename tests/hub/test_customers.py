"""Whose card it is, at the hub: brought in without a code, asked with measure, never told on."""

import stat
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from structlog.testing import capture_logs

from contract.ids import new_id
from hub.__main__ import main
from hub.crm.counter import MOST, SPAN, CardCounter, NoCards, TooOften
from hub.crm.file import FileCrm
from hub.crm.port import Crm, CrmAway
from messaging.clock import ManualClock
from tests.hub.harness import Lyon

CODE = "MAISON-12345678"
SETTINGS = 'store = "lyon"\nname = "Lyon"\nstate_dir = "{folder}/state"\n'


def bring_in(folder: Path, text: str, crm: str = '[crm]\nadapter = "file"\n') -> Result:
    (folder / "hub.toml").write_text(SETTINGS.format(folder=folder) + crm)
    (folder / "cards.csv").write_text(text, encoding="utf-8")
    words = ["customers", "import", str(folder / "cards.csv"), "--config", str(folder / "hub.toml")]
    return CliRunner().invoke(main, words)


def known(folder: Path, *codes: str) -> list[str | None]:
    crm = FileCrm(str(folder / "state/customers.csv"))
    return [crm.customer_of(code) for code in codes]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_customers_are_known_again_and_no_file_holds_a_code(tmp_path: Path, delimiter: str) -> None:
    rows = ["code,name,customer", f"{CODE},Ada,c-1", "MAISON-00000002,Grace,c-2"]
    done = bring_in(tmp_path, "\n".join(rows).replace(",", delimiter))
    cards = tmp_path / "cards.csv"
    said = f"2 cards are known. Delete {cards}: it says whose they are.\n"
    assert (done.exit_code, done.stdout, done.stderr) == (0, said, "")
    assert known(tmp_path, CODE, "MAISON-00000002", "MAISON-3") == ["c-1", "c-2", None]
    files = sorted((tmp_path / "state").iterdir())
    assert [file.name for file in files] == ["customers.csv", "customers.key"]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600, 0o600]
    assert [w for f in files for w in ("MAISON", "Ada", "12345678") if w in f.read_text()] == []


def test_a_new_file_takes_the_place_of_the_last_under_the_same_key(tmp_path: Path) -> None:
    bring_in(tmp_path, f"code,customer\n{CODE},c-1\n")
    crm = FileCrm(str(tmp_path / "state/customers.csv"))
    before = crm.customer_of(CODE), (tmp_path / "state/customers.key").read_text()
    bring_in(tmp_path, f"code,customer\nMAISON-00000002,c-2\n{CODE},c-9\n")
    after = crm.customer_of(CODE), (tmp_path / "state/customers.key").read_text()
    assert (before, after) == (("c-1", before[1]), ("c-9", before[1]))


def test_what_does_not_fit_is_named_without_its_card_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [
        "code,customer",
        f"{CODE},c-1",
        ",c-2",
        "MAISON-00000003,Ada Lovelace",
        "MAISON-00000004,crm:maison-00000004",
        "MAISON-00000005",
        "MAISON-00000006,c-6",
        "MAISON-00000006,c-7",
    ]
    done = bring_in(tmp_path, "\n".join(rows))
    assert (done.exit_code, done.stdout.partition(" ")[0]) == (0, "1")
    found = [line.partition(";")[0] for line in done.stderr.splitlines()]
    assert found == [
        "cards.csv line 3: found a code of 0 characters",
        "cards.csv line 4: found no customer id",
        "cards.csv line 5: found a customer id that holds the code",
        "cards.csv line 6: found 1 cells",
        "cards.csv line 8: found the code of line 7 with another customer",
    ]
    assert "MAISON" not in done.output
    assert known(tmp_path, CODE, "MAISON-00000006") == ["c-1", None]


@pytest.mark.parametrize(
    ("text", "crm", "why"),
    [
        ("code,customer\nx,c-1", "", "hub.toml: [crm] adapter = "),
        ("card,customer\nx,c-1", '[crm]\nadapter = "file"\n', "has no column code; found card"),
        ("code,customer\n,c-1", '[crm]\nadapter = "file"\n', "no usable row was found; those in"),
        ("code,customer\nx,c-1", '[crm]\nadapter = "fil"\n', "did you mean 'file'?"),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(
    tmp_path: Path, text: str, crm: str, why: str
) -> None:
    bring_in(tmp_path, f"code,customer\n{CODE},c-1\n")
    done = bring_in(tmp_path, text, crm)
    assert (done.exit_code, why in done.stderr) == (1, True), done.stderr
    assert known(tmp_path, CODE) == ["c-1"]


@pytest.mark.parametrize("text", ["code,customer\nx,c-1\n", "", "mark,customer\nzz,c-1\n"])
def test_a_file_that_was_not_imported_is_away(tmp_path: Path, text: str) -> None:
    bring_in(tmp_path, f"code,customer\n{CODE},c-1\n")
    (tmp_path / "state/customers.csv").write_text(text)
    with pytest.raises(CrmAway, match=r"customers\.csv cannot be read: "):
        known(tmp_path, "x")


class Foreign:
    """An adapter that does what it is told to."""

    def __init__(self, *answers: str | Exception | None) -> None:
        self._answers = list(answers)

    def customer_of(self, code: str) -> str | None:
        found = self._answers.pop(0)
        if isinstance(found, Exception):
            raise found
        return found and found.format(code=code)


def counter(crm: Crm | None, clock: ManualClock | None = None) -> CardCounter:
    return CardCounter(crm, clock or ManualClock())


def test_without_a_crm_there_are_no_cards() -> None:
    with pytest.raises(NoCards):
        counter(None).customer_of("kiosk-1", CODE)


@pytest.mark.parametrize(
    "answer",
    [
        "Ada Lovelace",
        "crm:{code}",
        "x" * 65,
        "",
        KeyError(CODE),
        RuntimeError(CODE),
        CrmAway("down"),
    ],
)
def test_what_an_adapter_may_not_answer_is_away_and_its_words_are_not_logged(
    answer: str | Exception,
) -> None:
    cards = counter(Foreign(answer, answer, None, "c-1"))
    with capture_logs() as logged:
        for _ in range(2):
            with pytest.raises(CrmAway) as away:
                cards.customer_of("kiosk-1", CODE)
        assert [cards.customer_of("kiosk-1", CODE) for _ in range(2)] == [None, "c-1"]
    assert [line["event"] for line in logged] == ["crm.down", "crm.back"]
    assert [w for w in (CODE, "Ada") if w in repr((logged, away.value, away.value.__cause__))] == []


def test_each_touchpoint_may_ask_so_often_and_then_waits() -> None:
    clock = ManualClock()
    cards = counter(Foreign(*[None] * 100), clock)
    for _ in range(MOST):
        cards.customer_of("kiosk-1", CODE)
        clock.advance(1)
    with pytest.raises(TooOften) as often:
        cards.customer_of("kiosk-1", CODE)
    assert (often.value.wait, cards.customer_of("kiosk-2", CODE)) == (SPAN - MOST, None)
    clock.advance(SPAN - MOST)
    assert cards.customer_of("kiosk-1", CODE) is None


def test_a_crm_that_hangs_takes_so_many_threads_and_no_more() -> None:
    gate, inside = threading.Event(), threading.Semaphore(0)

    class Hanging:
        def customer_of(self, _code: str) -> str | None:
            inside.release()
            gate.wait(60)
            return None

    cards = counter(Hanging())
    threads = [threading.Thread(target=cards.customer_of, args=(f"k-{n}", CODE)) for n in range(4)]
    for thread in threads:
        thread.start()
        assert inside.acquire(timeout=60)
    with pytest.raises(CrmAway, match="too many wait for it"):
        cards.customer_of("k-9", CODE)
    gate.set()
    for thread in threads:
        thread.join(60)
    assert cards.customer_of("k-9", CODE) is None


def test_the_inbox_keeps_a_link_with_its_customer_and_refuses_one_without(lyon: Lyon) -> None:
    device, visit = lyon.device("kiosk-1"), new_id()
    said = {"visitid": visit, "customerid": "c-1"}
    link, bare = (device.event("visit.linked", {"consent": "1-fr"}, **more) for more in (said, {}))
    undone = device.event("visit.unlinked", {}, **said)
    personal = device.wish(customerid="c-1")
    for event in (link, bare, undone, personal):
        device.send(event)
    assert device.settled() == [link["id"], undone["id"]]
    assert [(found[0], found[2]) for found in device.rejected()] == [
        (bare["id"], "invalid_envelope"),
        (personal["id"], "invalid_envelope"),
    ]
