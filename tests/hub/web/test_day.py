"""The day of the staff: who is called, what is taken back, put away, corrected, still open."""

import io
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image

from contract.envelope import Event, fingerprint, touchpoint_source, write_event
from contract.events import GarmentArrived, VisitEnded, VisitStarted
from contract.hours import Hours
from contract.ids import new_id
from contract.requests import RequestKind
from contract.tags import By
from hub import commands
from messaging.clock import ManualClock
from tests.hub.web.conftest import Callers, Client
from tests.hub.web.shop import COAT

PARIS = ZoneInfo("Europe/Paris")


def clock_of(callers: Callers) -> ManualClock:
    clock = callers.shop.clock
    assert isinstance(clock, ManualClock)
    return clock


def in_sight(client: Client, *, visible: bool = True) -> None:
    assert client.post("/v1/presence", json={"visible": visible}).status_code == 204


def called(client: Client) -> list[str]:
    """The requests that this person's page rings for."""
    page = client.get("/queue").text
    return re.findall(r'data-request="([^"]+)"[^>]*data-called', page)


def shown(client: Client, path: str) -> list[str]:
    """The requests in that list, in order."""
    return re.findall(r'data-request="([^"]+)"', client.get(path).text)


def test_more_that_calls_a_colleague_is_one_touch_away_and_a_step_there_stays_there(
    callers: Callers,
) -> None:
    ines, malo = callers.person("ines"), callers.person("malo")
    in_sight(ines)
    asked = []
    for _ in range(5):
        asked.append(callers.shop.ask())
        clock_of(callers).advance(1)
    assert (shown(ines, "/queue"), shown(malo, "/queue")) == (asked, asked[:3])
    link = re.search(r'href="([^"]+)">2 more call colleagues<', malo.get("/queue").text)
    assert link is not None
    assert shown(malo, link[1]) == asked
    accept = f"/requests/{asked[4]}/accept"
    after = malo.post(accept, headers={"X-Parcours-Page": link[1]}).text
    # One's own first, and then all of them.
    assert re.findall(r'data-request="([^"]+)"', after) == [asked[4], *asked[:4]]


def test_one_who_is_here_is_called_and_nobody_else(callers: Callers) -> None:
    ines, malo = callers.person("ines"), callers.person("malo")
    in_sight(ines)
    in_sight(malo, visible=False)
    request = callers.shop.ask()
    assert (called(ines), called(malo)) == ([request], [])
    assert "For you" in ines.get("/queue").text


def test_who_takes_a_break_is_not_called(callers: Callers) -> None:
    ines, malo = callers.person("ines"), callers.person("malo")
    for client in (ines, malo):
        in_sight(client)
    ines.post("/presence/break", data={"on": "true"})
    requests = [callers.shop.ask() for _ in range(4)]
    assert (called(ines), called(malo)) == ([], requests)
    assert "You are on a break" in ines.get("/").text
    ines.post("/presence/break", data={"on": "false"})
    assert callers.shop.attendance.present() == ("ines", "malo")


def test_what_is_done_on_the_page_is_final_only_when_it_cannot_be_taken_back(
    callers: Callers,
) -> None:
    desk, request, ines = callers.shop.desk, callers.shop.ask(), callers.person("ines")
    for step in ("accept", "done"):
        ines.post(f"/requests/{request}/{step}")
    page = ines.get("/queue").text
    assert 'data-ending="done"' in page
    assert f'action="/requests/{request}/undo"' in page
    ines.post(f"/requests/{request}/undo")
    found = desk.request(request)
    assert found is not None
    assert (found.state, found.associate) == ("accepted", "ines")
    ines.post(f"/requests/{request}/done")
    clock_of(callers).advance(10)
    desk.tick(callers.shop.clock.now())
    assert ines.post(f"/requests/{request}/undo").status_code == 409
    assert ines.get("/v1/requests").json() == {"requests": []}


def test_program_s_done_is_final_at_once(callers: Callers) -> None:
    request, ines = callers.shop.ask(), callers.person("ines")
    ines.post(f"/v1/requests/{request}/accept")
    assert ines.post(f"/v1/requests/{request}/done").json()["state"] == "done"
    late = ines.post(f"/v1/requests/{request}/undo")
    assert (late.status_code, late.json()["state"]) == (409, "done")


