"""Where sound goes: what an output can do, and how to open one."""

import time
from typing import Protocol

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.errors import PlaybackError
from audiosynth_gui.playback.buffered_output import BufferedOutput
from audiosynth_gui.playback.callback_ring import CallbackRing
from audiosynth_gui.playback.device_ring import DeviceRing
from audiosynth_gui.playback.devices import OutputDevice, default_output_device
from audiosynth_gui.playback.level import Level
from audiosynth_gui.playback.portaudio import DEVICE_LIST, load_rtmixer, opening_device
from audiosynth_gui.playback.rtmixer_ring import RtmixerRing
from audiosynth_gui.playback.silent_ring import Clock, SilentRing
from audiosynth_gui.playback.stream_ring import RingRequest

DEVICE_LATENCY_SECONDS = 0.03
"""What a device is asked for: at 10 ms devices ran dry beside busy programs, at 30 ms none did."""

_MOST_CHANNELS = 2


class Output(Protocol):
    """Plays one sound after another, each written in blocks ahead of the listener.

    A sound lasts from opening or `begin` until `finish` or `stop`; what is written after that is
    dropped until the next `begin`, so that a late block is never heard. `write` and `finish`
    belong to one thread that may wait (the feeding thread); everything else may be called by any
    thread. All counts are frames of the sound as it is written.

    Attributes:
        sample_rate: of the sound written, in hertz (the device may have another).
        channels: of the sound written.
        latency_seconds: from writing into a full ring to hearing: ring and device.
    """

    sample_rate: int
    channels: int
    latency_seconds: float

    @property
    def problem(self) -> str | None:
        """Why nothing is heard and what to do about it; None while all is well."""

    @property
    def is_paused(self) -> bool:
        """Whether the sound was paused and not resumed."""

    @property
    def free_frames(self) -> int:
        """Frames that `write` would take without waiting."""

    @property
    def played_frames(self) -> int:
        """Frames of this sound that reached the ear, the device's latency allowed for."""

    @property
    def buffered_frames(self) -> int:
        """Frames written and not yet taken by the device."""

    @property
    def underruns(self) -> int:
        """Gaps heard since opening: the feeding thread was late, or the device's own buffer was.

        Nothing counts before a sound starts, while it is paused, or after its end.
        """

    @property
    def silent_frames(self) -> int:
        """Frames of silence heard since opening because the feeding thread was late."""

    @property
    def replaced_samples(self) -> int:
        """Samples of this sound that were NaN or infinite, and were played as silence."""

    def write(self, samples: Samples) -> bool:
        """Play this after all that was written before. Waits while the ring is full or paused.

        The sound starts when the ring is half full, or at `finish`.

        Args:
            samples: float32, shape (frames, channels); what exceeds ±1 is clipped at the device.

        Returns:
            False when the sound is over (`stop`, `finish`, `close`): write no more of it.

        Raises:
            ValueError: another shape.
        """

    def finish(self) -> bool:
        """End the sound: wait until all of it was heard. Returns False when it was stopped."""

    def level(self) -> Level:
        """Return peak and RMS of each channel, of what was heard since the last call."""

    def pause(self) -> None:
        """Fade out as `stop` does; what was not heard is kept."""

    def resume(self) -> None:
        """Go on after `pause`."""

    def stop(self) -> None:
        """End the sound: fade out within about 11 ms and the device's latency, drop the rest.

        That is within 50 ms at the latency devices are asked for by default. A `write` or `finish`
        that waits returns False. Returns after about 20 ms.
        """

    def begin(self) -> None:
        """Stop the sound, if one plays, and be ready for another; its frames count from 0."""

    def close(self) -> None:
        """Stop, wait until the device has played what it holds, and let go of it.

        May be called again. From now on `write` returns False. Between two sounds `begin` is
        quicker than a new output.
        """


class SilentOutput(BufferedOutput):
    """An `Output` without a device: it keeps time, and everything but hearing works."""

    def __init__(
        self,
        sample_rate: int,
        channels: int,
        ring_seconds: float,
        problem: str | None = None,
        clock: Clock = time.perf_counter,
    ) -> None:
        """Be ready for the first sound.

        Args:
            sample_rate: of the sound that will be written, in hertz.
            channels: of that sound, 1 to 8.
            ring_seconds: how much is buffered at most.
            problem: why there is no device, in words for the musician.
            clock: gives the seconds that it keeps time by.
        """
        capacity_frames = max(1, round(ring_seconds * sample_rate))
        ring = SilentRing(sample_rate, min(channels, _MOST_CHANNELS), capacity_frames, clock)
        super().__init__(ring, sample_rate, channels, problem, clock)


def open_output(
    device: OutputDevice | None,
    sample_rate: int,
    channels: int,
    ring_seconds: float,
    latency: float | str = DEVICE_LATENCY_SECONDS,
) -> Output:
    """Open an output; a silent one, with its `problem` set, where that fails. Any thread.

    The device is opened at its own rate with at most two channels; sound is resampled (soxr) and
    mixed to fit. Between feeding thread and device lies a ring buffer that compiled code empties
    (rtmixer), so that a busy Python cannot be heard.

    Args:
        device: one of `list_output_devices()`, or None for the system's default.
        sample_rate: of the sound that will be written, in hertz.
        channels: of that sound, 1 to 8.
        ring_seconds: how far ahead sound is buffered at most.
        latency: what the device is asked for, in seconds, or PortAudio's own "low" or "high".
    """
    try:
        ring = _open_ring(device or default_output_device(), ring_seconds, latency)
    except PlaybackError as error:
        return SilentOutput(sample_rate, channels, ring_seconds, problem=str(error))
    return BufferedOutput(ring, sample_rate, channels)


def _open_ring(device: OutputDevice, ring_seconds: float, latency: float | str) -> DeviceRing:
    """Open the device with rtmixer, or without where that does not load.

    Raises:
        PlaybackError: PortAudio is missing or the device does not open.
    """
    rtmixer = load_rtmixer()
    request = RingRequest(
        device_index=device.index,
        sample_rate=device.sample_rate,
        # Even mono opens two channels where there are two: many devices refuse one.
        channels=min(device.channels, _MOST_CHANNELS),
        capacity_frames=max(1, round(ring_seconds * device.sample_rate)),
        latency=latency,
    )
    with DEVICE_LIST.opening(), opening_device(device.name, "playing") as sounddevice:
        if rtmixer is not None:
            return RtmixerRing(rtmixer, request)
        return CallbackRing(sounddevice, request)
