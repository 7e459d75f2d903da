"""What config/headoffice.toml may say."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from contract.http import LOOPBACK
from contract.ids import Name
from contract.model import Strict
from contract.zones import Zone
from headoffice.standing import Role, Standing

TableEngine = Literal["ReplacingMergeTree", "ReplicatedReplacingMergeTree"]


class Http(Strict):
    host: str = "127.0.0.1"
    port: int = Field(default=8090, ge=1, le=65535)
    #: Set behind TLS: the session cookie then travels over HTTPS only.
    secure_cookie: bool = False


class Store(Strict):
    """Where journeys are kept.

    *dsn* is `chdb:///absolute/path` for the embedded engine or `https://user:password@host:8443/db`
    for a cluster; empty means embedded, in `journeys` below the state directory.
    """

    dsn: str = ""
    #: `Replicated` on a cluster with Keeper: only the engine clause changes.
    engine: TableEngine = "ReplacingMergeTree"
    #: Seconds a question of the dashboard may take before it is refused.
    query_seconds: float = Field(default=10.0, gt=0)
    #: Months after which events are let go, a week at a time, counted from their receipt.
    keep_months: int = Field(default=25, ge=1, le=1200)


class Ingest(Strict):
    """Batches of several hubs share one commit."""

    group_milliseconds: int = Field(default=50, ge=0, le=1000)
    group_events: int = Field(default=10_000, ge=1)
    #: Batches that may wait for the writer; more are answered 429.
    queue: int = Field(default=64, ge=1)


def _address(found: str) -> str:
    parts = urlsplit(found)
    if parts.query or parts.fragment or not parts.hostname:
        raise ValueError("an address without ? and # would be right, as https://login.example")
    if parts.scheme != "https" and (parts.scheme, parts.hostname in LOOPBACK) != ("http", True):
        raise ValueError("https://… would be right; http only on this machine itself")
    return found


#: Over which a secret may travel.
Address = Annotated[str, AfterValidator(_address)]


class Group(Strict):
    """Whoever is in it reads what an account of its role reads."""

    #: As the provider names it in the claim.
    name: str = Field(min_length=1)
    role: Role
    #: The region or store that is read.
    of: str = ""

    @property
    def standing(self) -> Standing:
        return Standing(self.role, self.of)

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if self.role in ("region", "store") and not self.of:
            raise ValueError(f"of is missing; the {self.role} that {self.name!r} reads is right")
        if self.role == "network" and self.of:
            raise ValueError(f"of = {self.of!r} was found; network reads all, without of")
        return self


class Oidc(Strict):
    """Sign-in through the house's own identity provider."""

    #: As the provider itself writes it.
    issuer: Address
    client_id: str = Field(min_length=1)
    #: Holds the secret alone; none for a client that has none.
    client_secret_file: Path | None = None
    #: How browsers reach head office. People come back to PUBLIC_URL/sign-in/return, and after
    #: signing out to PUBLIC_URL/sign-in: both are registered with the provider.
    public_url: Address
    #: On the page: Sign in with NAME.
    name: str = Field(min_length=1, max_length=40)
    #: What is asked for besides openid.
    scopes: tuple[str, ...] = ("profile",)
    #: The claim that names a person's groups.
    groups: str = "groups"
    #: In order: the first one that a person is in decides what they read.
    group: tuple[Group, ...] = Field(min_length=1)
    #: The authority that signed the provider's certificate, where it is none that is known here.
    ca: Path | None = None
    #: Whether accounts of head office may sign in too.
    local: bool = True
    #: Seconds that the provider may take for an answer.
    timeout_seconds: float = Field(default=3.0, gt=0, le=20)


class Settings(Strict):
    state_dir: Path
    #: Where a day begins and ends for the figures.
    timezone: Zone = "Europe/Paris"
    #: Stores whose clock is another one, by name: their briefings are of their own days.
    timezones: Mapping[Name, Zone] = Field(default_factory=dict)
    #: Regions by name, each with its stores: what an account of a region reads.
    regions: Mapping[Name, tuple[Name, ...]] = Field(default_factory=dict)
    http: Http = Http()
    store: Store = Store()
    ingest: Ingest = Ingest()
    #: Without it there are accounts of head office alone.
    oidc: Oidc | None = None

    @model_validator(mode="after")
    def _regions_are_named(self) -> Self:
        wrong = [
            one for one in (self.oidc.group if self.oidc else ())
            if one.role == "region" and one.of not in self.regions
        ]  # fmt: skip
        if wrong:
            have = ", ".join(sorted(self.regions)) or "none"
            found = f"oidc.group {wrong[0].name!r} is of the region {wrong[0].of!r}"
            raise ValueError(f"{found}; [regions] names: {have}")
        return self

    @property
    def dsn(self) -> str:
        return self.store.dsn or f"chdb://{(self.state_dir / 'journeys').absolute()}"

    @property
    def place(self) -> str:
        """Where journeys are, whoever asks for them there."""
        parts = urlsplit(self.dsn)
        return f"{parts.hostname or ''}:{parts.port or ''}{parts.path}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def zones(self) -> dict[str, ZoneInfo]:
        return {store: ZoneInfo(name) for store, name in self.timezones.items()}
