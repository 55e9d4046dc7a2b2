"""Where sound waits for the device: a ring buffer, emptied by the device's clock."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples

FADE_SECONDS = 0.008
"""Length of the fades at a halt and after it: short, and no click."""

_LEAD_SECONDS = 0.003
_POLL_SECONDS = 0.001
_FADE_ATTEMPTS = 5


class DeviceRing(Protocol):
    """A ring buffer with a device at its other end; frames and rate are the device's.

    One Python thread at a time may call it (its owner holds a lock); the device empties it beside.
    No method waits for the device, except `halt` and `close`.

    Attributes:
        sample_rate: the device's rate in hertz.
        channels: the device's channels that are played.
        capacity_frames: how many frames it holds.
        latency_seconds: how long a frame that the device took is on its way to the ear.
    """

    sample_rate: int
    channels: int
    capacity_frames: int
    latency_seconds: float

    @property
    def waiting_frames(self) -> int:
        """Frames in the ring that the device has not taken."""

    @property
    def is_running(self) -> bool:
        """Whether the device takes frames: since `run`, until the ring was dry, or `halt`."""

    @property
    def is_alive(self) -> bool:
        """Whether the device still asks for sound, as far as PortAudio knows."""

    @property
    def late_blocks(self) -> int:
        """How often the device itself ran dry during runs, since this ring was made."""

    @property
    def silent_frames(self) -> int:
        """Frames of silence between runs, where one ended dry and the next began after it."""

    def push(self, samples: Samples) -> int:
        """Put as many frames of float32 (frames, channels) as fit; returns how many that were."""

    def run(self) -> None:
        """Let the device take frames; nothing changes where it already does."""

    def peek(self) -> Samples:
        """Return a copy of what waits, float32 (frames, channels)."""

    def halt(self) -> Samples:
        """Fade out within about 11 ms, empty the ring, and end the run.

        Returns:
            float32 (frames, channels): what was not heard, beginning where the fade began.
        """

    def close(self) -> None:
        """Let the device play what it took, then let go of it. Waits; for ever if it is dead."""

    def abandon(self) -> None:
        """Let go of a device that does not react. May wait for ever."""


def fade_ahead(segments: Callable[[], list[Samples]], sample_rate: int) -> tuple[Samples, int]:
    """Fade out what waits in a ring, in place, a little ahead of where the device reads.

    The device reads meanwhile: the first 3 ms are left alone, then follow a fade of 8 ms and
    silence. If the device overtakes the change (this thread had to wait for the processor), the
    sound is put back and faded later, so that it never breaks off.

    Args:
        segments: gives writable views of what waits by now, in order; one or more, each float32
            (frames, channels), any of them possibly empty.
        sample_rate: of the ring in hertz.

    Returns:
        A copy of what waited from the fade on; and how many frames still wait once it is silent.
    """
    for _ in range(_FADE_ATTEMPTS):
        waiting = np.concatenate(segments())
        fade_frames = min(round(FADE_SECONDS * sample_rate), len(waiting))
        lead_frames = min(round(_LEAD_SECONDS * sample_rate), len(waiting) - fade_frames)
        silent_from = lead_frames + fade_frames
        faded = waiting.copy()
        faded[lead_frames:silent_from] *= _rise(fade_frames)[::-1, np.newaxis]
        faded[silent_from:] = 0.0
        _replace_waiting(segments, faded)
        still_waiting = sum(len(segment) for segment in segments())
        if len(waiting) - still_waiting <= lead_frames:
            break
        _replace_waiting(segments, waiting)
    return waiting[lead_frames:], len(waiting) - silent_from


def fade_in(samples: Samples, sample_rate: int) -> Samples:
    """Return a copy whose first 8 ms rise from silence.

    Args:
        samples: float32 (frames, channels).
        sample_rate: in hertz.
    """
    faded = samples.copy()
    frames = min(round(FADE_SECONDS * sample_rate), len(faded))
    faded[:frames] *= _rise(frames)[:, np.newaxis]
    return faded


def wait_until(condition: Callable[[], bool], timeout_seconds: float) -> bool:
    """Look every millisecond until `condition` holds; returns whether it came to hold in time."""
    deadline = time.perf_counter() + timeout_seconds
    while not condition():
        if time.perf_counter() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def call_beside(work: Callable[[], None], patience_seconds: float) -> bool:
    """Call what a dead device may keep for ever; returns whether it was done in time.

    Any thread. Where it was not, it goes on in a thread of its own.
    """
    thread = threading.Thread(target=work, name="letting go of a sound device", daemon=True)
    thread.start()
    thread.join(patience_seconds)
    return not thread.is_alive()


def _rise(frames: int) -> NDArray[np.float32]:
    """Return half a raised cosine from above 0 to below 1, shape (frames,)."""
    phase = (np.arange(frames) + 0.5) / max(frames, 1)
    return (0.5 - 0.5 * np.cos(np.pi * phase)).astype(np.float32)


def _replace_waiting(segments: Callable[[], list[Samples]], samples: Samples) -> None:
    """Overwrite what waits with the end of `samples`, which is as long or longer."""
    views = segments()
    start = len(samples) - sum(len(view) for view in views)
    for view in views:
        view[:] = samples[start : start + len(view)]
        start += len(view)
