"""Every page of the staff app, in one place: a new page gets its line here."""

from dataclasses import dataclass

from hub import commands
from tests.hub.web.shop import COAT, Shop


@dataclass(frozen=True)
class Opened:
    """A store in which every page has something to show; ids of what was made for it."""

    held: str


def furnish(shop: Shop) -> Opened:
    """Let there be requests of every sort, a device that was tried on, and a refused event."""
    held = shop.ask("cabin-1", age=130)
    shop.ask("cabin-2", age=70)
    shop.ask("cabin-4", wanted=COAT["Ink", "38"])
    others = shop.ask("cabin-5")
    shop.desk.act(held, commands.Accept("adele"))
    shop.desk.act(others, commands.Accept("malo"))
    return Opened(held)


#: Paths as a manager opens them; `{held}` is a request of their own.
SIGNED_IN = (
    "/",
    "/floor",
    "/stock",
    "/stock?q=coat",
    f"/stock/{COAT['Ivory', '38']}",
    "/rejected",
    "/devices",
    "/counter",
    "/fleet",
    "/till",
    "/requests/{held}/not-found",
    "/requests/{held}/hand-over",
    "/requests/{held}/story",
    "/closing",
    "/briefing",
    "/figures",
    "/paper",
    "/nothing-is-here",
)
#: Paths for a device on which nobody is signed in.
AT_THE_DOOR = (
    "/sign-in",
    "/sign-in?aside=ines",
    "/sign-in?lost=/requests/0192f0c1-0000-7000-8000-000000000001/accept",
    "/sign-in/malo",
    "/till",
    "/trust",
    "/offline",
)
