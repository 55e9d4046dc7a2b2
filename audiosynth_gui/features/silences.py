"""Stretches of a recording in which nothing sounds."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import only_numbers
from audiosynth_gui.audio.files import WavSource

_STEP_SECONDS = 0.01
_READ_STEPS = 500
_FLOOR_POWER = 1e-12
"""Mean square of what counts as digital silence (−120 dBFS)."""

Levels = NDArray[np.float32]
"""float32, shape (steps,): root mean square of the loudest channel in dBFS, −120 or more."""


@dataclass(frozen=True)
class SilenceSettings:
    """What counts as silence.

    Attributes:
        below_level_db: so far below the recording's level it is silent ...
        highest_db: ... unless it is louder than this, in dBFS.
        lowest_db: what is quieter than this is silent in any recording.
        shortest_seconds: shorter silences belong to the music.
        margin_seconds: kept at either end of a silence, for what dies away and begins.
    """

    below_level_db: float = 40.0
    highest_db: float = -45.0
    lowest_db: float = -80.0
    shortest_seconds: float = 1.0
    margin_seconds: float = 0.1


@dataclass(frozen=True)
class Silence:
    """A stretch in which nothing sounds: from a start to a stop frame of the recording."""

    start_frame: int
    stop_frame: int


def find_silences(
    source: WavSource, settings: SilenceSettings | None = None
) -> Generator[float, None, tuple[Silence, ...]]:
    """Read a sound file in blocks and find its silences. Any thread; constant memory but for
    four bytes every 10 ms.

    Args:
        source: the file; stays open until the end.
        settings: what counts as silence.

    Yields:
        the share that is done, 0 … 1.

    Returns:
        the silences, in order, none touching another.

    Raises:
        AudioFileError: the file cannot be read.
    """
    step_frames = max(1, round(_STEP_SECONDS * source.sample_rate))
    parts = [np.empty(0, np.float32)]
    for start in range(0, source.frames, _READ_STEPS * step_frames):
        block, _ = only_numbers(source.read(start, start + _READ_STEPS * step_frames))
        parts.append(_levels(block, step_frames))
        yield min(1.0, (start + len(block)) / source.frames)
    return silences_of(
        np.concatenate(parts), step_frames, source.frames, source.sample_rate, settings
    )


def silences_of(
    levels: Levels,
    step_frames: int,
    frames: int,
    sample_rate: int,
    settings: SilenceSettings | None = None,
) -> tuple[Silence, ...]:
    """The silences in levels that are measured already.

    Args:
        levels: of every `step_frames` frames, in dBFS.
        step_frames: frames from level to level.
        frames: length of the recording.
        sample_rate: in hertz.
        settings: what counts as silence.
    """
    settings = settings or SilenceSettings()
    is_quiet = levels < threshold_db(levels, settings)
    edges = np.flatnonzero(np.diff(is_quiet, prepend=False, append=False))
    shortest = settings.shortest_seconds * sample_rate
    margin = round(settings.margin_seconds * sample_rate)
    found = []
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        start, stop = begin * step_frames, min(end * step_frames, frames)
        if stop - start < shortest:
            continue
        # Nothing begins or dies away where the recording itself ends.
        start += margin if start > 0 else 0
        stop -= margin if stop < frames else 0
        if stop > start:
            found.append(Silence(start, stop))
    return tuple(found)


def threshold_db(levels: Levels, settings: SilenceSettings) -> float:
    """Below which level in dBFS a recording is silent.

    A recording's level is the one above which half of its energy lies: neither long silences
    nor a single knock on the microphone move it much.
    """
    if len(levels) == 0:
        return settings.lowest_db
    loudest_first = np.sort(levels.astype(np.float64))[::-1]
    energy = np.cumsum(10 ** (loudest_first / 10))
    level = float(loudest_first[np.searchsorted(energy, energy[-1] / 2)])
    return float(np.clip(level - settings.below_level_db, settings.lowest_db, settings.highest_db))


def _levels(block: NDArray[np.float32], step_frames: int) -> Levels:
    """Levels of a block; the last step may be shorter than the others."""
    starts = np.arange(0, len(block), step_frames)
    sums = np.add.reduceat(np.square(block, dtype=np.float64), starts, axis=0)
    lengths = np.diff(starts, append=len(block))
    power = np.max(sums, axis=1) / lengths
    levels: Levels = (10 * np.log10(np.maximum(power, _FLOOR_POWER))).astype(np.float32)
    return levels
