"""A made-up network is what real stores would have sent, and its truth judges the sales join."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from click.testing import CliRunner

from headoffice.batches import check_batch
from headoffice.sales.facts import Moment, Unit
from headoffice.sales.join import Outcome, Rule
from simulation.__main__ import main
from simulation.history.judging import Judged, judge
from simulation.history.lines import lines
from simulation.history.lives import Truth, store_day
from simulation.history.network import Shop, network

ZONE = ZoneInfo("Europe/Paris")
FRIDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 22)
SHOP = Shop("lyon", 1.0, 1.0, 0.25)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_rows_are_those_that_the_front_door_would_keep() -> None:
    documents, _ = store_day(SHOP, FRIDAY, ZONE, 7)
    batch = check_batch(json.loads(json.dumps(documents)), "lyon", NOW)
    assert batch.refused == ()
    kept = [json.loads(row.received(it["recordedtime"]))
            for row, it in zip(batch.rows, documents, strict=True)]  # fmt: skip
    assert [json.loads(line) for line in lines(documents, "lyon")] == kept
    assert len(kept) > 200


def test_same_seed_makes_the_same_day_and_another_one_another() -> None:
    assert store_day(SHOP, FRIDAY, ZONE, 7) == store_day(SHOP, FRIDAY, ZONE, 7)
    assert store_day(SHOP, FRIDAY, ZONE, 7) != store_day(SHOP, FRIDAY, ZONE, 8)
    assert store_day(SHOP, SUNDAY, ZONE, 7) == ([], [])


def test_every_unit_sold_has_its_truth() -> None:
    documents, truths = store_day(SHOP, FRIDAY, ZONE, 7)
    sold = [
        (it["data"]["basket"], number)
        for it in documents
        if it["type"] == "parcours.purchase.completed.v1"
        for number in range(len(it["data"]["lines"]))
    ]
    assert sorted(sold) == sorted((it.basket, it.line) for it in truths)
    visits = {it["visitid"] for it in documents if "visitid" in it}
    assert {it.visit for it in truths} - visits == {""}


def test_pilots_are_drawn_by_lot_and_buy_more_from_their_day_on() -> None:
    shops = network(40, 7, pilot_from=FRIDAY, uplift=0.05, pilots=8)
    assert len({shop.name for shop in shops}) == 40
    pilots = [shop for shop in shops if shop.pilot_from]
    assert len(pilots) == 8
    assert [shop.buys_on(FRIDAY) - shop.buys_on(date(2026, 11, 19)) for shop in pilots] == [
        shop.buys + 0.05 - shop.buys for shop in pilots
    ]
    assert network(40, 8, pilots=8) != network(40, 9, pilots=8)


def outcome(line: int, visit: str, rule: Rule | None) -> Outcome:
    unit = Unit(Moment(NOW), "lyon", "b", line, 0, "", "", "", "")
    return Outcome(unit, visit, rule)


def test_verdict_counts_right_wrong_and_missed() -> None:
    truths = [Truth("b", line, visit) for line, visit in enumerate(("v", "v", "", "w", ""))]
    found = judge(
        [
            outcome(0, "v", Rule.SERIAL),
            outcome(1, "w", Rule.NEAR),
            outcome(2, "v", Rule.NEAR),
            outcome(3, "", None),
            outcome(4, "", None),
            outcome(9, "v", Rule.NEAR),
        ],
        truths,
    )
    assert (found.units, found.of_visits, found.strangers) == (5, 3, 2)
    assert found.by_rule[Rule.SERIAL] == Judged(1, 1)
    assert found.by_rule[Rule.NEAR] == Judged(2, 0)
    assert (found.joined, found.recall) == (Judged(3, 1), 1 / 3)


def test_command_fills_a_head_office_and_says_how_to_open_it(tmp_path: Path) -> None:
    wanted = ["--stores", "2", "--days", "8", "--pilots", "1", "--folder", str(tmp_path / "h")]
    done = CliRunner().invoke(main, ["history", *wanted], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    (events,) = re.findall(r"([\d,]+) events", done.output)
    assert int(events.replace(",", "")) > 3000
    assert f"serve --config {tmp_path / 'h' / 'headoffice.toml'}" in done.output
    assert re.search(r"serial +\d+ +\d+ +100\.0%", done.output)


def test_more_pilots_than_stores_is_refused(tmp_path: Path) -> None:
    wanted = ["--stores", "2", "--pilots", "3", "--folder", str(tmp_path)]
    done = CliRunner().invoke(main, ["history", *wanted])
    assert (done.exit_code, done.output) == (1, "Error: 3 pilots were asked for among 2 stores\n")
