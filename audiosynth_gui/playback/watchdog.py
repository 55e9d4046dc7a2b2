"""Notices a device that takes no more sound without saying so (unplugged, asleep)."""

from audiosynth_gui.playback.silent_ring import Clock

PATIENCE_SECONDS = 2.0
"""For how long a device may take nothing while it should play."""


class Watchdog:
    """Looks only when it is asked, so it needs no thread of its own. Its owner holds a lock."""

    def __init__(self, clock: Clock) -> None:
        """Begin to watch; `clock` gives seconds."""
        self._clock = clock
        self._taken_frames = -1
        self._moved_at = clock()

    def is_stuck(self, taken_frames: int, is_expected: bool) -> bool:
        """Say whether nothing was taken for 2 s.

        Args:
            taken_frames: how many frames the device has taken so far.
            is_expected: whether it should take any; if not, the 2 s begin anew.
        """
        now = self._clock()
        if not is_expected or taken_frames != self._taken_frames:
            self._taken_frames = taken_frames
            self._moved_at = now
        return now - self._moved_at > PATIENCE_SECONDS
