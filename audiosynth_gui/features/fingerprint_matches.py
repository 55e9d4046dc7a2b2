"""Where fingerprints come back: candidates for near-duplicates, without comparing all with all."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.fingerprints import BITS, NOTHING, STEP_SECONDS, Fingerprints

_EARLIER_ONES = 16
"""Each step is paired with so many earlier steps of the same fingerprint, however many there are:
the work grows with the length of the sound, not with its square."""

_MOST_PAIRS = 1 << 21
"""When there are so many pairs, further earlier steps are not looked at: music that repeats itself
for hours would take gigabytes, and its nearest repeats say enough."""

_LAG_STEPS = 2
"""Pairs whose lags differ by less are of one candidate."""

_LONGEST_GAP_STEPS = round(1.5 / STEP_SECONDS)
_FEWEST_PAIRS = 6
_SMOOTH_STEPS = round(1.0 / STEP_SECONDS)
_MOST_WRONG_BITS = 0.3
"""Share of bits that may differ over a second. Other music differs in about half of them."""

_EDGE_STEPS = round(10.0 / STEP_SECONDS)
"""A candidate is grown by so much at a time."""

_Steps = NDArray[np.int32]
"""Steps, or how many lie between two; 2 ** 31 of them are a year."""


@dataclass(frozen=True)
class Match:
    """A stretch of steps that is like an earlier one.

    Attributes:
        start, stop: the later stretch, in steps.
        lag: steps from the earlier stretch to the later one; positive.
    """

    start: int
    stop: int
    lag: int


def matches(fingerprints: Fingerprints, first: int, shortest_steps: int) -> Iterator[Match | None]:
    """Find stretches from step `first` on that are like earlier ones. Any thread.

    Args:
        fingerprints: of all recordings, one after the other, at least a second of NOTHING between.
        first: where the recording begins that is searched; what comes before is compared with.
        shortest_steps: shorter stretches, and shorter lags, are left out.

    Yields:
        the likeliest first; none holds a step that is in another. None is a place to pause: a
        candidate that came to nothing.
    """
    covered = np.zeros(len(fingerprints), np.bool_)
    starts, stops, lags = _runs(*_pairs(fingerprints, first, shortest_steps))
    for start, stop, lag in zip(starts.tolist(), stops.tolist(), lags.tolist(), strict=True):
        if np.count_nonzero(~covered[start:stop]) < shortest_steps // 2:
            continue
        match = _grown(fingerprints, start, stop, lag, first)
        match = None if match is None else _uncovered(match, covered)
        if match is None or match.stop - match.start < shortest_steps:
            yield None
            continue
        covered[match.start : match.stop] = True
        yield match


def _pairs(fingerprints: Fingerprints, first: int, shortest_lag: int) -> tuple[_Steps, _Steps]:
    """Later steps and their lags where the same fingerprint stood before."""
    # A long note has the same fingerprint for a while: one step of it says as much as all.
    changes = np.diff(fingerprints, prepend=NOTHING) != 0
    steps = np.flatnonzero(changes & (fingerprints != NOTHING))
    steps = steps[np.argsort(fingerprints[steps], kind="stable")]
    sorted_ = fingerprints[steps]
    laters, lags = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    count = 0
    for back in range(1, _EARLIER_ONES + 1):
        later, earlier = steps[back:], steps[:-back]
        lag = later - earlier
        kept = (sorted_[back:] == sorted_[:-back]) & (later >= first) & (lag >= shortest_lag)
        laters.append(later[kept].astype(np.int32))
        lags.append(lag[kept].astype(np.int32))
        count += len(lags[-1])
        if count >= _MOST_PAIRS:
            break
    return np.concatenate(laters), np.concatenate(lags)


def _runs(laters: _Steps, lags: _Steps) -> tuple[_Steps, _Steps, _Steps]:
    """Starts, stops and lags of pairs that follow each other; those of most pairs first."""
    bins = lags // _LAG_STEPS
    order = np.lexsort((laters, bins))
    laters, lags, bins = laters[order], lags[order], bins[order]
    breaks = (np.diff(bins) != 0) | (np.diff(laters) > _LONGEST_GAP_STEPS)
    heads = np.concatenate(([0], np.flatnonzero(breaks) + 1, [len(laters)]))
    counts = np.diff(heads)
    kept = np.flatnonzero(counts >= _FEWEST_PAIRS)
    kept = kept[np.argsort(-counts[kept], kind="stable")]
    begins, ends = heads[kept], heads[kept + 1] - 1
    return laters[begins], laters[ends] + 1, lags[(begins + ends) // 2]


def _grown(fingerprints: Fingerprints, start: int, stop: int, lag: int, first: int) -> Match | None:
    """The stretch around a run in which few bits differ; None where they do in its middle."""
    lag = min(
        range(max(1, lag - _LAG_STEPS), min(lag + _LAG_STEPS, start) + 1),
        key=lambda near: float(np.mean(_wrong_bits(fingerprints, start, stop, near))),
    )
    while True:
        begin = max(start - _EDGE_STEPS, first, lag)
        end = min(stop + _EDGE_STEPS, len(fingerprints))
        wrong = _wrong_bits(fingerprints, begin, end, lag)
        width = min(_SMOOTH_STEPS, len(wrong))
        is_like = np.convolve(wrong, np.full(width, 1.0 / width), "same") < _MOST_WRONG_BITS
        middle = (start + stop) // 2 - begin
        if not is_like[middle]:
            return None
        unlike = np.flatnonzero(~is_like)
        place = int(np.searchsorted(unlike, middle))
        left = 0 if place == 0 else int(unlike[place - 1]) + 1
        right = len(wrong) if place == len(unlike) else int(unlike[place])
        grew = (left == 0 and begin < start and begin > max(first, lag)) or (
            right == len(wrong) and stop < end < len(fingerprints)
        )
        if not grew:
            return Match(begin + left, begin + right, lag)
        start, stop = min(start, begin + left), max(stop, begin + right)


def _uncovered(match: Match, covered: NDArray[np.bool_]) -> Match | None:
    """The longest part of a match that no other covers; None where they cover all of it."""
    edges = np.flatnonzero(np.diff(covered[match.start : match.stop], prepend=True, append=True))
    if len(edges) == 0:
        return None
    lengths = edges[1::2] - edges[::2]
    longest = int(np.argmax(lengths))
    start = match.start + int(edges[2 * longest])
    return Match(start, start + int(lengths[longest]), match.lag)


def _wrong_bits(fingerprints: Fingerprints, start: int, stop: int, lag: int) -> NDArray[np.float64]:
    """Share of differing bits of every step; a half where there is nothing to compare."""
    later, earlier = fingerprints[start:stop], fingerprints[start - lag : stop - lag]
    share = np.bitwise_count(later ^ earlier) / BITS
    return np.where((later == NOTHING) | (earlier == NOTHING), 0.5, share)
