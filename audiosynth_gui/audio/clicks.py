"""The clicks that count in a recording."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples

BEATS_IN_BAR = 4

_CLICK_SECONDS = 0.03
_FIRST_HERTZ, _OTHER_HERTZ = 1_600.0, 1_000.0
_PEAK = 0.4
_DECAYS = 8.0


def count_in_seconds(bars: int, beats_per_minute: float) -> float:
    """How long a count-in of so many bars of four beats lasts."""
    return bars * BEATS_IN_BAR * 60.0 / beats_per_minute


def count_in_sound(bars: int, beats_per_minute: float, sample_rate: int) -> Samples:
    """Make the clicks of a count-in: one a beat, the first of each bar higher.

    Args:
        bars: of four beats each, 0 or more.
        beats_per_minute: tempo, above 0.
        sample_rate: in hertz.

    Returns:
        float32, shape (frames, 1), within ±0.4, as long as the bars; the beat after the last one
        is where the music begins.
    """
    frames = round(count_in_seconds(bars, beats_per_minute) * sample_rate)
    sound = np.zeros((frames, 1), np.float32)
    time = np.arange(round(_CLICK_SECONDS * sample_rate)) / sample_rate
    fading = _PEAK * np.exp(-_DECAYS * time / _CLICK_SECONDS)
    for beat in range(bars * BEATS_IN_BAR):
        hertz = _OTHER_HERTZ if beat % BEATS_IN_BAR else _FIRST_HERTZ
        click = (fading * np.sin(2.0 * np.pi * hertz * time)).astype(np.float32)
        start = round(beat * 60.0 / beats_per_minute * sample_rate)
        place = sound[start : start + len(click), 0]
        place[:] = click[: len(place)]
    return sound
