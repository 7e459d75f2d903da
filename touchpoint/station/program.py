"""A reader without a screen: put together, run until it is told to stop, and stopped in reverse."""

import signal
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial

import structlog

from contract.topics import READS
from messaging.port import Outgoing
from touchpoint.backbone import Backbone, Device, Ears, MakeBus
from touchpoint.hearing import Command
from touchpoint.inputs import CatalogueKnown, Input, ReaderHealth, SoldKnown
from touchpoint.obeying import OBEYED, Answer, Obedience
from touchpoint.settings import StationSettings
from touchpoint.starting import Reload
from touchpoint.station.speaker import Speaker
from touchpoint.supervisor import State, Supervisor, command_of

_log = structlog.get_logger()
_NAME = "reader"
#: Seconds between two signs that it works, as a screen gives one at each beat.
_BEAT = 1.0


class Station:
    """Everything that runs behind the reader of *settings*."""

    def __init__(self, settings: StationSettings, device: Device, make_bus: MakeBus) -> None:
        self._topic = READS.name(store=settings.store, touchpoint=settings.touchpoint)
        self._stopped = threading.Event()
        self._backbone = Backbone(device, make_bus, Ears(self._told, obey=self._obey))
        uplink, outbox = self._backbone.uplink, self._backbone.outbox
        #: Whether the program is to be started again once it has ended.
        self.again = False
        self._obedience = Obedience(
            {"reload": self._reload}, uplink.record, device.clock, outbox.state(OBEYED)
        )
        unread = partial(self._backbone.health.unread, _NAME)
        self._speaker = Speaker(self._say, device.clock, self._backbone.who.boot, unread)
        command = command_of(settings.reader.kind, settings.reader_options())
        heard = self._speaker.heard
        self._supervisor = Supervisor(
            _NAME, command, self._became, heard, device.clock, unread=unread
        )

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        """Until it is stopped."""
        with ExitStack() as stack:
            self._backbone.begin(stack)
            for part in (self._speaker, self._supervisor):
                part.start()
                stack.callback(part.stop)
            _log.info("station.ready", touchpoint=self._backbone.who.touchpoint)
            while not self._stopped.wait(_BEAT):
                self._backbone.health.beat()

    def _say(self, payload: bytes, said: Mapping[str, str]) -> None:
        message = Outgoing(self._topic, payload, READS.qos, properties=said)
        self._backbone.bus.publish(message)

    def _became(self, state: State) -> None:
        self._backbone.health.reader(ReaderHealth(_NAME, state))
        self._speaker.became(state)

    def _obey(self, command: Command) -> None:
        self._obedience.obey(command)

    def _reload(self, answer: Answer) -> None:
        answer("done")
        self.again = True
        self.stop()

    def _told(self, news: Input) -> None:
        match news:
            case CatalogueKnown(known) | SoldKnown(known):
                self._speaker.learn(known)


def run(settings: StationSettings, device: Device, make_bus: MakeBus) -> None:
    """Return when SIGTERM or Ctrl-C came. Raises Reload when the hub wants it started again."""
    station = Station(settings, device, make_bus)
    signal.signal(signal.SIGTERM, lambda *_: station.stop())
    signal.signal(signal.SIGINT, lambda *_: station.stop())
    station.run()
    if station.again:
        raise Reload
