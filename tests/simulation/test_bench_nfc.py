"""The benchmark of NFC taps: it measures what it says, beside its yardstick."""

from simulation.bench.connect import connect_taps
from simulation.bench.figure import Figure
from simulation.bench.nfc import Taps, nfc_figures, nfc_taps


def test_each_tap_is_measured() -> None:
    taps, connect = nfc_taps(2), connect_taps(1)
    counts = [len(taps.decoded), len(taps.removed), len(connect.decoded), len(connect.removed)]
    assert counts == [2, 2, 1, 1]
    assert min(*taps.decoded, *taps.removed, *connect.decoded, *connect.removed) > 0


def test_figures_stand_beside_the_yardstick() -> None:
    ours, theirs = Taps([30.0, 40.0], [20.0]), Taps([400.0], [80.0])
    yard = "nfcpy's connect()"
    assert nfc_figures(ours, theirs) == [
        Figure("tap → NDEF decoded, simulated chip, p50", 35.0, "ms", yard, 400.0),
        Figure("tap → NDEF decoded, simulated chip, p95", 40.0, "ms", yard, 400.0),
        Figure("reader notices that the tag is gone, simulated chip, p50", 20.0, "ms", yard, 80.0),
        Figure("reader notices that the tag is gone, simulated chip, p95", 20.0, "ms", yard, 80.0),
    ]
