"""Whether a sound has collapsed: into silence, noise, a stuck loop, a wrong level, or an offset.

What is healthy is learnt from the recording: a limit is its own extreme plus a margin, and what it
does for a while (a rest, applause at its end) may last half as long again.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.errors import EvaluationError
from audiosynth_gui.evaluation.repetition import HOLD_SECONDS, repetition
from audiosynth_gui.evaluation.vitals import WINDOW_STEPS, Vitals, vitals

Collapse = Literal["silence", "noise", "loop", "level", "offset"]

SILENT_DB = -40.0
"""Under the recording's level: what is quieter is silent."""
LOUD_DB = -20.0
"""Under the recording's level: only what is louder can be noise or a loop; quieter, a hiss that
was always there is all that is left."""
AUDIBLE_DB = 80.0

SHORTEST_RUN_SECONDS = 4.0
NOISE_ROUGHNESS_DB = -2.5
"""Of noise of any colour; its mel spectrum has a flatness of 0 where it is white."""

LOOP_SHARE = 0.6
"""A loop repeats itself so much more exactly than the recording ever does."""
EXACT_GAP_DB = 0.5

LEVEL_SECONDS = 10.0
LEVEL_MARGIN_DB = 4.0
OFFSET_SECONDS = 2.0
OFFSET_MARGIN = 0.01


@dataclass(frozen=True)
class Verdict:
    """A collapse that was found.

    Attributes:
        collapse: its kind; "level" is a drift of loudness, "offset" of the zero line.
        at_seconds: where it begins.
        value: what was measured: the length of a silence or noise in seconds, the gap between a
            loop's rounds in dB, the level of ten seconds in dBFS, the offset as a sample value.
        limit: what the recording allows.
    """

    collapse: Collapse
    at_seconds: float
    value: float
    limit: float


