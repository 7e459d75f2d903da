"""The kiosk's start: its settings, its window and its rules."""

import re
from functools import partial

from kiosk.settings import Settings
from kiosk.takeaway import Offers
from touchpoint.command import command
from touchpoint.speaking import find_engine
from touchpoint.starting import CannotStart, Start


def open_window(start: Start[Settings]) -> None:
    # Kivy opens its display when it is imported, so it may come only now.
    from kiosk.app import KioskApp  # noqa: PLC0415
    from kiosk.keeping import resume  # noqa: PLC0415
    from kiosk.place import KioskPlace  # noqa: PLC0415
    from kiosk.state import Rules  # noqa: PLC0415
    from messaging.mqtt import MqttBus  # noqa: PLC0415
    from touchpoint.cards import Cards  # noqa: PLC0415
    from touchpoint.films.folder import FilmFolder  # noqa: PLC0415
    from touchpoint.program import run  # noqa: PLC0415

    settings, times, loyalty = start.settings, start.settings.times, start.settings.loyalty
    engine = find_engine(settings.speech.engine)
    rules = Rules(
        languages=settings.languages,
        idle=times.idle_seconds,
        still_here=times.still_here_seconds,
        consent=loyalty.consent_version if loyalty else "",
        prefixes=start.brand.prefixes,
        offers=known_offers(settings),
        speaks=engine is not None,
        store=settings.store,
        place=settings.place,
    )
    place = KioskPlace(rules, start.words, settings.window.width, start.new_id)
    cards = Cards(re.compile(loyalty.pattern)) if loyalty else None
    window = partial(KioskApp, films=FilmFolder)
    run(start, window, MqttBus, place, resume, cards=cards, engine=engine, plays=True)


def known_offers(settings: Settings) -> Offers:
    """Raises CannotStart when the guest network's password cannot be had."""
    try:
        return settings.offers()
    except OSError as error:
        raise CannotStart(f"wifi.password_file: {error.filename}: {error.strerror}") from error
    except ValueError as error:
        raise CannotStart(f"wifi: {error}") from error


main = command(
    "kiosk",
    """Run the kiosk until it is closed or SIGTERM comes.

    Without the broker or the hub it shows what it knows and says so.
    """,
    Settings,
    open_window,
)

if __name__ == "__main__":
    main()
