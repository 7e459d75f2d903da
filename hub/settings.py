"""What config/hub.toml may say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, HttpUrl, model_validator

from catalogue.languages import check_language
from catalogue.problems import Misfit
from contract.hours import ALWAYS
from contract.ids import Name
from contract.model import Strict
from contract.zones import Zone
from hub.commands import Rules
from hub.counter_rules import CounterRules
from hub.crm.table import checked_adapter
from hub.plans import OpeningHours, Reservations, Styling

#: What the staff pages are written in.
Language = Literal["en", "fr", "it", "de", "es"]


def _drawn(code: str) -> str:
    try:
        check_language(code)
    except Misfit as misfit:
        raise ValueError(f"wanted {misfit.wanted}") from None
    return code


class Http(Strict):
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    #: Certificate with its chain, and key, both PEM; without them all goes in clear, PINs too.
    cert: Path | None = None
    key: Path | None = None
    #: The store's own authority that signed it (`python -m hub certificate`); `/trust` offers it to
    #: the store's phones. A certificate that phones trust as they come needs none.
    ca: Path | None = None
    #: Where the store's phones find this hub, as in `https://hub.local:8080`.
    public_url: str | None = Field(default=None, pattern=r"^https?://[^/?#\s]+/?$")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.cert is None) != (self.key is None):
            found, lacking = ("cert", "key") if self.cert else ("key", "cert")
            raise ValueError(f"{found} is set and {lacking} is not; both or none are right")
        if self.ca and not self.cert:
            raise ValueError("ca is set and cert is not; the certificate it signed is right")
        if self.cert and (self.public_url or "").startswith("http:"):
            raise ValueError("public_url begins with http:, and cert is set; https: is right")
        return self

    @property
    def scheme(self) -> Literal["http", "https"]:
        return "https" if self.cert else "http"

    @property
    def origin(self) -> str:
        """How links to this hub begin: what the settings say, else what it listens on."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.public_url or f"{self.scheme}://{host}:{self.port}").rstrip("/")


class Broker(Strict):
    host: str = "127.0.0.1"
    port: int = Field(default=8883, ge=1, le=65535)
    #: The authority that signed the broker's certificate; without one the line is plain.
    ca: Path | None = None
    username: str = "hub"
    secret_file: Path | None = None
    #: Who may make touchpoints known to the broker (dynamic security).
    admin_username: str | None = None
    admin_secret_file: Path | None = None


class HeadOffice(Strict):
    url: HttpUrl
    token_file: Path
    #: The most events one batch holds.
    batch: int = Field(default=500, ge=1, le=5000)
    timeout_seconds: float = Field(default=20, gt=0)


class Requests(Strict):
    patience_seconds: float = Field(default=120, gt=0)
    escalate_after_seconds: float = Field(default=60, gt=0)
    expire_after_seconds: float = Field(default=900, gt=0)
    #: Accepted or on the way, and nothing since: it goes back to everybody.
    stalled_after_seconds: float = Field(default=600, gt=0)
    #: For so long whoever took a step on the staff page may take it back; 0 for never.
    undo_seconds: float = Field(default=10, ge=0, le=60)
    #: Whether a screen with the page /till open, where there is one, is the last to be told.
    till: bool = True


class Events(Strict):
    #: The most messages one transaction keeps.
    group: int = Field(default=500, ge=1, le=500)
    #: Days for which an event's words, a request that is over and who was told of it, and then an
    #: event's id, are kept.
    keep_days: int = Field(default=90, ge=1)
    keep_id_days: int = Field(default=400, ge=1)


class TiersSource(Strict):
    #: What holds until head office sends its own; tiers.toml beside the hub's settings without it.
    file: Path | None = None


class CatalogueSource(Strict):
    #: Of a shop file that names none.
    currency: str = "EUR"
    #: Of the texts in a shop file.
    language: Annotated[str, AfterValidator(_drawn)] = "en"


class Crm(Strict):
    """Who knows whose loyalty card it is."""

    model_config = ConfigDict(frozen=True, extra="allow")

    #: file, or package.module:Class for one of your own (docs/crm.md); all other keys are its
    #: options.
    adapter: Annotated[str, AfterValidator(checked_adapter)]

    def options(self) -> dict[str, str]:
        return {key: str(value) for key, value in (self.model_extra or {}).items()}


class OtherStore(Strict):
    """Another store of the brand, as the screens name it."""

    #: Its code in stock feeds.
    store: Name
    #: As people call it, as in `Lyon République`.
    name: str = Field(min_length=1, max_length=60)


class Settings(Strict):
    """The hub of one store."""

    store: Name
    #: As shoppers and staff call it.
    name: str
    timezone: Zone = "Europe/Paris"
    #: Of the staff pages.
    language: Language = "en"
    state_dir: Path
    http: Http = Http()
    broker: Broker = Broker()
    #: Without it the store keeps everything and sends nothing.
    headoffice: HeadOffice | None = None
    requests: Requests = Requests()
    reservations: Reservations = Reservations()
    #: Without hours nobody can book one.
    styling: Styling = Styling()
    events: Events = Events()
    #: When the store is open; always, without them. Outside nobody is called or waits, and nothing
    #: that is kept ends.
    hours: OpeningHours | None = None
    #: The places of each zone: who works in a zone is called there first.
    zones: Mapping[Name, tuple[Name, ...]] = Field(default_factory=dict)
    catalogue: CatalogueSource = CatalogueSource()
    tiers: TiersSource = TiersSource()
    #: Those of which the screens say what they have, the nearest first.
    stores: tuple[OtherStore, ...] = ()
    #: Without it no card is known in this store.
    crm: Crm | None = None

    @model_validator(mode="before")
    @classmethod
    def _customers_in_the_state_folder(cls, found: Any) -> Any:
        crm = found.get("crm") if isinstance(found, dict) else None
        if isinstance(crm, dict) and crm.get("adapter") == "file" and "state_dir" in found:
            return {**found, "crm": {"file": f"{found['state_dir']}/customers.csv", **crm}}
        return found

    @model_validator(mode="after")
    def _one_zone_each(self) -> Self:
        places = [place for zone in self.zones.values() for place in zone]
        twice = sorted({place for place in places if places.count(place) > 1})
        if twice:
            raise ValueError(f"zones: {', '.join(twice)} is in two zones; one is right")
        return self

    def rules(self) -> Rules:
        """What requests are judged by."""
        counter = self.counter_rules()
        return Rules(**self.requests.model_dump(), hours=counter.hours, counter=counter)

    def counter_rules(self) -> CounterRules:
        """What reservations and styling sessions are judged by."""
        kept = self.reservations
        return CounterRules(
            confirm_seconds=kept.confirm_minutes * 60,
            hold_seconds=kept.hold_hours * 3600,
            plan=self.styling.plan(self.timezone),
            hours=self.hours.hours(self.timezone) if self.hours else ALWAYS,
        )

    def cards(self) -> Path | None:
        """The file of customers that this hub keeps itself."""
        if self.crm is None or self.crm.adapter != "file":
            return None
        return Path(self.crm.options()["file"])

    def store_names(self) -> dict[str, str]:
        """What people call each other store, by its code; the nearest first."""
        return {other.store: other.name for other in self.stores}