class Health:
    """Judges sounds by one recording. Any thread; a minute takes about half a second."""

    def __init__(self, recording: AudioBuffer) -> None:
        """Learn what is healthy.

        Args:
            recording: some seconds at least; its samples may map a file.

        Raises:
            EvaluationError: it is shorter than two seconds, or silent.
        """
        own = vitals(recording)
        if len(own.level_db) < 4:
            raise EvaluationError("The recording is too short to judge by.", "Take a longer one.")
        self._own = own
        self._span = min(round(LEVEL_SECONDS / own.window_seconds), len(own.level_db))
        self._level_db = _power_mean_db(own.level_db)
        self._floor_db = float(own.mel_db.max()) - AUDIBLE_DB
        loud = self._is_loud(own.level_db)
        if self._level_db < -90.0:
            raise EvaluationError("The recording is silent.", "Choose one that has sound in it.")
        flatness = own.flatness_db(self._floor_db)[loud]
        self._flat_db = 0.5 * float(np.median(flatness))
        rough = float(np.median(own.roughness_db[loud]))
        self._rough_db = 0.5 * (rough + NOISE_ROUGHNESS_DB)
        self._silence_seconds = self._allowed_seconds(self._is_silent(own))
        self._noise_seconds = self._allowed_seconds(self._is_noise(own))
        gaps_db = self._gaps_db(own)[0]
        # what is too short to be held against itself allows all but an exact copy
        self._loop_gap_db = LOOP_SHARE * float(gaps_db.min()) if len(gaps_db) else EXACT_GAP_DB
        offsets = _offsets(own)
        # a recording may lie off the zero line, but back on it nothing is wrong
        self._lowest_offset = float(offsets.min(initial=0.0)) - OFFSET_MARGIN
        self._highest_offset = float(offsets.max(initial=0.0)) + OFFSET_MARGIN

    def judge(self, sound: AudioBuffer) -> tuple[Verdict, ...]:
        """Return what has collapsed, each kind at most once, where it first did; () if healthy.

        What needs more time to be seen than the sound has is not judged.
        """
        seen = vitals(sound)
        found = (
            self._run("silence", seen, self._is_silent(seen), self._silence_seconds),
            self._run("noise", seen, self._is_noise(seen), self._noise_seconds),
            self._loop(seen),
            self._drift(seen),
            self._zero_line(seen),
        )
        return tuple(verdict for verdict in found if verdict is not None)

    def _is_silent(self, seen: Vitals) -> NDArray[np.bool_]:
        silent: NDArray[np.bool_] = seen.level_db < self._level_db + SILENT_DB
        return silent

    def _is_loud(self, level_db: NDArray[np.float32]) -> NDArray[np.bool_]:
        loud: NDArray[np.bool_] = level_db > self._level_db + LOUD_DB
        return loud

    def _is_noise(self, seen: Vitals) -> NDArray[np.bool_]:
        flat = seen.flatness_db(self._floor_db) > self._flat_db
        return self._is_loud(seen.level_db) & (flat | (seen.roughness_db > self._rough_db))

    def _allowed_seconds(self, own: NDArray[np.bool_]) -> float:
        """How long what the recording itself does may last."""
        longest = max((stop - start for start, stop in _runs(own)), default=0)
        return max(SHORTEST_RUN_SECONDS, 1.0 + 1.5 * longest * self._own.window_seconds)

    def _run(
        self, collapse: Collapse, seen: Vitals, is_so: NDArray[np.bool_], allowed_seconds: float
    ) -> Verdict | None:
        for start, stop in _runs(is_so):
            seconds = (stop - start) * seen.window_seconds
            if seconds > allowed_seconds:
                return Verdict(collapse, start * seen.window_seconds, seconds, allowed_seconds)
        return None

    def _gaps_db(self, seen: Vitals) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """How far from repeating itself, at every loud end of six seconds; and where they end."""
        step_seconds = seen.window_seconds / WINDOW_STEPS
        audible = np.maximum(seen.mel_db, np.float32(self._floor_db))
        gap_db = repetition(audible, step_seconds).gap_db
        held = round(HOLD_SECONDS / seen.window_seconds)
        ends = np.flatnonzero(self._is_loud(_moving_level_db(seen.level_db, held))) + held
        last_steps = ends * WINDOW_STEPS - 1
        last_steps = last_steps[np.isfinite(gap_db[last_steps])]
        return gap_db[last_steps], last_steps * np.float32(step_seconds)

    def _loop(self, seen: Vitals) -> Verdict | None:
        gaps_db, ends_seconds = self._gaps_db(seen)
        stuck = np.flatnonzero(gaps_db < self._loop_gap_db)
        if stuck.size == 0:
            return None
        start = float(ends_seconds[stuck[0]]) - HOLD_SECONDS
        return Verdict("loop", start, float(gaps_db.min()), self._loop_gap_db)

    def level_beyond_db(self, sound: AudioBuffer) -> float:
        """How far ten seconds of a sound leave the recording's own range, where they do most.

        Returns:
            decibels: 0 within, positive louder, negative quieter.
        """
        levels, low, high = self._levels(vitals(sound))
        if levels.size == 0:
            return 0.0
        beyond = levels - np.clip(levels, low, high)
        return float(beyond[np.argmax(np.abs(beyond))])

    def _levels(self, seen: Vitals) -> tuple[NDArray[np.float32], float, float]:
        """Level of every ten seconds (of less, of short recordings), and the recording's range."""
        own = _moving_level_db(self._own.level_db, self._span)
        return _moving_level_db(seen.level_db, self._span), float(own.min()), float(own.max())

    def _drift(self, seen: Vitals) -> Verdict | None:
        # a few seconds have no steady level: their range is wider
        wished = LEVEL_SECONDS / self._own.window_seconds
        margin_db = LEVEL_MARGIN_DB * float(np.sqrt(wished / self._span))
        levels, low, high = self._levels(seen)
        return _outside("level", seen, levels, low - margin_db, high + margin_db)

    def _zero_line(self, seen: Vitals) -> Verdict | None:
        offsets = _offsets(seen)
        low, high = self._lowest_offset, self._highest_offset
        return _outside("offset", seen, offsets, low, high)


def _outside(
    collapse: Collapse, seen: Vitals, values: NDArray[np.float32], low: float, high: float
) -> Verdict | None:
    """Where one value a window first leaves a range."""
    outside = np.flatnonzero((values < low) | (values > high))
    if outside.size == 0:
        return None
    value = float(values[outside[0]])
    at_seconds = float(outside[0]) * seen.window_seconds
    return Verdict(collapse, at_seconds, value, high if value > high else low)


def _runs(is_so: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and stop of every stretch of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_so, [False]]).astype(np.int8)))
    return [(int(start), int(stop)) for start, stop in edges.reshape(-1, 2)]


def _power_mean_db(level_db: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(10 ** (level_db / 10))))


def _moving_level_db(level_db: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Level of every `count` windows that follow each other; empty where there are fewer."""
    if len(level_db) < count:
        return np.empty(0, np.float32)
    power = sliding_window_view(10 ** (level_db / 10), count).mean(axis=1)
    moving: NDArray[np.float32] = 10 * np.log10(power)
    return moving


def _offsets(seen: Vitals) -> NDArray[np.float32]:
    """Offset of every two seconds, of the channel that has more of it."""
    count = round(OFFSET_SECONDS / seen.window_seconds)
    if len(seen.dc) < count:
        return np.empty(0, np.float32)
    means = sliding_window_view(seen.dc, count, axis=0).mean(axis=-1)
    farthest = np.argmax(np.abs(means), axis=1)
    offsets: NDArray[np.float32] = np.take_along_axis(means, farthest[:, None], axis=1)[:, 0]
    return offsets
