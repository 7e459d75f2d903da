"""What a reader says it can do, as far as an inventory needs it; pure.

Source: EPCglobal LLRP 1.0.1, section 9.2 (capabilities); layouts in 16.2.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from touchpoint.readers.llrp.parameters import P, Parameter, find, read_parameters

#: Maximum antennas, flags, manufacturer, model, length of the firmware's name.
_GENERAL = "HHIIH"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """*powers*: dBm by the reader's own index; *hop_table* is None where channels are fixed."""

    antennas: int
    powers: Mapping[int, float]
    hop_table: int | None

    def power_index(self, dbm: float) -> int:
        """The index of the strongest power up to *dbm*. Raises ValueError when there is none."""
        fitting = {power: index for index, power in self.powers.items() if power <= dbm}
        if not fitting:
            offered = f"{min(self.powers.values()):g} dBm or more" if self.powers else "no powers"
            raise ValueError(f"power is {dbm:g} dBm; the reader offers {offered}")
        return fitting[max(fitting)]

    def chosen(self, antennas: tuple[int, ...]) -> tuple[int, ...]:
        """*antennas*, or all. Raises ValueError for one that the reader does not have."""
        if foreign := [number for number in antennas if number > self.antennas]:
            raise ValueError(f"antenna {foreign[0]} is set; the reader has 1 to {self.antennas}")
        return antennas or tuple(range(1, self.antennas + 1))


def read_capabilities(body: bytes) -> Capabilities:
    """From a GET_READER_CAPABILITIES_RESPONSE. Raises ValueError."""
    parameters = {parameter.kind: parameter for parameter in read_parameters(body)}
    general = parameters.get(P.GENERAL_DEVICE_CAPABILITIES)
    if general is None:
        raise ValueError("the reader does not say how many antennas it has")
    antennas = general.fields(_GENERAL)[0]
    regulatory = parameters.get(P.REGULATORY_CAPABILITIES)
    band = regulatory and find(regulatory.inner(4), P.UHF_BAND_CAPABILITIES)
    return Capabilities(antennas, _powers(band), _hop_table(band))


def _powers(band: Parameter | None) -> dict[int, float]:
    levels = [it for it in band.inner() if it.kind == P.TRANSMIT_POWER_LEVEL] if band else []
    pairs = [level.fields("Hh") for level in levels]
    return {index: hundredths / 100 for index, hundredths in pairs}


def _hop_table(band: Parameter | None) -> int | None:
    frequencies = find(band.inner(), P.FREQUENCY_INFORMATION) if band else None
    table = frequencies and find(frequencies.inner(1), P.FREQUENCY_HOP_TABLE)
    return int(table.fields("B")[0]) if table else None
