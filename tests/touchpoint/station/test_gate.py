"""What leaves a shared reader's machine: the store's garments, and nothing that shoppers wear."""

import pytest

from contract.sgtin import encode96
from contract.sold import Sold
from contract.states import Sighting
from contract.tags import By, TagRead
from tests.touchpoint.sample import CATALOGUE, NAVY_38, SCARF, SHELF, gtin, sold
from touchpoint.readers.lines import ReadLine
from touchpoint.shelf import Shelf
from touchpoint.station.gate import Gate

OURS, FOREIGN = encode96(NAVY_38, 7), encode96(gtin(90), 7)


def read(epc: str, antenna: int | None = 2, rssi: float | None = -51.0) -> ReadLine:
    return ReadLine(TagRead(By.UHF, epc, rssi, antenna=antenna), 12.3456)


def informed() -> Gate:
    gate = Gate()
    gate.learn(SHELF)
    gate.learn(sold())
    return gate


def test_garment_of_the_store_goes_out_as_it_was_heard() -> None:
    gate = informed()
    assert gate.let_out([read(OURS)]) == (Sighting(epc=OURS, antenna=2, rssi=-51.0, ms=12346),)


def test_what_shoppers_wear_stays_here() -> None:
    gate = informed()
    worn = [read(FOREIGN), read("E28011602000AAAA"), read("nonsense")]
    assert gate.let_out([*worn, read(OURS)]) == gate.let_out([read(OURS)])


def test_piece_that_was_sold_stays_here_until_it_comes_back() -> None:
    gate, other = informed(), encode96(NAVY_38, 8)
    said = [gate.let_out([read(OURS), read(other)])]
    for known in (sold((NAVY_38, "7")), sold(version="2")):
        gate.learn(known)
        said.append(gate.let_out([read(OURS), read(other)]))
    assert [[s.epc for s in batch] for batch in said] == [[OURS, other], [other], [OURS, other]]


@pytest.mark.parametrize("first", [SHELF, sold()])
def test_nothing_goes_out_before_catalogue_and_sales_are_known(first: Shelf | Sold) -> None:
    gate, second = Gate(), sold() if isinstance(first, Shelf) else SHELF
    said = [(gate.open, gate.let_out([read(OURS), read(FOREIGN)]))]
    for known in (first, second):
        gate.learn(known)
        said.append((gate.open, gate.let_out([read(OURS), read(FOREIGN)])))
    out = Sighting(epc=OURS, antenna=2, rssi=-51.0, ms=12346)
    assert said == [(False, ()), (False, ()), (True, (out,))]


def test_catalogue_of_nothing_is_none() -> None:
    gate = informed()
    gate.learn(Shelf())
    assert (gate.open, gate.let_out([read(OURS)])) == (False, ())


def test_new_catalogue_is_judged_by_at_once() -> None:
    gate = informed()
    gate.learn(Shelf(CATALOGUE.model_copy(update={"styles": (SCARF,)})))
    gate.let_out([read(OURS)])
    gate.learn(SHELF)
    assert len(gate.let_out([read(OURS)])) == 1


def test_reader_that_tells_neither_antenna_nor_strength_has_one_antenna() -> None:
    gate = informed()
    (said,) = gate.let_out([read(OURS, antenna=None, rssi=None)])
    assert (said.antenna, said.rssi) == (1, -60.0)
