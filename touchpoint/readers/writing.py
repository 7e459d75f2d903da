"""Writes a garment's Digital Link to an NFC tag, and reads it back."""

import time

from contract.gs1 import read_link
from contract.uid import write_uid
from touchpoint.readers.contactless import Contactless
from touchpoint.readers.port import ReaderError
from touchpoint.readers.records import message_of, value_of


def write_tag(device: str, link: str, patience: float) -> str:
    """The UID of the tag that says *link* now, the first within *patience* seconds.

    Raises ReaderError: not a link, no tag, read-only, too small, or not what was written.
    """
    try:
        read_link(link)
    except ValueError as error:
        raise ReaderError(str(error)) from error
    message, chip = message_of(link), Contactless(device, "AF")
    chip.open()
    try:
        uid = _awaited(chip, patience)
        chip.write(message)
        _check(chip, uid, message)
    finally:
        chip.close()
    return write_uid(uid)


def _awaited(chip: Contactless, patience: float) -> bytes:
    end = time.monotonic() + patience
    while True:
        if uid := chip.sense():
            return uid
        if time.monotonic() >= end:
            raise ReaderError(f"no tag came within {patience:g} s; hold one flat to the antenna")
        time.sleep(0.01)


def _check(chip: Contactless, uid: bytes, message: bytes) -> None:
    # Sensing cuts the field, so that nothing is read which never reached the memory.
    if chip.sense() != uid:
        raise ReaderError("the tag left before it could be read back; write it again")
    found = chip.content().message
    if found != message:
        says = value_of(found) if found else None
        raise ReaderError(f"the tag says {says!r} and not the link; write it again, or another tag")
