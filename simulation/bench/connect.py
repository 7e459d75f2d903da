"""The yardstick of the NFC reader: nfcpy's own connect(), on the same emulated chip."""

import threading
from typing import Any

import nfc
import nfc.clf.pn532
import nfc.clf.transport

from simulation.bench.nfc import Hand, Taps, emulated


def connect_taps(count: int) -> Taps:
    """*count* taps as nfcpy's documentation has them read."""
    with emulated() as (line, hand):
        frontend, ended = nfc.ContactlessFrontend(), threading.Event()
        frontend.device = nfc.clf.pn532.init(nfc.clf.transport.TTY(line))
        watching = threading.Thread(target=_watch, args=[frontend, hand, ended])
        watching.start()
        try:
            for number in range(count):
                hand.tap(number)
        finally:
            ended.set()
            watching.join()
            frontend.close()
        return hand.taps


def _watch(frontend: Any, hand: Hand, ended: threading.Event) -> None:
    def read(tag: Any) -> bool:
        hand.link_read(tag.ndef.records[0].iri)
        return True

    def gone(_: Any) -> bool:
        hand.nothing_read()
        return True

    while not ended.is_set():
        frontend.connect(rdwr={"on-connect": read, "on-release": gone}, terminate=ended.is_set)
