"""What config/hub.toml may say."""

from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl

from contract.ids import Name
from contract.model import Strict


class Http(Strict):
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)


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


class Events(Strict):
    #: The most messages one transaction keeps.
    group: int = Field(default=500, ge=1, le=500)
    #: Days for which an event's words, and then its id, are kept.
    keep_days: int = Field(default=90, ge=1)
    keep_id_days: int = Field(default=400, ge=1)


class CatalogueSource(Strict):
    #: Of a shop file that names none.
    currency: str = "EUR"
    #: Of the texts in a shop file.
    language: str = "en"


class Settings(Strict):
    """The hub of one store."""

    store: Name
    #: As shoppers and staff call it.
    name: str
    timezone: str = "Europe/Paris"
    language: Literal["en", "fr"] = "en"
    state_dir: Path
    http: Http = Http()
    broker: Broker = Broker()
    #: Without it the store keeps everything and sends nothing.
    headoffice: HeadOffice | None = None
    requests: Requests = Requests()
    events: Events = Events()
    catalogue: CatalogueSource = CatalogueSource()
