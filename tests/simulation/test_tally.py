"""What a run comes to is counted from evidence, and evidence of trouble is found."""

from simulation.tally import Evidence, Row, outcomes, percentiles, report

CABIN, HUB = "/stores/lyon/touchpoints/cabin-1", "/stores/lyon/hub"


def row(name: str, number: int, source: str = CABIN, **data: object) -> Row:
    return Row(source, f"id-{number}", name, data, made_ms=1000.0, recorded_ms=1030.0)


MADE = row("request.made", 1, request="r1")
TAPPED = row("garment.arrived", 2, by="uhf")
DONE = row("request.done", 3, HUB, request="r1")


def counted(
    journals: list[Row], hub: list[Row], office: list[Row], cards: dict[str, int] | None = None
) -> dict[str, object]:
    evidence = Evidence(
        journals,
        hub,
        office,
        0,
        [5.0],
        {"r1": 1080.0},
        cards or {"r1": 1},
        {"patience_seconds": 20},
    )
    return report(evidence, HUB)


def test_run_that_went_well_is_counted_alike_on_all_sides() -> None:
    all_rows = [MADE, TAPPED, DONE]
    found = counted([MADE, TAPPED], all_rows, all_rows)
    assert found == {
        "events": {
            "garment.arrived": {"made": 1, "hub": 1, "headoffice": 1},
            "request.done": {"made": 1, "hub": 1, "headoffice": 1},
            "request.made": {"made": 1, "hub": 1, "headoffice": 1},
        },
        "lost": 0,
        "missing": [],
        "doubled": 0,
        "rejected": 0,
        "garments_by": {"uhf": 1},
        "requests": {"done": 1, "open": 0, "escalated": 0},
        "settings": {"patience_seconds": 20},
        "latency_ms": {
            "tap_to_frame": {"p50": 5.0, "p95": 5.0, "p99": 5.0, "n": 1},
            "request_to_staff": {"p50": 80.0, "p95": 80.0, "p99": 80.0, "n": 1},
            "event_to_headoffice": {"p50": 30.0, "p95": 30.0, "p99": 30.0, "n": 3},
        },
    }


def test_event_missing_at_head_office_is_lost() -> None:
    found = counted([MADE, TAPPED], [MADE, TAPPED, DONE], [MADE, DONE])
    known = {"id": "id-2", "source": CABIN, "name": "garment.arrived"}
    assert (found["lost"], found["missing"]) == (1, [{**known, "at": "hub"}])


def test_event_that_never_left_its_screen_is_said_to_be_there() -> None:
    found = counted([MADE, TAPPED], [MADE], [MADE])
    known = {"id": "id-2", "source": CABIN, "name": "garment.arrived"}
    assert (found["lost"], found["missing"]) == (1, [{**known, "at": "touchpoint"}])


def test_event_of_the_hub_missing_at_head_office_is_lost() -> None:
    assert counted([MADE], [MADE, DONE], [MADE])["lost"] == 1


def test_event_twice_in_the_raw_rows_is_doubled() -> None:
    assert counted([MADE], [MADE], [MADE, MADE, TAPPED, TAPPED])["doubled"] == 2 + 1


def test_effect_twice_under_two_ids_is_doubled() -> None:
    again = row("request.done", 9, HUB, request="r1")
    assert counted([MADE], [MADE, DONE, again], [MADE, DONE, again])["doubled"] == 1


def doubled(*rows: Row) -> object:
    return counted([], list(rows), list(rows))["doubled"]


def test_request_given_back_may_be_seen_again() -> None:
    seen = [row("request.seen", n, HUB, request="r1") for n in (4, 5)]
    back = row("request.released", 6, HUB, request="r1")
    assert (doubled(*seen), doubled(*seen, back)) == (1, 0)


def test_cancellation_by_mirror_and_hub_is_one_each() -> None:
    said = [
        row("request.cancelled", n, source, request="r1") for n, source in ((4, CABIN), (5, HUB))
    ]
    assert (doubled(*said), doubled(*said, row("request.cancelled", 6, HUB, request="r1"))) == (
        0,
        1,
    )


def test_stock_corrected_twice_by_one_cause_is_doubled() -> None:
    first, again, other = (
        Row(HUB, f"c{n}", "stock.corrected", {"gtin": "g"}, cause=cause)
        for n, cause in enumerate(("r1", "r1", "r2"))
    )
    assert (doubled(first, again), doubled(first, other)) == (1, 0)


def test_two_cards_of_one_request_on_a_page_are_doubled() -> None:
    assert counted([MADE], [MADE], [MADE], cards={"r1": 2})["doubled"] == 1


def test_request_without_an_end_is_open() -> None:
    assert outcomes([MADE]) == {"open": 1, "escalated": 0}


def test_percentiles_are_by_nearest_rank() -> None:
    assert percentiles(range(1, 101)) == {"p50": 50, "p95": 95, "p99": 99, "n": 100}
    assert percentiles([]) == {"p50": None, "p95": None, "p99": None, "n": 0}
