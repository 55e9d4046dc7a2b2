"""Stretches of a recording that are nearly the same as an earlier stretch, here or elsewhere.

A copy, an exact loop, the same take at another gain or through a gentle equaliser. Candidates come
from fingerprints; what counts is that the sounds themselves run along together, which two
performances of the same notes never do.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import only_numbers
from audiosynth_gui.audio.conversion import convert_channels, resample
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.features.fingerprint_matches import Match, matches
from audiosynth_gui.features.fingerprints import (
    FINGERPRINT_RATE,
    NOTHING,
    STEP_SECONDS,
    Fingerprints,
)

SHORTEST_SECONDS = 2.0

_GAP_STEPS = round(12.0 / STEP_SECONDS)
"""Of nothing, between two recordings: no stretch reaches from one into the next."""

_PROBE_SECONDS = 1.5
_PLAY_SECONDS = 0.1
"""How far the lag that fingerprints give may be off."""

_PIECE_SECONDS = 20.0
_BLOCK_FRAMES = round(0.05 * FINGERPRINT_RATE)
_SMOOTH_BLOCKS = 5
_EDGE_SECONDS = 0.5
_LEAST_BLOCK_LIKENESS = 0.6
_LEAST_LIKENESS = 0.8
_LONGEST_UNLIKE_BLOCKS = round(0.3 * FINGERPRINT_RATE / _BLOCK_FRAMES)
_PRE_EMPHASIS = 0.9
"""Without it the bass alone would decide."""

_Sound = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Heard:
    """A recording whose fingerprints are taken.

    Attributes:
        name: what a result calls it; its id.
        open_source: opens its file; the caller closes it.
        fingerprints: see `features.fingerprints`.
    """

    name: str
    open_source: Callable[[], WavSource]
    fingerprints: Fingerprints


@dataclass(frozen=True)
class NearDuplicate:
    """A stretch that is nearly the same as an earlier one.

    Attributes:
        start_seconds, stop_seconds: where it lies in the recording that was searched.
        like_name: the recording that holds the earlier stretch.
        like_start_seconds: where that begins; it is as long.
        likeness: correlation of the two sounds, mean over the stretch, 0.8 to 1.
    """

    start_seconds: float
    stop_seconds: float
    like_name: str
    like_start_seconds: float
    likeness: float


def near_duplicates(
    heard: Sequence[Heard],
) -> Generator[float, None, tuple[NearDuplicate, ...]]:
    """Search the last of some recordings for what it or the others held before. Any thread.

    Args:
        heard: the recordings, the one to search at the end.

    Yields:
        the share that is done, 0 … 1.

    Returns:
        what was found, by its start. Stretches may overlap a little at their edges.

    Raises:
        AudioFileError: a file cannot be read.
    """
    gap = np.full(_GAP_STEPS, NOTHING)
    parts: list[Fingerprints] = []
    starts: list[int] = []
    length = 0
    for one in heard:
        starts.append(length)
        parts += [one.fingerprints, gap]
        length += len(one.fingerprints) + len(gap)
    first, target = starts[-1], heard[-1]
    found: list[NearDuplicate] = []
    with target.open_source() as source:
        steps = max(1, len(target.fingerprints))
        checked = 0
        for match in matches(np.concatenate(parts), first, round(SHORTEST_SECONDS / STEP_SECONDS)):
            if match is None:
                yield min(1.0, checked / steps)
                continue
            # By its middle: the earlier stretch may begin in the gap before its recording.
            middle = (match.start + match.stop) // 2 - match.lag
            index = int(np.searchsorted(starts, middle, "right")) - 1
            like = heard[index]
            with like.open_source() as like_source:
                pair = _Pair(source, like_source)
                found += _checked(pair, like.name, match, first, starts[index])
            checked += match.stop - match.start
            yield min(1.0, checked / steps)
    yield 1.0
    return tuple(sorted(found, key=lambda one: one.start_seconds))


@dataclass(frozen=True, eq=False)
class _Pair:
    """The files of the later and the earlier stretch; both can be the same file."""

    later: WavSource
    earlier: WavSource

    def correlation(self, start: float, lag_seconds: float) -> tuple[float, float]:
        """Strongest correlation of a probe near a lag, and that lag in seconds.

        It is negative where one of the two is upside down, which nobody hears.
        """
        from scipy.signal import correlate  # slow to import: the window opens without it

        start = _on_frame(self.later, start)
        room_start = _on_frame(self.earlier, start - lag_seconds - _PLAY_SECONDS)
        probe = _sound(self.later, start, _PROBE_SECONDS)
        room = _sound(self.earlier, room_start, _PROBE_SECONDS + 2 * _PLAY_SECONDS)
        products = correlate(room, probe, "valid", "fft")
        energy = np.convolve(np.square(room), np.ones(len(probe)), "valid") * np.sum(probe**2)
        likeness = products / np.sqrt(np.maximum(energy, 1e-20))
        best = int(np.argmax(np.abs(likeness)))
        offset = best + _peak_offset(np.abs(likeness), best)
        return float(likeness[best]), start - room_start - offset / FINGERPRINT_RATE

    def likenesses(
        self, start: float, stop: float, lag_seconds: float, sign: float
    ) -> Iterator[_Sound]:
        """Correlation of block after block with the earlier sound times `sign`, by pieces."""
        while stop - start >= 2 * _BLOCK_FRAMES / FINGERPRINT_RATE:  # what is left says nothing
            # Both are read from whole frames that lie as near to the lag as frames can.
            start = _on_frame(self.later, start)
            seconds = min(_PIECE_SECONDS, stop - start)
            later = _sound(self.later, start, seconds)
            earlier = _sound(self.earlier, start - lag_seconds, seconds)
            yield _block_likeness(later, sign * earlier)
            start += seconds


def _checked(
    pair: _Pair, name: str, match: Match, first: int, like_first: int
) -> Iterator[NearDuplicate]:
    """What of a match the sounds themselves bear out."""
    start = (match.start - first) * STEP_SECONDS
    stop = (match.stop - first) * STEP_SECONDS
    coarse_lag = start - (match.start - match.lag - like_first) * STEP_SECONDS
    probes = np.linspace(start, max(start, stop - _PROBE_SECONDS), 5)[1:-1]
    found = (pair.correlation(float(probe), coarse_lag) for probe in probes)
    likeness, lag = max(found, key=lambda one: abs(one[0]))
    if abs(likeness) < _LEAST_BLOCK_LIKENESS:
        return
    begin = max(start - _EDGE_SECONDS, lag, 0.0)
    end = min(
        stop + _EDGE_SECONDS,
        pair.later.frames / pair.later.sample_rate,
        pair.earlier.frames / pair.earlier.sample_rate + lag,
    )
    if end - begin < SHORTEST_SECONDS:
        return
    sign = float(np.sign(likeness))
    blocks = np.concatenate(list(pair.likenesses(begin, end, lag, sign)))
    block_seconds = _BLOCK_FRAMES / FINGERPRINT_RATE
    for left, right in _alike(blocks):
        seconds = (right - left) * block_seconds
        likeness = float(np.mean(blocks[left:right]))
        if seconds >= SHORTEST_SECONDS - 2 * block_seconds and likeness >= _LEAST_LIKENESS:
            at = begin + left * block_seconds
            yield NearDuplicate(at, at + seconds, name, max(0.0, at - lag), likeness)


def _alike(blocks: _Sound) -> Iterator[tuple[int, int]]:
    """Runs of blocks that are alike, over short ones that are not."""
    places = np.flatnonzero(blocks >= _LEAST_BLOCK_LIKENESS)
    for run in np.split(places, np.flatnonzero(np.diff(places) > _LONGEST_UNLIKE_BLOCKS) + 1):
        if len(run) > 0:
            yield int(run[0]), int(run[-1]) + 1


def _block_likeness(later: _Sound, earlier: _Sound) -> _Sound:
    """Correlation about each block, shape (blocks,); 1 where both are silent."""
    frames = min(len(later), len(earlier)) // _BLOCK_FRAMES * _BLOCK_FRAMES
    if frames == 0:
        return np.empty(0)
    one, other = (part[:frames].reshape(-1, _BLOCK_FRAMES) for part in (later, earlier))
    width = np.ones(min(_SMOOTH_BLOCKS, max(1, len(one))))
    products, ones, others = (
        np.convolve(np.sum(sums, axis=1), width, "same") for sums in (one * other, one**2, other**2)
    )
    energy = np.sqrt(ones * others)
    is_silent = (ones < 1e-12) & (others < 1e-12)
    return np.where(is_silent, 1.0, products / np.maximum(energy, 1e-20))


def _peak_offset(values: _Sound, best: int) -> float:
    """How far the top of the parabola through a peak lies beside it, from −0.5 to 0.5."""
    if not 0 < best < len(values) - 1:
        return 0.0
    left, middle, right = values[best - 1 : best + 2]
    curvature = left - 2 * middle + right
    return float(0.5 * (left - right) / curvature) if curvature < 0 else 0.0


def _on_frame(source: WavSource, seconds: float) -> float:
    """The moment of the nearest frame."""
    return round(seconds * source.sample_rate) / source.sample_rate


def _sound(source: WavSource, start_seconds: float, seconds: float) -> _Sound:
    """Mono sound at FINGERPRINT_RATE, pre-emphasised; silence outside the file."""
    rate = source.sample_rate
    start, frames = round(start_seconds * rate), round(seconds * rate)
    block, _ = only_numbers(source.read(start, start + frames))
    mono = convert_channels(block, 1)
    missing = max(0, min(-start, frames))
    whole = np.zeros((frames, 1), np.float32)
    whole[missing : missing + len(mono)] = mono
    sound = resample(whole, rate, FINGERPRINT_RATE)[:, 0].astype(np.float64)
    sound[1:] -= _PRE_EMPHASIS * sound[:-1]
    return sound
