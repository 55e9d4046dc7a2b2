"""Where sound comes from: a microphone or another input, read in blocks."""

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from audiosynth_gui.audio.buffer import Samples, only_numbers
from audiosynth_gui.audio.conversion import StreamingResampler
from audiosynth_gui.errors import PlaybackError
from audiosynth_gui.playback.device_ring import call_beside
from audiosynth_gui.playback.devices import InputDevice, default_input_device, list_input_devices
from audiosynth_gui.playback.input_ring import CallbackInputRing, InputRing, RtmixerInputRing
from audiosynth_gui.playback.portaudio import DEVICE_LIST, load_rtmixer, opening_device
from audiosynth_gui.playback.silent_ring import Clock
from audiosynth_gui.playback.stream_ring import RingRequest
from audiosynth_gui.playback.watchdog import Watchdog

INPUT_LATENCY_SECONDS = 0.02
"""What a device is asked for; heard only where the input is listened to while it is recorded."""

RING_SECONDS = 8.0
"""How long the program may be busy elsewhere, or the disk, before sound is lost."""

_CLOSE_PATIENCE_SECONDS = 2.0
_GONE_DEVICE = (
    "The device that is recorded from gives no sound any more. "
    "What was recorded is kept; connect the device again or choose another one."
)


class Input(Protocol):
    """Gives what a device hears, block by block. One thread at a time, except where noted.

    Attributes:
        name: of the device.
        sample_rate: of the blocks, in hertz (the device may have another).
        channels: of the blocks.
        latency_seconds: from the microphone to `read`, as far as the device says.
    """

    name: str
    sample_rate: int
    channels: int
    latency_seconds: float

    @property
    def overflows(self) -> int:
        """How often sound was lost since opening, because nobody read it in time."""

    @property
    def problem(self) -> str | None:
        """Why no sound comes any more and what to do about it; None while all is well."""

    def read(self) -> Samples:
        """Take all that was heard since the last call, without waiting.

        Returns:
            float32, shape (frames, channels), may be empty; NaN and infinite samples are silent.
        """

    def close(self) -> None:
        """Let go of the device; a second call does nothing. Returns within 2 s."""


OpenInput = Callable[[InputDevice | None, Sequence[int], int | None], Input]
"""As `open_input`: device or None for the default, channels, sample rate or None."""


class BufferedInput:
    """An `Input` (see there for every method) on an `InputRing`."""

    def __init__(
        self,
        ring: InputRing,
        name: str,
        channels: int,
        sample_rate: int | None = None,
        clock: Clock = time.perf_counter,
    ) -> None:
        """Take over an open ring.

        Args:
            ring: closed with this input.
            name: of the device.
            channels: of the ring.
            sample_rate: of what `read` gives, in hertz; the device's own where None.
            clock: what the watchdog measures its patience with.
        """
        self.name = name
        self.sample_rate = ring.sample_rate if sample_rate is None else sample_rate
        self.channels = channels
        self.latency_seconds = ring.latency_seconds
        self._ring = ring
        self._resampler = StreamingResampler(ring.sample_rate, self.sample_rate, channels)
        self._watchdog = Watchdog(clock)
        self._read_frames = 0
        self._problem: str | None = None
        self._is_closed = False
        DEVICE_LIST.hold()

    @property
    def overflows(self) -> int:
        """See `Input`."""
        return self._ring.overflows

    @property
    def problem(self) -> str | None:
        """See `Input`."""
        return self._problem

    def read(self) -> Samples:
        """See `Input`."""
        samples, _ = only_numbers(self._ring.pull())
        self._read_frames += len(samples)
        if not self._ring.is_alive or self._watchdog.is_stuck(self._read_frames, True):
            self._problem = _GONE_DEVICE
        return self._resampler.push(samples)

    def close(self) -> None:
        """See `Input`."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._problem is not None or not call_beside(self._ring.close, _CLOSE_PATIENCE_SECONDS):
            call_beside(self._ring.abandon, patience_seconds=0.0)
        DEVICE_LIST.release()


def open_input(
    device: InputDevice | None, channels: Sequence[int], sample_rate: int | None = None
) -> Input:
    """Open an input and start it. Any thread; to be closed by the same one.

    The device runs at its own rate; between it and `read` lies a ring buffer of 8 s that compiled
    code fills (rtmixer), so that no sound is lost beside a busy program.

    Args:
        device: one of `list_input_devices()`, or None for the system's default.
        channels: which of the device's channels to read, counted from 1: (1,) is mono.
        sample_rate: of what is read, in hertz; the device's own where None.

    Raises:
        PlaybackError: there is no device, it has no such channels, or it does not open.
    """
    with DEVICE_LIST.opening():
        found = default_input_device() if device is None else _present(device)
        if not channels or min(channels) < 1 or max(channels) > found.channels:
            asked = " and ".join(str(channel) for channel in channels)
            raise PlaybackError(
                f"“{found.name}” has {found.channels} channels, not the asked-for {asked}.",
                "Choose other channels.",
            )
        ring = _open_ring(found, channels)
        return BufferedInput(ring, found.name, len(channels), sample_rate)


def _present(device: InputDevice) -> InputDevice:
    """Find a device by its name: its number may be another since devices were looked for."""
    same = [one for one in list_input_devices() if one.name == device.name]
    return next((one for one in same if one.index == device.index), same[0] if same else device)


def _open_ring(device: InputDevice, channels: Sequence[int]) -> InputRing:
    """Open the device with rtmixer, or without where that does not load.

    Raises:
        PlaybackError: PortAudio is missing or the device does not open.
    """
    rtmixer = load_rtmixer()
    request = RingRequest(
        device_index=device.index,
        sample_rate=device.sample_rate,
        # Even mono opens two channels where there are two: sound systems would mix them else.
        channels=max(*channels, min(device.channels, 2)),
        capacity_frames=round(RING_SECONDS * device.sample_rate),
        latency=INPUT_LATENCY_SECONDS,
    )
    with opening_device(device.name, "recording") as sounddevice:
        if rtmixer is not None:
            return RtmixerInputRing(rtmixer, request, channels)
        return CallbackInputRing(sounddevice, request, channels)
