"""Devices that sound can go to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audiosynth_gui.errors import PlaybackError
from audiosynth_gui.playback.portaudio import load_portaudio

_NO_DEVICE = PlaybackError(
    "No device to play sound on was found.",
    "Connect loudspeakers or headphones and look for devices again; until then playing is silent.",
)


@dataclass(frozen=True)
class OutputDevice:
    """A device that can play sound.

    Attributes:
        index: PortAudio's number of it, valid until the next `rescan()`; None stands for
            whatever the system's default is when an output is opened.
        name: as the system calls it, with the sound system where there are several.
        sample_rate: the device's own rate in hertz.
        channels: how many it has at most.
        is_default: whether it is the one that the system prefers.
    """

    index: int | None
    name: str
    sample_rate: int
    channels: int
    is_default: bool


def list_output_devices() -> tuple[OutputDevice, ...]:
    """List the devices that can play, as known since the start or the last `rescan()`. Any thread.

    Never fails: without PortAudio or without devices it is empty, and `playback_problem()` says
    why.
    """
    try:
        sounddevice = load_portaudio()
    except PlaybackError:
        return ()
    try:
        return describe_devices(sounddevice.query_devices(), sounddevice.query_hostapis())
    except sounddevice.PortAudioError:
        return ()


def describe_devices(
    devices: Sequence[Mapping[str, Any]], sound_systems: Sequence[Mapping[str, Any]]
) -> tuple[OutputDevice, ...]:
    """Turn PortAudio's two tables into the devices that can play. Any thread.

    Args:
        devices: as `sounddevice.query_devices()` gives them; their order is their index.
        sound_systems: as `sounddevice.query_hostapis()` gives them.
    """
    default_index = _default_output(sound_systems)
    used = {device["hostapi"] for device in devices if device["max_output_channels"] > 0}
    found = []
    for index, device in enumerate(devices):
        if device["max_output_channels"] <= 0:
            continue
        system = f" ({sound_systems[device['hostapi']]['name']})" if len(used) > 1 else ""
        found.append(
            OutputDevice(
                index=index,
                name=f"{device['name']}{system}",
                sample_rate=round(device["default_samplerate"]),
                channels=device["max_output_channels"],
                is_default=index == default_index,
            )
        )
    return tuple(found)


def default_output_device() -> OutputDevice:
    """Return the device that the system prefers, else the first one. Any thread.

    Raises:
        PlaybackError: PortAudio is missing, or there is no device.
    """
    load_portaudio()
    devices = list_output_devices()
    if not devices:
        raise _NO_DEVICE
    return next((device for device in devices if device.is_default), devices[0])


def playback_problem() -> str | None:
    """Return why nothing can be heard and what to do about it, or None. Any thread."""
    try:
        default_output_device()
    except PlaybackError as error:
        return str(error)
    return None


def rescan() -> None:
    """Look for devices again: PortAudio knows only those that were there when it started.

    Every output must be closed before, since open ones lose their device; to be called by the
    thread that opens and closes outputs. Without PortAudio nothing happens.
    """
    try:
        sounddevice = load_portaudio()
    except PlaybackError:
        return
    # The documented way for PortAudio; sounddevice offers no public name for it.
    sounddevice._terminate()
    sounddevice._initialize()


def _default_output(sound_systems: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the index of the preferred device.

    On Windows PortAudio prefers MME, whose latency is above 90 ms; WASAPI has the same devices.
    """
    by_preference = sorted(sound_systems, key=lambda system: system["name"] != "Windows WASAPI")
    candidates = [int(system["default_output_device"]) for system in by_preference]
    return next((index for index in candidates if index >= 0), None)
