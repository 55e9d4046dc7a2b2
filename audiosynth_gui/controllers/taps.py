"""The tempo that somebody taps."""

from audiosynth_gui.features.tempo import FASTEST_BPM, SLOWEST_BPM

TAP_PAUSE_SECONDS = 3.0
"""After a pause as long as this the next tap begins anew: as long as a beat at the slowest."""

REMEMBERED_TAPS = 9


class Taps:
    """Finds the tempo that somebody taps. One thread."""

    def __init__(self) -> None:
        """Begin without a tap."""
        self._moments: list[float] = []

    def tap(self, moment_seconds: float) -> float | None:
        """Take a tap at a moment of any steady clock.

        Returns:
            beats a minute since the first of the last nine taps, 20 to 400; None at the first.
        """
        moments = self._moments
        if moments and not 0.0 < moment_seconds - moments[-1] < TAP_PAUSE_SECONDS:
            moments.clear()
        moments.append(moment_seconds)
        del moments[:-REMEMBERED_TAPS]
        if len(moments) < 2:
            return None
        bpm = 60.0 * (len(moments) - 1) / (moments[-1] - moments[0])
        return min(max(bpm, SLOWEST_BPM), FASTEST_BPM)

    @property
    def count(self) -> int:
        """How many taps are remembered of the present series."""
        return len(self._moments)
