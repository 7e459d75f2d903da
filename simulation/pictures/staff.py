"""The staff pages' pictures: cabins ask, colleagues answer, a browser looks."""

from collections.abc import Callable
from contextlib import ExitStack

from playwright.sync_api import Browser, Page

from contract.requests import RequestKind
from simulation.associate import Person
from simulation.pictures.cabins import Cabin
from simulation.pictures.camera import photograph, visitor
from simulation.pictures.colleague import Colleague
from simulation.pictures.plates import STAFF_OTHERS, STAFF_SHEETS
from simulation.pictures.studio import CABINS, Studio
from simulation.pictures.ways import Sheet
from simulation.pictures.yesterday import tell_yesterday
from simulation.plan import MANAGER, STAFF, STORE
from simulation.processes import ProgramFailed
from touchpoint.starting import product_version

ME, OTHER = STAFF[0], STAFF[1]
#: Bodies that no hub can keep, as other makers' devices send them.
_WRONG = (
    b'{"specversion": "1.0", "id": "not finished',
    b'{"specversion": "1.0", "id": "0192f0c1", "source": "/stores/bordeaux/touchpoints/cabin-2"}',
    b'{"hello": "from a label printer"}',
)
#: What hangs in each cabin.
_TRIED = {
    "cabin-2": (("dress-odeon", "Noir", "40"),),
    "cabin-3": (("blazer-turenne", "Marine", "40"), ("trousers-varenne", "Noir", "38")),
    "cabin-4": (
        ("trousers-varenne", "Sable", "36"),
        ("shirt-charlot", "Blanc", "36"),
        ("coat-sevigne", "Camel", "36"),
    ),
    "cabin-5": (("jumper-lepic", "Écru", "M"),),
}


#: Pages that tell of what was before today.
_BEFORE = ("briefing", "figures", "paper")


def photograph_staff(studio: Studio, browser: Browser) -> None:
    if any(
        studio.wants(f"staff-{s.key}-{k}") for s in (*STAFF_SHEETS, *STAFF_OTHERS) for k in _BEFORE
    ):
        tell_yesterday(studio)
    for sheets in (STAFF_SHEETS, *((s,) for s in STAFF_OTHERS)):
        wanted = [s for s in sheets if studio.chosen.any("staff", s.key)]
        if wanted:
            studio.told(f"  The staff pages, {', '.join(s.title for s in wanted)}")
            studio.hub(brand=wanted[0].brand, language=wanted[0].language)
            Shift(studio, browser, wanted).everything()


