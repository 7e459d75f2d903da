"""How this room sounds, as its calibration left it on the disk."""

from pathlib import Path

import structlog
from pydantic import ValidationError

from contract.states import RoomSound
from contract.topics import SOUND
from messaging.port import Outgoing
from touchpoint.larder import write_whole
from touchpoint.settings import DeviceSettings

_log = structlog.get_logger()
_FILE = "sound.json"


def keep_sound(folder: Path, sound: RoomSound) -> None:
    write_whole(folder / _FILE, sound.model_dump_json().encode())


def kept_sound(folder: Path, reader: str) -> RoomSound | None:
    """What was learned with *reader*; nothing before a calibration with it."""
    try:
        sound = RoomSound.model_validate_json((folder / _FILE).read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        _log.warning("sound.unreadable", file=str(folder / _FILE), why=str(error)[:300])
        return None
    if sound.reader != reader:
        _log.warning("sound.of_another_reader", found=sound.reader, wanted=reader)
        return None
    return sound


def said_of(store: str, touchpoint: str, sound: RoomSound) -> Outgoing:
    """*sound* as every mirror of the zone is to hear it."""
    topic = SOUND.name(store=store, touchpoint=touchpoint)
    return Outgoing(topic, sound.model_dump_json().encode(), retain=True)


def standing(settings: DeviceSettings, reader: str | None) -> tuple[Outgoing, ...]:
    """What the other mirrors of the zone that shares *reader* need to know of this room."""
    sound = kept_sound(settings.state_dir, reader) if reader else None
    return (said_of(settings.store, settings.touchpoint, sound),) if sound else ()
