"""What an input hears of a room, and what is said where it hears nothing."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.errors import PlaybackError
from audiosynth_gui.playback import input as input_module
from audiosynth_gui.playback.devices import default_input_device, list_input_devices, rescan
from audiosynth_gui.playback.input import BufferedInput, Input, open_input
from tests.playback.hand_clock import HandClock
from tests.playback.playing import busy_python_thread
from tests.playback.scripted_ring import ScriptedInputRing
from tests.playback.sounds import sweep
from tests.room import Room
from tests.sound_comparison import discontinuities, find_sound
from tests.sound_sink import SINK_SAMPLE_RATE

_WITHOUT_DEVICES = """
from audiosynth_gui.errors import PlaybackError
from audiosynth_gui.playback.input import open_input
try:
    open_input(None, (1,))
except PlaybackError as error:
    print(error)
"""


@contextmanager
def opened(*channels: int, sample_rate: int | None = None) -> Iterator[Input]:
    made = open_input(None, channels, sample_rate)
    try:
        yield made
    finally:
        made.close()


def hear(source: Input, room: Room, sound: Samples) -> Samples:
    """Read while a sound is in the room, and half a second longer."""
    blocks: list[Samples] = []
    with room.sounding(sound) as player:
        while player.poll() is None:
            blocks.append(source.read())
            time.sleep(0.005)
        end = time.monotonic() + 0.5
        while time.monotonic() < end:
            blocks.append(source.read())
            time.sleep(0.005)
    return np.concatenate(blocks)


def test_what_sounds_is_recorded_beside_a_busy_thread(room: Room) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 1.5)
    with opened(1, 2) as source, busy_python_thread():
        heard = hear(source, room, sound)
        assert (source.overflows, source.problem) == (0, None)
        assert (source.sample_rate, source.channels) == (SINK_SAMPLE_RATE, 2)
    assert discontinuities(heard, sound) == ()


def test_one_channel_is_that_channel_and_no_mix(room: Room) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 0.7)
    with opened(2) as source:
        right = hear(source, room, sound)
    with opened(1) as source:
        left = hear(source, room, sound)
    assert discontinuities(right, sound[:, 1:]) == ()
    assert discontinuities(left, sound[:, :1]) == ()


def test_another_rate_is_resampled(room: Room) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 0.7)
    with opened(1, sample_rate=22_050) as source:
        heard = hear(source, room, sound)
    wanted = sweep(22_050, 0.7, channels=1)
    start = find_sound(heard, wanted)
    middle = slice(1_000, 10_000)  # its ends sound of the resampler's filter
    difference = heard[start:][middle] - wanted[middle]
    assert np.sqrt(np.mean(difference**2)) < 0.02  # up to half a sample of delay


def test_without_rtmixer_python_records(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_module, "load_rtmixer", lambda: None)
    sound = sweep(SINK_SAMPLE_RATE, 0.7)
    with opened(1, 2) as source:
        heard = hear(source, room, sound)
        assert source.overflows == 0
    assert discontinuities(heard, sound) == ()


def test_sound_that_nobody_reads_in_time_is_counted_and_the_input_goes_on(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(input_module, "RING_SECONDS", 0.05)
    with opened(1, 2) as source:
        time.sleep(0.5)
        source.read()
        assert source.overflows == 1
        heard = hear(source, room, sweep(SINK_SAMPLE_RATE, 0.3))
        assert np.abs(heard).max() > 0.4


def test_an_open_input_survives_a_look_for_devices(room: Room) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 0.3)
    with opened(1, 2) as source:
        rescan()
        heard = hear(source, room, sound)
        assert source.problem is None
    assert discontinuities(heard, sound) == ()
    rescan()
    assert default_input_device() in list_input_devices()


def test_channels_that_the_device_has_not(room: Room) -> None:
    device = default_input_device()
    with pytest.raises(PlaybackError, match=r"has \d+ channels, not the asked-for 1 and 99\."):
        open_input(device, (1, 99))


def test_a_device_that_falls_silent_is_told() -> None:
    clock = HandClock()
    ring = ScriptedInputRing()
    source = BufferedInput(ring, "Box", 1, clock=clock)
    ring.waiting.append(np.ones((10, 1), np.float32))
    assert len(source.read()) == 10
    clock.pass_seconds(1.9)
    source.read()
    assert source.problem is None
    clock.pass_seconds(0.2)
    source.read()
    assert str(source.problem).startswith("The device that is recorded from gives no sound")
    source.close()
    assert ring.is_abandoned


def test_a_device_that_ends_is_told_and_its_last_sound_comes() -> None:
    ring = ScriptedInputRing()
    source = BufferedInput(ring, "Box", 1)
    ring.waiting.append(np.full((10, 1), np.nan, np.float32))
    ring.is_alive = False
    np.testing.assert_array_equal(source.read(), np.zeros((10, 1), np.float32))
    assert source.problem is not None
    source.close()
    source.close()


def test_without_a_device_that_is_said(room: Room) -> None:
    result = subprocess.run(
        [sys.executable, "-c", _WITHOUT_DEVICES],
        env={**room.sink.environment, "PULSE_SERVER": "unix:/nowhere"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.startswith("No microphone or other device to record from was found. ")
