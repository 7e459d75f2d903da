"""The kiosk's start: its settings, its window and its rules."""

from kiosk.settings import Settings
from touchpoint.command import command
from touchpoint.speaking import find_engine
from touchpoint.starting import Start


def open_window(start: Start[Settings]) -> None:
    # Kivy opens its display when it is imported, so it may come only now.
    from kiosk.app import KioskApp  # noqa: PLC0415
    from kiosk.keeping import resume  # noqa: PLC0415
    from kiosk.place import KioskPlace  # noqa: PLC0415
    from kiosk.state import Rules  # noqa: PLC0415
    from messaging.mqtt import MqttBus  # noqa: PLC0415
    from touchpoint.program import run  # noqa: PLC0415

    settings, times = start.settings, start.settings.times
    engine = find_engine(settings.speech.engine)
    speaks = engine is not None
    rules = Rules(settings.languages, times.idle_seconds, times.still_here_seconds, speaks)
    place = KioskPlace(rules, start.words, settings.window.width, start.new_id)
    run(start, KioskApp, MqttBus, place, resume, engine=engine)


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