def test_too_late_says_so(callers: Callers) -> None:
    request, ines = callers.shop.ask(), callers.person("ines")
    ines.post(f"/v1/requests/{request}/accept")
    clock_of(callers).advance(10)
    late = ines.post(f"/requests/{request}/undo")
    assert (late.status_code, "cannot be taken back any more" in late.text) == (409, True)


def test_manager_reads_who_was_told_and_when(callers: Callers) -> None:
    clock, boss, ines = clock_of(callers), callers.person("adele"), callers.person("ines")
    in_sight(ines)
    request = callers.shop.ask()
    clock.advance(60)
    in_sight(boss)
    callers.shop.desk.tick(clock.now())
    clock.advance(65)
    ines.post(f"/v1/requests/{request}/accept")
    page = boss.get(f"/requests/{request}/story").text
    found = re.findall(r'<td class="figure">(\d+:\d\d)</td><td>([^<]+)</td>', page)
    assert found == [
        ("0:00", "Inès was called"),
        ("1:00", "Adèle was called as well"),
        ("2:05", "Inès took it on"),
    ]
    assert ines.get(f"/requests/{request}/story").status_code == 403


def leave_behind(callers: Callers) -> None:
    """A shopper leaves cabin 3, where a coat still hangs."""
    desk, visit = callers.shop.desk, new_id()
    tag = "urn:epc:id:sgtin:1"
    steps = (
        VisitStarted(how="tag", language="fr"),
        GarmentArrived(gtin=COAT["Ivory", "38"], tag=tag, by=By.UHF),
        VisitEnded(why="done", seconds=60),
    )
    with desk.work() as work:
        outbox = new_id()
        for number, data in enumerate(steps, 1):
            event = Event(
                id=new_id(),
                source=touchpoint_source("lyon", "cabin-3"),
                type=f"parcours.{data.name}.v1",
                time=callers.shop.clock.now(),
                outbox=outbox,
                sequence=number,
                storeid="lyon",
                touchpointid="cabin-3",
                visitid=visit,
                data=data,
            )
            body = write_event(event)
            work.take(event, body, fingerprint(body), 0.0)
    desk.tell(work.changes)


def test_what_stayed_behind_is_put_away_once(callers: Callers) -> None:
    leave_behind(callers)
    clock_of(callers).advance(60)
    ines, malo = callers.person("ines"), callers.person("malo")
    assert "To put away" in ines.get("/floor").text
    taken = {"place": "cabin-3", "tag": "urn:epc:id:sgtin:1"}
    answers = [client.post("/floor/put-away", data=taken).status_code for client in (ines, malo)]
    assert (answers, "To put away" in ines.get("/floor").text) == ([200, 200], False)


def test_store_that_closes_says_what_is_open(callers: Callers) -> None:
    desk, ines, now = callers.shop.desk, callers.person("ines"), callers.shop.clock.now()
    local = now.astimezone(PARIS)
    minute = local.hour * 60 + local.minute
    hours = Hours(PARIS, (((0, minute + 20),),) * 7)
    object.__setattr__(callers.shop.app.state.parts, "rules", replace(desk.rules, hours=hours))
    leave_behind(callers)
    callers.shop.ask()
    clock_of(callers).advance(60)
    assert "2 things are still open." in ines.get("/queue").text
    page = ines.get("/closing").text
    assert [text in page for text in ("Cabin 3", "Wool coat", "To put away")] == [True] * 3


def stock_of(callers: Callers, gtin: str) -> tuple[int | None, str]:
    found = callers.shop.desk.stock(gtin)
    return found.available, found.confidence


