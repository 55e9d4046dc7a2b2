"""Devices that sound can go to, and devices that it can come from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from audiosynth_gui.errors import PlaybackError
from audiosynth_gui.playback.portaudio import DEVICE_LIST, load_portaudio

_NO_OUTPUT_DEVICE = (
    "No device to play sound on was found.",
    "Connect loudspeakers or headphones and look for devices again; until then playing is silent.",
)
_NO_INPUT_DEVICE = (
    "No microphone or other device to record from was found.",
    "Connect one, then look for devices again.",
)


@dataclass(frozen=True)
class SoundDevice:
    """What is known of a device, whichever way sound goes.

    Attributes:
        index: PortAudio's number of it, valid until the next `rescan()`; None stands for
            whatever the system's default is when it is opened.
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


@dataclass(frozen=True)
class OutputDevice(SoundDevice):
    """A device that can play sound."""


@dataclass(frozen=True)
class InputDevice(SoundDevice):
    """A device that sound can be recorded from."""


Way = Literal["input", "output"]
Rows = Sequence[Mapping[str, Any]]
_Device = TypeVar("_Device", bound=SoundDevice)


def list_output_devices() -> tuple[OutputDevice, ...]:
    """List the devices that can play, as known since the start or the last `rescan()`. Any thread.

    Never fails: without PortAudio or without devices it is empty, and `playback_problem()` says
    why.
    """
    return describe_devices(*_tables())


def list_input_devices() -> tuple[InputDevice, ...]:
    """List the devices to record from, as `list_output_devices` does. Any thread."""
    return describe_input_devices(*_tables())


def describe_devices(devices: Rows, sound_systems: Rows) -> tuple[OutputDevice, ...]:
    """Turn PortAudio's two tables into the devices that can play. Any thread.

    Args:
        devices: as `sounddevice.query_devices()` gives them; their order is their index.
        sound_systems: as `sounddevice.query_hostapis()` gives them.
    """
    return _describe(OutputDevice, "output", devices, sound_systems)


def describe_input_devices(devices: Rows, sound_systems: Rows) -> tuple[InputDevice, ...]:
    """Turn PortAudio's two tables into the devices to record from; as `describe_devices`."""
    return _describe(InputDevice, "input", devices, sound_systems)


def default_output_device() -> OutputDevice:
    """Return the device that the system prefers, else the first one. Any thread.

    Raises:
        PlaybackError: PortAudio is missing, or there is no device.
    """
    return _preferred(list_output_devices(), _NO_OUTPUT_DEVICE)


def default_input_device() -> InputDevice:
    """Return the device that the system prefers to record from, else the first one. Any thread.

    Raises:
        PlaybackError: PortAudio is missing, or there is no device.
    """
    return _preferred(list_input_devices(), _NO_INPUT_DEVICE)


def recording_problem() -> str | None:
    """Return why nothing can be recorded and what to do about it, or None. Any thread."""
    return _problem_with(default_input_device)


def playback_problem() -> str | None:
    """Return why nothing can be heard and what to do about it, or None. Any thread."""
    return _problem_with(default_output_device)


def rescan() -> None:
    """Look for devices again: PortAudio knows only those that were there when it started.

    Every output must be closed before, since open ones lose their device; to be called by the
    thread that opens and closes outputs. Without PortAudio, or while an input is open (a recording
    must not break off), nothing happens.
    """
    try:
        sounddevice = load_portaudio()
    except PlaybackError:
        return
    with DEVICE_LIST.free() as is_free:
        if is_free:
            # The documented way for PortAudio; sounddevice offers no public name for it.
            sounddevice._terminate()
            sounddevice._initialize()


def _tables() -> tuple[Rows, Rows]:
    """Ask PortAudio for its devices and sound systems; nothing where it is missing."""
    try:
        sounddevice = load_portaudio()
    except PlaybackError:
        return (), ()
    try:
        return sounddevice.query_devices(), sounddevice.query_hostapis()
    except sounddevice.PortAudioError:
        return (), ()


def _describe(
    kind: type[_Device], way: Way, devices: Rows, sound_systems: Rows
) -> tuple[_Device, ...]:
    default_index = _default(way, sound_systems)
    channels_key = f"max_{way}_channels"
    used = {device["hostapi"] for device in devices if device[channels_key] > 0}
    found = []
    for index, device in enumerate(devices):
        if device[channels_key] <= 0:
            continue
        system = f" ({sound_systems[device['hostapi']]['name']})" if len(used) > 1 else ""
        found.append(
            kind(
                index=index,
                name=f"{device['name']}{system}",
                sample_rate=round(device["default_samplerate"]),
                channels=device[channels_key],
                is_default=index == default_index,
            )
        )
    return tuple(found)


def _problem_with(find: Callable[[], SoundDevice]) -> str | None:
    try:
        find()
    except PlaybackError as error:
        return str(error)
    return None


def _preferred(devices: Sequence[_Device], none_found: tuple[str, str]) -> _Device:
    """Return the one that the system prefers, else the first one.

    Raises:
        PlaybackError: PortAudio is missing; or there are none, and it says `none_found`.
    """
    load_portaudio()
    if not devices:
        raise PlaybackError(*none_found)
    return next((device for device in devices if device.is_default), devices[0])


def _default(way: Way, sound_systems: Rows) -> int | None:
    """Return the index of the preferred device.

    On Windows PortAudio prefers MME, whose latency is above 90 ms; WASAPI has the same devices.
    """
    by_preference = sorted(sound_systems, key=lambda system: system["name"] != "Windows WASAPI")
    candidates = [int(system[f"default_{way}_device"]) for system in by_preference]
    return next((index for index in candidates if index >= 0), None)
