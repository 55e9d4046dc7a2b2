"""Compare what was heard with what was sent, frame by frame."""

from dataclasses import dataclass

import numpy as np
from scipy.signal import correlate

from audiosynth_gui.audio.buffer import Samples

TOLERANCE = 1e-5
"""Largest difference between a sent and a heard sample that counts as equal (full scale is ±1)."""

_PROBE_FRAMES = 2048


@dataclass(frozen=True)
class Discontinuity:
    """A place where the heard sound leaves the sent one.

    Attributes:
        sent_frame: frame of the sent sound at which they part.
        lost_frames: frames of the sent sound that were not heard there.
        inserted_frames: frames heard in their place (silence, mostly).
    """

    sent_frame: int
    lost_frames: int
    inserted_frames: int


@dataclass(frozen=True)
class Comparison:
    """The sent sound as found in the heard one.

    Attributes:
        heard_start: frame of the heard sound at which the sent one begins.
        matched_frames: frames of the sent sound that were heard, up to where it ends or is cut.
        discontinuities: every place where the two part before that.
    """

    heard_start: int
    matched_frames: int
    discontinuities: tuple[Discontinuity, ...]


def find_sound(heard: Samples, wanted: Samples) -> int:
    """Return the frame of `heard` at which `wanted` fits best (normalised cross-correlation).

    Args:
        heard: float32 (frames, channels).
        wanted: float32 (frames, channels), not longer than `heard`, not silent.
    """
    similarity = np.zeros(len(heard) - len(wanted) + 1)
    energy = np.zeros(len(heard) + 1)
    for channel in range(heard.shape[1]):
        similarity += correlate(
            heard[:, channel].astype(np.float64), wanted[:, channel].astype(np.float64), "valid"
        )
        energy[1:] += np.cumsum(heard[:, channel].astype(np.float64) ** 2)
    window_energy = energy[len(wanted) :] - energy[: len(energy) - len(wanted)]
    floor = 1e-9 * float(np.sum(wanted.astype(np.float64) ** 2))
    return int(np.argmax(similarity / np.sqrt(np.maximum(window_energy, floor))))


def compare_sounds(heard: Samples, sent: Samples, tolerance: float = TOLERANCE) -> Comparison:
    """Align `sent` in `heard` and list every place where they part.

    After each gap the rest of the sent sound is searched again, so that one gap counts once.
    Where the rest is found nowhere, the sound was cut there and the comparison ends.

    Args:
        heard: float32 (frames, channels), what came out.
        sent: float32 (frames, channels), what went in; must not repeat itself within the
            distance of a gap (use a sweep, not a plain sine).
        tolerance: largest difference of equal samples.

    Returns:
        The comparison; nothing matched where nothing of the sent sound was heard.
    """
    start = _go_on(heard, 0, sent, 0, tolerance)
    if start is None:
        return Comparison(heard_start=0, matched_frames=0, discontinuities=())
    sent_frame, heard_frame = start
    gaps = [Discontinuity(0, sent_frame, 0)] if sent_frame > 0 else []
    heard_start = heard_frame - sent_frame
    while True:
        sent_frame, heard_frame = _past_equal(heard, heard_frame, sent, sent_frame, tolerance)
        after_gap = _go_on(heard, heard_frame, sent, sent_frame, tolerance)
        if after_gap is None:
            return Comparison(heard_start, sent_frame, tuple(gaps))
        lost_frames, inserted_frames = after_gap[0] - sent_frame, after_gap[1] - heard_frame
        gaps.append(Discontinuity(sent_frame, lost_frames, inserted_frames))
        sent_frame, heard_frame = after_gap


def discontinuities(
    heard: Samples, sent: Samples, tolerance: float = TOLERANCE
) -> tuple[Discontinuity, ...]:
    """List the gaps in `heard`, and fail unless the whole of `sent` was heard.

    Raises:
        AssertionError: the sent sound, or its end, is missing in the heard one.
    """
    comparison = compare_sounds(heard, sent, tolerance)
    assert comparison.matched_frames == len(sent), (
        f"only {comparison.matched_frames} of {len(sent)} sent frames were heard; "
        f"gaps: {comparison.discontinuities}"
    )
    return comparison.discontinuities


def _past_equal(
    heard: Samples, heard_frame: int, sent: Samples, sent_frame: int, tolerance: float
) -> tuple[int, int]:
    """Return the first (sent, heard) frame at which the two differ, or at which one ends."""
    frames = min(len(heard) - heard_frame, len(sent) - sent_frame)
    differs = np.any(
        np.abs(heard[heard_frame : heard_frame + frames] - sent[sent_frame : sent_frame + frames])
        > tolerance,
        axis=1,
    )
    equal_frames = int(np.argmax(differs)) if differs.any() else frames
    return sent_frame + equal_frames, heard_frame + equal_frames


def _go_on(
    heard: Samples, heard_frame: int, sent: Samples, sent_frame: int, tolerance: float
) -> tuple[int, int] | None:
    """Return the first (sent, heard) frame from which the two agree again, or None."""
    heard_rest = heard[heard_frame:]
    for probe_start in range(sent_frame, len(sent), _PROBE_FRAMES // 2):
        probe = sent[probe_start : probe_start + _PROBE_FRAMES]
        if len(heard_rest) < len(probe) or not np.any(probe):
            return None
        found = find_sound(heard_rest, probe)
        if np.allclose(heard_rest[found : found + len(probe)], probe, atol=tolerance, rtol=0.0):
            back = min(found, probe_start - sent_frame)
            differs = np.any(
                np.abs(heard_rest[found - back : found] - sent[probe_start - back : probe_start])
                > tolerance,
                axis=1,
            )
            equal_frames = int(np.argmax(differs[::-1])) if differs.any() else back
            return probe_start - equal_frames, heard_frame + found - equal_frames
    return None