class Shift:
    """One quarter of an hour on the floor, looked at in every way of *sheets*."""

    def __init__(self, studio: Studio, browser: Browser, sheets: list[Sheet]) -> None:
        self._studio, self._browser, self._sheets = studio, browser, sheets
        self._hub = studio.plan.hub_url
        self._device = studio.run.credentials.device
        self._staff: dict[Person, Colleague] = {}
        self._pages: dict[tuple[str, object], Page] = {}
        self._open = ExitStack()

    def everything(self) -> None:
        secrets = self._studio.run.credentials.touchpoints
        broker = self._studio.run.broker
        cabins = {name: Cabin(broker, STORE, name, secrets[name]) for name in CABINS}
        with self._open:
            for cabin in cabins.values():
                self._open.callback(cabin.close)
            self._door()
            for person in (ME, OTHER, MANAGER):
                self._colleague(person).understand()
            self._queue(cabins)
            self._counter(cabins["cabin-2"])
            self._stock()
            self._fleet(cabins)
            for page in _BEFORE:
                self._take(page, f"/{page}")
            self._aside(cabins["cabin-2"])

    def _take(
        self,
        key: str,
        path: str,
        person: Person | None = ME,
        ready: Callable[[Page], object] | None = None,
        *,
        known: bool = True,
    ) -> None:
        """The page at *path* as *person* sees it."""
        for sheet in self._sheets:
            name = f"staff-{sheet.key}-{key}"
            if not self._studio.wants(name):
                continue
            page = self._page(sheet, person, known=known)
            page.goto(f"{self._hub}{path}")
            if person is not None and "/sign-in" in page.url:
                raise ProgramFailed(f"{name} would show the door: {person.name} is signed out")
            if ready is not None:
                ready(page)
            self._studio.keep(name, photograph(page))

    def _colleague(self, person: Person) -> Colleague:
        """Signed in once, whatever their browsers' sizes: a phone has one session."""
        if person not in self._staff:
            phone = self._studio.run.credentials.phones[person.associate]
            self._staff[person] = Colleague(self._hub, phone, person)
        return self._staff[person]

    def _page(self, sheet: Sheet, person: Person | None, *, known: bool) -> Page:
        """The browser of one person."""
        key = (sheet.key, person or known)
        if key not in self._pages:
            cookies = {"parcours_device": self._device} if known else {}
            if person is not None:
                cookies = self._colleague(person).cookies()
            page = self._open.enter_context(visitor(self._browser, sheet.size, cookies, self._hub))
            self._pages[key] = page
        return self._pages[key]

    def _door(self) -> None:
        self._take("unknown-device", "/", None, known=False)
        self._take("people", "/sign-in", None)
        self._take("pin", f"/sign-in/{ME.associate}", None, lambda page: page.keyboard.type("47"))
        self._take("pin-wrong", f"/sign-in/{STAFF[2].associate}", None, _wrong_pin)
        self._take("quiet", "/")
        self._take("offline", "/offline", None)

    def _queue(self, cabins: dict[str, Cabin]) -> None:
        gtin = self._studio.gtins

        def ask(
            cabin: str, kind: RequestKind, style: str, have: tuple[str, str], want: tuple[str, str],
            waited: float,
        ) -> str:  # fmt: skip
            return cabins[cabin].ask(kind, gtin[style, *have], gtin[style, *want], waited)

        for cabin, tried in _TRIED.items():
            cabins[cabin].hang(*(gtin[garment] for garment in tried))
        size, colour = RequestKind.SIZE, RequestKind.COLOUR
        first = ask("cabin-3", size, "blazer-turenne", ("Marine", "40"), ("Marine", "36"), 94)
        self._take("one", "/", ready=_cards(1))
        others = [
            ask("cabin-2", colour, "dress-odeon", ("Noir", "40"), ("Rubis", "40"), 41),
            ask("cabin-4", size, "trousers-varenne", ("Sable", "36"), ("Sable", "38"), 22),
            ask("cabin-5", size, "jumper-lepic", ("Écru", "M"), ("Écru", "L"), 6),
        ]
        self._take("several", "/", ready=_cards(4))
        self._take("till", "/till", None, _cards(4))
        mine, theirs = self._colleague(ME), self._colleague(OTHER)
        mine.act(first, "accept")
        theirs.act(others[0], "accept")
        theirs.act(others[0], "on-the-way")
        self._take("mine", "/", ready=_cards(4))
        self._take("floor", "/floor", ready=lambda page: _reloaded(page, "[data-place]", 4))
        self._take("not-found", f"/requests/{first}/not-found")
        self._take("hand-over", f"/requests/{first}/hand-over")
        mine.act(first, "done")
        theirs.act(others[0], "done")
        for request in others[1:]:
            mine.act(request, "accept")
            mine.act(request, "done")

    def _counter(self, cabin: Cabin) -> None:
        """One to confirm, one kept, two sessions; what is asked for here is let go again."""
        gtin, me = self._studio.gtins, self._colleague(ME)
        me.cookies()
        kept = cabin.reserve(gtin["coat-sevigne", "Noir", "38"], 300)
        asked = cabin.reserve(gtin["dress-odeon", "Noir", "40"], 94)
        sessions = [cabin.book(slot) for slot in me.slots()[:2]]
        me.act(kept, "confirm", of="reservations")
        me.act(sessions[0], "confirm", of="appointments")
        self._take("counter", "/counter", ready=lambda page: _reloaded(page, ".held", 1))
        for name in (kept, asked):
            me.act(name, "cancel", of="reservations")
        for name in sessions:
            me.act(name, "cancel", of="appointments")

    def _stock(self) -> None:
        self._take("stock", "/stock?q=coat" if self._english else "/stock?q=manteau")
        coat = self._studio.gtins["coat-sevigne", "Noir", "38"]
        self._take("style", f"/stock/{coat}")

    @property
    def _english(self) -> bool:
        return self._sheets[0].language == "en"

    def _fleet(self, cabins: dict[str, Cabin]) -> None:
        own = product_version()
        cabins["cabin-2"].be(own)
        cabins["cabin-3"].be(own, "silent", 2900.0)
        cabins["cabin-4"].be("0.9.2")
        cabins["cabin-5"].be(own)
        told = "/fleet/cabin-2/identify"
        self._colleague(MANAGER).press(told)
        self._take(
            "screens", "/fleet", MANAGER, lambda page: _reloaded(page, ".how:has(+ .figures)", 4)
        )
        self._take("screen-again", "/fleet/cabin-3/reload", MANAGER)

    def _aside(self, cabin: Cabin) -> None:
        for body in _WRONG:
            cabin.send("garment.arrived", body)
        self._take(
            "set-aside",
            "/rejected",
            MANAGER,
            lambda page: _reloaded(page, "[data-rejected]", len(_WRONG)),
        )
        self._take("devices", "/devices", MANAGER)


def _wrong_pin(page: Page) -> None:
    page.keyboard.type("0000")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text=".").wait_for()


def _cards(count: int) -> Callable[[Page], None]:
    return lambda page: _reloaded(page, "[data-request]", count)


def _reloaded(page: Page, what: str, count: int) -> None:
    """Until so many rows are there: what was sent a moment ago may still be on its way."""
    for _ in range(40):
        if page.locator(what).count() >= count:
            return
        page.wait_for_timeout(150)
        page.reload()
