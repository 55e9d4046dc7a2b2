"""The instruments of the demo score as data: what they are made of and where they stand in the mix.

Levels are in dB, times in the unit that the name says, pan runs from −1 (left) to 1 (right).
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

LevelDb = Annotated[float, Field(ge=-120.0, le=24.0)]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Hertz = Annotated[float, Field(ge=10.0, le=20_000.0)]
Milliseconds = Annotated[float, Field(gt=0.0, le=2_000.0)]
DecaySeconds = Annotated[float, Field(gt=0.0, le=20.0)]
"""Time in which a sound falls by 60 dB."""

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False, strict=True)
"""A score with a misspelt or misplaced word is refused rather than half understood."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Partial:
    """One damped sine of a tone: its frequency is `ratio` times the pitch's."""

    ratio: Annotated[float, Field(gt=0.0, le=32.0)]
    level_db: LevelDb
    decay_seconds: DecaySeconds


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DrumMode:
    """One damped sine of a percussion sound, at a fixed frequency."""

    frequency_hz: Hertz
    level_db: LevelDb
    decay_seconds: DecaySeconds


@dataclass(frozen=True, kw_only=True, config=STRICT)
class NoiseBand:
    """Noise between two frequencies that swells for `attack_ms` and then falls by 60 dB."""

    low_hz: Hertz
    high_hz: Hertz
    level_db: LevelDb
    attack_ms: Milliseconds
    decay_seconds: DecaySeconds

    def __post_init__(self) -> None:
        if self.low_hz >= self.high_hz:
            raise ValueError("low_hz must be below high_hz")


@dataclass(frozen=True, kw_only=True, config=STRICT)
class PercussionSound:
    """A drum or brush: ringing modes and a band of noise, either of which may be missing."""

    modes: tuple[DrumMode, ...] = ()
    noise: NoiseBand | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Strip:
    """An instrument's place in the mix.

    Attributes:
        spread: how far each octave above middle C moves to the right of `pan`.
        reverb_db: level sent to the reverb, relative to the dry sound.
        sway: depth of a slow swing between left and right, once every `sway_beats`.
        late_ms: how far the player lies behind the beat.
    """

    level_db: LevelDb
    pan: Annotated[float, Field(ge=-1.0, le=1.0)] = 0.0
    spread: Annotated[float, Field(ge=-0.5, le=0.5)] = 0.0
    reverb_db: LevelDb = -120.0
    sway: Share = 0.0
    sway_beats: Annotated[float, Field(gt=0.0, le=64.0)] = 4.0
    late_ms: Annotated[float, Field(ge=0.0, le=50.0)] = 0.0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TonalInstrument:
    """A struck or plucked instrument whose tones are sums of damped sines.

    Attributes:
        partials: levels at full velocity, decay times at middle C.
        brightness: how much more the upper partials fade than the lowest when played softly:
            a partial's amplitude follows velocity ** (1 + brightness · log2(ratio)).
        decay_per_octave: factor on the decay times for each octave above middle C.
        pedal: notes ring on until the chord changes.
        strum_ms: time between the notes of a chord, from low to high.
    """

    kind: Literal["tonal"]
    strip: Strip
    partials: Annotated[tuple[Partial, ...], Field(min_length=1)]
    attack_ms: Milliseconds
    release_ms: Milliseconds
    brightness: Annotated[float, Field(ge=0.0, le=4.0)] = 0.0
    decay_per_octave: Annotated[float, Field(gt=0.0, le=1.0)] = 1.0
    pedal: bool = False
    strum_ms: Annotated[float, Field(ge=0.0, le=100.0)] = 0.0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class PercussionInstrument:
    """A set of percussion sounds by name; `variants` differing hits of each are used in turn."""

    kind: Literal["percussion"]
    strip: Strip
    sounds: Mapping[str, PercussionSound]
    variants: Annotated[int, Field(ge=1, le=16)] = 4


Instrument = Annotated[TonalInstrument | PercussionInstrument, Field(discriminator="kind")]
