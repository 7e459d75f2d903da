"""The part of a client's ROSpec that a simulated reader heeds: antennas, and when to report; pure.

Source: EPCglobal LLRP 1.0.1, sections 10.2 and 13.2.1. An AISpec that has ended begins anew:
sllurp's reports depend on that.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from touchpoint.readers.llrp.parameters import P, Parameter, find, read_parameters

_DURATION, _TAGS = 1, 3


@dataclass(frozen=True, slots=True)
class Spec:
    """Report after *most* sightings (0: no limit) or *seconds* (None: no limit).

    No *antennas* means all; *immediate* starts it as soon as it is enabled.
    """

    number: int
    antennas: tuple[int, ...]
    most: int
    seconds: float | None
    immediate: bool
    transmitters: tuple[tuple[int, int], ...] = ()


def read_spec(body: bytes) -> Spec:
    """From the body of an ADD_ROSPEC. Raises ValueError saying what is missing."""
    rospec = _need(read_parameters(body), P.ROSPEC)
    number = rospec.fields("IBB")[0]
    boundary = _need(rospec.inner(6), P.RO_BOUNDARY_SPEC)
    (start,) = _need(boundary.inner(), P.ROSPEC_START_TRIGGER).fields("B")
    aispec = _need(rospec.inner(6), P.AISPEC)
    (count,) = aispec.fields("H")
    antennas = tuple(number for number in aispec.fields(f"H{count}H")[1:] if number)
    inner = list(aispec.inner(2 + 2 * count))
    most, seconds = _stop(_need(inner, P.AISPEC_STOP_TRIGGER))
    report = find(rospec.inner(6), P.RO_REPORT_SPEC)
    trigger, wanted = report.fields("BH") if report else (0, 0)
    if trigger and wanted:
        most = min(most or wanted, wanted)
    inventory = _need(inner, P.INVENTORY_PARAMETER_SPEC)
    return Spec(number, antennas, most, seconds, start == 1, _transmitters(inventory))


def _stop(trigger: Parameter) -> tuple[int, float | None]:
    kind, duration = trigger.fields("BI")
    if kind == _DURATION:
        return 0, duration / 1000
    observed = find(trigger.inner(5), P.TAG_OBSERVATION_TRIGGER)
    if kind == _TAGS and observed:
        _, _, tags, _, _, timeout = observed.fields("BBHHHI")
        return tags, timeout / 1000 or None
    return 0, None


def _transmitters(inventory: Parameter) -> tuple[tuple[int, int], ...]:
    """(antenna, power index) where the client chose a power."""
    found = []
    for configuration in inventory.inner(3):
        if configuration.kind == P.ANTENNA_CONFIGURATION:
            (antenna,) = configuration.fields("H")
            if transmitter := find(configuration.inner(2), P.RF_TRANSMITTER):
                found.append((antenna, transmitter.fields("HHH")[2]))
    return tuple(found)


def _need(parameters: Iterable[Parameter], kind: P) -> Parameter:
    found = find(iter(parameters), kind)
    if found is None:
        raise ValueError(f"{kind.name} is missing")
    return found
