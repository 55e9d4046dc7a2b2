"""What a bench yields."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """One number.

    Attributes:
        name: what was measured, unique among all benches.
        value: finite.
        unit: such as "s", "× real time", "GMAC/s".
    """

    name: str
    value: float
    unit: str
