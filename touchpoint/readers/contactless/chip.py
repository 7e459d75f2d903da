"""A PN532 and the tag in its field, through nfcpy: sensed, read and written."""

import contextlib
import os
import termios
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import nfc
import nfc.clf
import nfc.tag
import nfc.tag.tt2

from touchpoint.readers.contactless.claim import claimed
from touchpoint.readers.contactless.field import NOT_TYPE_2, Field
from touchpoint.readers.contactless.line import BROKEN, GARBLED, said, shut, woken
from touchpoint.readers.pace import Pace
from touchpoint.readers.port import ReaderError

#: Type 3 tags that hold NDEF, with their system code; a shopper's travel card stays silent.
_NDEF_CARDS = bytes.fromhex("0012fc0100")
#: Seconds that reading one tag may take, and writing it: a whole NTAG216 needs a quarter.
_READING, _WRITING = 1.0, 10.0


@dataclass(frozen=True, slots=True)
class Content:
    """The NDEF message on a tag, if there is one; not *sure* when the tag stopped answering."""

    message: bytes | None
    sure: bool


class Contactless:
    """A PN532 on the tty at *path*; every failure is a ReaderError.

    *technologies* are `A` (Type 2 and Type 4 tags) or `AF` (Type 3 tags, too). *claim* gives a
    descriptor that stands for the line being ours.
    """

    def __init__(
        self,
        path: str,
        technologies: str = "A",
        claim: Callable[[str], int] = claimed,
        pace: Pace = time,
    ) -> None:
        self._path, self._with_felica = path, "F" in technologies
        self._claimed, self._pace = claim, pace
        self._frontend = nfc.ContactlessFrontend()
        self._field = Field(self._frontend, pace)
        self._target: Any = None
        self._claim = -1

    def open(self) -> None:
        self._claim = self._claimed(self._path)
        self._field = Field(self._frontend, self._pace)
        try:
            self._frontend.device = woken(self._path)
        except BROKEN as error:
            self.close()
            raise ReaderError(
                f"no PN532 answers on {self._path}: {said(error)}; right is a PN532 set to HSU, "
                "powered, its TXD at the machine's RXD and the other way round"
            ) from error

    def sense(self) -> bytes | None:
        """The UID of the tag in the field."""
        device = self._frontend.device
        try:
            # A tag that was read answers again only after it was without a field.
            if self._target is not None:
                device.mute()
            target = device.sense_tta(nfc.clf.RemoteTarget("106A"))
            if target is None and self._with_felica:
                target = device.sense_ttf(nfc.clf.RemoteTarget("212F", sensf_req=_NDEF_CARDS))
            self._target = self._frontend.target = target
            if target is None:
                device.mute()
        except BROKEN as error:
            raise self._lost(error) from error
        if target is None:
            return None
        # The UID of type A, or the IDm of FeliCa.
        uid = bytes(target.sdd_res or (target.sensf_res or b"")[1:9])
        return uid or None

    def content(self) -> Content:
        """What stands on the tag that was sensed last."""
        self._field.begin(_READING)
        try:
            found = self._tag().ndef
            message = None if found is None else bytes(found.octets)
        except (OSError, termios.error) as error:
            raise self._lost(error) from error
        except GARBLED:
            message = None
        return Content(message, message is not None or self._field.lost == 0)

    def write(self, message: bytes) -> None:
        """Store *message* on the tag that was sensed last. Raises ReaderError."""
        self._field.begin(_WRITING)
        try:
            found = self._tag().ndef
            _check_room(found, message, left=self._field.lost > 0)
            found.octets = message
        except (OSError, termios.error) as error:
            raise self._lost(error) from error
        except GARBLED as error:
            why = "it left too early" if self._field.lost else "its pages are locked"
            raise ReaderError(
                f"the tag was not written, {why} ({said(error)}); hold a tag still that is open"
            ) from error

    def close(self) -> None:
        device, self._frontend.device = self._frontend.device, None
        if device is not None:
            line = device.chipset.transport
            with contextlib.suppress(*BROKEN):
                device.close()
            shut(line)
        if self._claim >= 0:
            os.close(self._claim)
            self._claim = -1

    def _tag(self) -> Any:
        """The driver's class for the kind of tag; for Type 2 without asking which chip it is."""
        if self._target.sel_res and not self._target.sel_res[0] & NOT_TYPE_2:
            return nfc.tag.tt2.Type2Tag(self._field, self._target)
        return nfc.tag.activate(self._field, self._target)

    def _lost(self, error: BaseException) -> ReaderError:
        return ReaderError(
            f"PN532 {self._path} does not answer any more: {said(error)}; is it plugged in?"
        )


def _check_room(found: Any, message: bytes, *, left: bool) -> None:
    if found is None:
        if left:
            raise ReaderError("the tag left too early; hold it still until it is written")
        raise ReaderError("the tag has no room for NDEF; an NTAG213, 215 or 216 as delivered has")
    if not found.is_writeable:
        raise ReaderError("the tag is read-only; one whose lock bits are open is right")
    if len(message) > found.capacity:
        raise ReaderError(
            f"the tag is too small: the link needs {len(message)} bytes and {found.capacity} fit; "
            "an NTAG215 holds 492 and an NTAG216 868"
        )
