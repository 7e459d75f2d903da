"""The conversation with a reader, from its greeting to reports that come; pure.

Source: EPCglobal LLRP 1.0.1, sections 9.1, 10.1, 12.1 and 13.1 (messages).
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from touchpoint.readers.llrp.capabilities import Capabilities, read_capabilities
from touchpoint.readers.llrp.frames import Message, Type, name_of
from touchpoint.readers.llrp.reports import TagReport, read_report
from touchpoint.readers.llrp.rospec import ROSPEC, Wishes, write_config, write_rospec
from touchpoint.readers.llrp.status import check_event, check_status

#: What is asked, one after the other, each once the last was granted.
_STEPS = (
    Type.GET_READER_CAPABILITIES,
    # Whoever was connected before may have left its own behind; 0 is all.
    Type.DELETE_ROSPEC,
    Type.SET_READER_CONFIG,
    Type.ADD_ROSPEC,
    Type.ENABLE_ROSPEC,
    Type.START_ROSPEC,
)
_ALL_ROSPECS, _ALL_CAPABILITIES = struct.pack("!I", 0), b"\0"


class Heard(NamedTuple):
    """What a message makes: *replies* to send, and *sightings* of tags."""

    replies: tuple[Message, ...] = ()
    sightings: Sequence[TagReport] = ()


@dataclass(slots=True)
class Session:
    """Feed it each message; once *running*, the reader reads until it is told to stop."""

    wishes: Wishes
    running: bool = False
    _steps: list[Type] = field(default_factory=lambda: list(_STEPS))
    _awaited: Message | None = None
    _capabilities: Capabilities | None = None
    _number: int = 0

    def hear(self, message: Message) -> Heard:
        """Raises Refused when the reader says no, ValueError for what does not belong here."""
        match message.kind:
            case Type.RO_ACCESS_REPORT:
                return Heard(sightings=read_report(message.body))
            case Type.KEEPALIVE:
                return Heard((Message(Type.KEEPALIVE_ACK, message.number),))
            case Type.READER_EVENT_NOTIFICATION:
                return self._event(message)
            case Type.ERROR_MESSAGE:
                check_status(message.body, self._asked())
                raise ValueError("an ERROR_MESSAGE says success")
            case Type.CUSTOM_MESSAGE:
                return Heard()
        return self._answer(message)

    def goodbye(self) -> tuple[Message, ...]:
        """What stops the reader and frees it for the next who connects."""
        ours = (self._ask(Type.DELETE_ROSPEC),) if self.running else ()
        self.running = False
        return (*ours, self._ask(Type.CLOSE_CONNECTION))

    def _event(self, message: Message) -> Heard:
        stands = check_event(message.body)
        if not stands or self._number:
            return Heard()
        return Heard((self._next(),))

    def _answer(self, message: Message) -> Heard:
        asked = self._awaited
        if asked is None or (message.kind, message.number) != (asked.kind + 10, asked.number):
            raise ValueError(f"{message.name} {message.number} came; {self._wanted()} is right")
        check_status(message.body, asked.name)
        if asked.kind == Type.GET_READER_CAPABILITIES:
            self._capabilities = read_capabilities(message.body)
        if self._steps:
            return Heard((self._next(),))
        self._awaited, self.running = None, True
        return Heard()

    def _next(self) -> Message:
        self._awaited = self._ask(self._steps.pop(0))
        return self._awaited

    def _ask(self, kind: Type) -> Message:
        self._number += 1
        return Message(kind, self._number, self._body(kind))

    def _body(self, kind: Type) -> bytes:
        match kind:
            case Type.GET_READER_CAPABILITIES:
                return _ALL_CAPABILITIES
            case Type.DELETE_ROSPEC:
                return _ALL_ROSPECS
            case Type.SET_READER_CONFIG:
                return write_config(self.wishes)
            case Type.ADD_ROSPEC if self._capabilities is not None:
                return write_rospec(self.wishes, self._capabilities)
            case Type.CLOSE_CONNECTION:
                return b""
        return struct.pack("!I", ROSPEC)

    def _asked(self) -> str:
        return self._awaited.name if self._awaited else "what it was sent"

    def _wanted(self) -> str:
        if self._awaited:
            return f"{name_of(self._awaited.kind + 10)} {self._awaited.number}"
        return "a report, an event or a KEEPALIVE" if self.running else "the reader's greeting"