def test_wrong_figure_is_corrected_and_sent_twice_it_counts_once(callers: Callers) -> None:
    gtin, ines = COAT["Ivory", "40"], callers.person("ines")
    form = {"available": "0", "cause": new_id()}
    clock_of(callers).advance(1)
    assert ines.post(f"/stock/{gtin}/correct", data=form).status_code == 200
    clock_of(callers).advance(1)
    assert stock_of(callers, gtin) == (0, "computed")
    callers.shop.desk.correct(gtin, 5, new_id())
    clock_of(callers).advance(1)
    ines.post(f"/stock/{gtin}/correct", data=form)
    assert stock_of(callers, gtin) == (5, "computed")


@pytest.mark.parametrize(
    ("gtin", "available", "status"),
    [(COAT["Ivory", "40"], "-1", 422), (COAT["Ivory", "40"], "many", 422), ("0" * 14, "1", 404)],
)
def test_figure_that_cannot_be_is_refused(
    one_hub: Callers, gtin: str, available: str, status: int
) -> None:
    form = {"available": available, "cause": new_id()}
    assert one_hub.person("ines").post(f"/stock/{gtin}/correct", data=form).status_code == status


def label(text: str) -> bytes:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.EAN13)
    drawn = Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=4))
    paper = Image.new("L", (drawn.width + 200, drawn.height + 200), 255)
    paper.paste(drawn, (100, 100))
    kept = io.BytesIO()
    paper.rotate(7, fillcolor=255).save(kept, "JPEG")
    return kept.getvalue()


def test_photograph_of_a_label_leads_to_its_style(one_hub: Callers) -> None:
    gtin = COAT["Ink", "38"]
    photo = {"photo": ("label.jpg", label(gtin[1:]), "image/jpeg")}
    answer = one_hub.person("ines").post("/stock/scan", files=photo)
    assert (answer.url.rpartition("/")[2], "Wool coat" in answer.text) == (gtin, True)


@pytest.mark.parametrize(
    ("photo", "status"),
    [(b"", 422), (b"no picture", 422), (label("4006381333931"), 404)],
    ids=["nothing", "no picture", "another house"],
)
def test_photograph_without_a_code_of_ours_says_what_to_do(
    one_hub: Callers, photo: bytes, status: int
) -> None:
    answer = one_hub.person("ines").post(
        "/stock/scan", files={"photo": ("label.jpg", photo, "image/jpeg")}
    )
    assert answer.status_code == status


def test_cancelled_request_has_a_story_too(callers: Callers) -> None:
    request = callers.shop.ask()
    callers.shop.desk.act(request, commands.Cancel())
    page = callers.person("adele").get(f"/requests/{request}/story").text
    assert "It was cancelled" in page


def test_device_speaks_the_language_its_person_chose(callers: Callers) -> None:
    ines = callers.person("ines")
    callers.shop.ask()
    ines.post("/language", data={"language": "fr"})
    assert '<html lang="fr">' in ines.get("/").text
    assert "Cabine 3" in ines.get("/queue").text
    assert "Cabin 3" in callers.person("malo").get("/queue").text
    assert ines.post("/language", data={"language": "ar"}).status_code == 422


def test_phrase_is_read_in_two_languages(callers: Callers) -> None:
    asked = commands.Make(RequestKind.HELP, "cabin-3", phrase="fastening", language="it")
    callers.shop.desk.act(new_id(), asked)
    page = callers.person("ines").get("/queue").text
    assert "Help with a zip or a button" in page
    assert '<p class="spoken" lang="it">Un aiuto con zip o bottoni</p>' in page


def test_card_says_which_language_its_shopper_reads(callers: Callers) -> None:
    sizes = {"gtin": COAT["Ivory", "38"], "wanted_gtin": COAT["Ivory", "40"]}
    for language in ("de", "en"):
        asked = commands.Make(RequestKind.SIZE, "cabin-3", language=language, **sizes)
        callers.shop.desk.act(new_id(), asked)
    page = callers.person("ines").get("/queue").text
    assert page.count("Reads German") == 1
    assert page.count('class="spoken"') == 1


def test_mirror_of_a_newer_version_says_what_we_cannot_translate(callers: Callers) -> None:
    asked = commands.Make(RequestKind.HELP, "cabin-3", phrase="hemming", language="xx")
    callers.shop.desk.act(new_id(), asked)
    assert "hemming" in callers.person("ines").get("/queue").text
