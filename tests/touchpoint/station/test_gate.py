"""What leaves a shared reader's machine: the store's garments, and nothing that shoppers wear."""

from contract.sgtin import encode96
from contract.states import Sighting
from contract.tags import By, TagRead
from tests.touchpoint.sample import NAVY_38, SHELF, gtin, sold
from touchpoint.readers.lines import ReadLine
from touchpoint.station.gate import Gate

OURS, FOREIGN = encode96(NAVY_38, 7), encode96(gtin(90), 7)


def read(epc: str, antenna: int | None = 2, rssi: float | None = -51.0) -> ReadLine:
    return ReadLine(TagRead(By.UHF, epc, rssi, antenna=antenna), 12.3456)


def test_garment_of_the_store_goes_out_as_it_was_heard() -> None:
    gate = Gate()
    gate.learn(SHELF)
    assert gate.let_out([read(OURS)]) == (Sighting(epc=OURS, antenna=2, rssi=-51.0, ms=12346),)


def test_what_shoppers_wear_stays_here() -> None:
    gate = Gate()
    gate.learn(SHELF)
    worn = [read(FOREIGN), read("E28011602000AAAA"), read("nonsense")]
    assert gate.let_out([*worn, read(OURS)]) == gate.let_out([read(OURS)])


def test_piece_that_was_sold_stays_here_until_it_comes_back() -> None:
    gate, other = Gate(), encode96(NAVY_38, 8)
    gate.learn(SHELF)
    said = [gate.let_out([read(OURS), read(other)])]
    for known in (sold((NAVY_38, "7")), sold(version="2")):
        gate.learn(known)
        said.append(gate.let_out([read(OURS), read(other)]))
    assert [[s.epc for s in batch] for batch in said] == [[OURS, other], [other], [OURS, other]]


def test_nothing_goes_out_before_the_catalogue_is_known() -> None:
    assert Gate().let_out([read(OURS)]) == ()


def test_new_catalogue_is_judged_by_at_once() -> None:
    gate = Gate()
    gate.let_out([read(OURS)])
    gate.learn(SHELF)
    assert len(gate.let_out([read(OURS)])) == 1


def test_reader_that_tells_neither_antenna_nor_strength_has_one_antenna() -> None:
    gate = Gate()
    gate.learn(SHELF)
    (said,) = gate.let_out([read(OURS, antenna=None, rssi=None)])
    assert (said.antenna, said.rssi) == (1, -60.0)
