"""Which devices are there, and what is said where there are none."""

import subprocess
import sys

import pytest

from audiosynth_gui.playback.devices import (
    InputDevice,
    OutputDevice,
    default_output_device,
    describe_devices,
    describe_input_devices,
    list_output_devices,
    playback_problem,
    rescan,
)
from tests.sound_sink import SoundSink

_WITHOUT_DEVICES = """
from audiosynth_gui.playback.devices import list_output_devices, playback_problem
print(list_output_devices(), playback_problem())
"""


def _device(name: str, system: int, outputs: int, rate: float = 44100.0) -> dict[str, object]:
    return {
        "name": name,
        "hostapi": system,
        "max_output_channels": outputs,
        "default_samplerate": rate,
    }


def test_devices_of_one_sound_system() -> None:
    devices = [_device("Microphone", 0, 0), _device("Speakers", 0, 2), _device("USB", 0, 8, 48e3)]
    systems = [{"name": "Core Audio", "default_output_device": 2}]
    assert describe_devices(devices, systems) == (
        OutputDevice(1, "Speakers", 44100, 2, is_default=False),
        OutputDevice(2, "USB", 48000, 8, is_default=True),
    )


def test_wasapi_is_preferred_and_systems_are_named_where_there_are_several() -> None:
    devices = [_device("Speakers", 0, 2), _device("Speakers", 1, 2, 48000.0)]
    systems = [
        {"name": "MME", "default_output_device": 0},
        {"name": "Windows WASAPI", "default_output_device": 1},
    ]
    assert describe_devices(devices, systems) == (
        OutputDevice(0, "Speakers (MME)", 44100, 2, is_default=False),
        OutputDevice(1, "Speakers (Windows WASAPI)", 48000, 2, is_default=True),
    )


def test_no_device_at_all() -> None:
    assert describe_devices([], [{"name": "ALSA", "default_output_device": -1}]) == ()


@pytest.mark.usefixtures("sound_sink")
def test_speaker_is_found_again_after_a_rescan() -> None:
    rescan()
    (device,) = list_output_devices()
    assert default_output_device() == device
    assert (device.sample_rate, device.is_default) == (44100, True)
    assert device.channels >= 2
    assert playback_problem() is None


def test_without_a_device_that_is_said(sound_sink: SoundSink) -> None:
    environment = {**sound_sink.environment, "PULSE_SERVER": "unix:/nowhere"}
    result = subprocess.run(
        [sys.executable, "-c", _WITHOUT_DEVICES],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.startswith("() No device to play sound on was found. Connect ")


def test_inputs_are_found_in_the_same_tables() -> None:
    microphone = {**_device("Microphone", 0, 0, 48e3), "max_input_channels": 1}
    box = {**_device("Box", 0, 2), "max_input_channels": 8}
    speakers = {**_device("Speakers", 0, 2), "max_input_channels": 0}
    systems = [{"name": "Core Audio", "default_input_device": 2, "default_output_device": 0}]
    assert describe_input_devices([speakers, microphone, box], systems) == (
        InputDevice(1, "Microphone", 48000, 1, is_default=False),
        InputDevice(2, "Box", 44100, 8, is_default=True),
    )
