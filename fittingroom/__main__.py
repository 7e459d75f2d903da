"""The mirror's start: its settings, its window and its rules."""

from functools import partial

from fittingroom.calibrate.command import calibrate_command
from fittingroom.lighting import Lighting, LightingError, make_lighting
from fittingroom.settings import Settings
from messaging.mqtt import MqttBus
from touchpoint.command import command
from touchpoint.speaking import find_engine
from touchpoint.starting import CannotStart, Start


def open_window(start: Start[Settings]) -> None:
    # Kivy opens its display when it is imported, so it may come only now.
    from fittingroom.app import MirrorApp  # noqa: PLC0415
    from fittingroom.lighting.following import Lights  # noqa: PLC0415
    from fittingroom.place import MirrorPlace  # noqa: PLC0415
    from fittingroom.state import Rules  # noqa: PLC0415
    from touchpoint.program import run  # noqa: PLC0415
    from touchpoint.zone import ZonePlace  # noqa: PLC0415

    settings, times = start.settings, start.settings.times
    engine = find_engine(settings.speech.engine)
    rules = Rules(
        place=settings.place,
        languages=settings.languages,
        idle=times.idle_seconds,
        still_here=times.still_here_seconds,
        empty=times.empty_seconds,
        patience=times.patience_seconds,
        speaks=engine is not None,
        prefixes=start.brand.prefixes,
        farewell=times.farewell_seconds,
        off=times.off_seconds,
        scenes=settings.lighting.scenes,
    )
    lighting = _lighting(settings)
    place = MirrorPlace(rules, start.words, settings.window.width, start.clock, start.new_id)
    shared = settings.zone
    zone = ZonePlace(settings.touchpoint, shared.reader, shared.rooms) if shared else None
    run(
        start,
        MirrorApp,
        MqttBus,
        place,
        place.wake,
        zone,
        engine=engine,
        follow=Lights(lighting, rules.scenes).follow,
    )
    lighting.close()


def _lighting(settings: Settings) -> Lighting:
    """Raises CannotStart."""
    try:
        return make_lighting(settings.lighting.adapter, settings.lighting.options())
    except LightingError as error:
        raise CannotStart(f"lighting: {error}") from error


main = command(
    "fittingroom",
    """Run the mirror until it is closed or SIGTERM comes.

    Without the broker or the hub it shows what it knows and says so.
    """,
    Settings,
    open_window,
    # What waits for the mirror is not for the wizard, which goes by the same name.
    (calibrate_command(partial(MqttBus, clean=True)),),
)

if __name__ == "__main__":
    main()
