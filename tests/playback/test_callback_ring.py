"""The ring that a Python callback empties, with the device's part played by the test."""

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback import stream_ring
from audiosynth_gui.playback.callback_ring import CallbackRing
from audiosynth_gui.playback.stream_ring import RingRequest

_NO_STATUS = SimpleNamespace(output_underflow=False)
_LATE = SimpleNamespace(output_underflow=True)

Callback = Callable[[Samples, int, Any, Any], None]


class _Stream:
    """Stands in for sounddevice.OutputStream."""

    active = True
    latency = 0.1

    def __init__(self, callback: Callback, **options: Any) -> None:
        self.callback = callback
        self.options = options
        self.calls: list[str] = []

    def start(self) -> None:
        self.calls.append("start")

    def stop(self) -> None:
        self.calls.append("stop")

    def close(self) -> None:
        self.calls.append("close")


class _Device:
    """A ring of 100 frames at 1 kHz, and the hand that pulls sound out of it."""

    def __init__(self, latency: float | str = "low") -> None:
        self.streams: list[_Stream] = []
        sounddevice = ModuleType("sounddevice")
        sounddevice.OutputStream = self._open  # type: ignore[attr-defined]
        self.ring = CallbackRing(sounddevice, RingRequest(None, 1000, 2, 100, latency))
        (self.stream,) = self.streams

    def _open(self, **options: Any) -> _Stream:
        self.streams.append(_Stream(**options))
        return self.streams[-1]

    def pull(self, frames: int, status: Any = _NO_STATUS) -> Samples:
        out = np.full((frames, 2), np.nan, np.float32)
        self.stream.callback(out, frames, None, status)
        return out


def _ramp(start: int, stop: int) -> Samples:
    return np.repeat(np.arange(start, stop, dtype=np.float32)[:, np.newaxis], 2, axis=1)


def test_frames_come_out_as_they_went_in_over_the_end_of_the_ring() -> None:
    device = _Device()
    ring = device.ring
    assert ring.push(_ramp(1, 61)) == 60
    assert np.all(device.pull(10) == 0.0), "nothing before it runs"
    ring.run()
    assert np.array_equal(device.pull(40), _ramp(1, 41))
    assert ring.push(_ramp(61, 161)) == 80
    assert ring.waiting_frames == 100
    assert np.array_equal(ring.peek(), _ramp(41, 141))
    assert np.array_equal(device.pull(100), _ramp(41, 141))
    assert ring.is_running


def test_dry_ring_ends_the_run_and_counts_silence_once_it_goes_on() -> None:
    device = _Device()
    ring = device.ring
    ring.push(_ramp(1, 31))
    ring.run()
    out = device.pull(50)
    assert np.array_equal(out[:30], _ramp(1, 31))
    assert np.all(out[30:] == 0.0)
    assert not ring.is_running
    device.pull(50)
    assert ring.silent_frames == 0
    ring.push(_ramp(31, 41))
    ring.run()
    assert ring.silent_frames == 70
    assert np.array_equal(device.pull(10), _ramp(31, 41))


def test_late_blocks_count_during_runs_only() -> None:
    device = _Device()
    device.pull(10, _LATE)
    device.ring.push(_ramp(0, 50))
    device.ring.run()
    device.pull(10, _LATE)
    device.pull(10)
    assert device.ring.late_blocks == 1


def test_halt_fades_out_and_gives_back_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    device = _Device()
    ring = device.ring
    ring.push(np.ones((80, 2), np.float32))
    ring.run()
    heard = [device.pull(10)]

    def pull_until(condition: Callable[[], bool], _timeout_seconds: float) -> bool:
        while not condition():
            heard.append(device.pull(1))
        return True

    monkeypatch.setattr(stream_ring, "wait_until", pull_until)
    rest = ring.halt()
    sound = np.concatenate(heard)[:, 0]
    assert np.all(sound[:13] == 1.0), "3 ms ahead"
    assert np.all(np.diff(sound[12:21]) < 0.0), "8 ms of fade"
    assert not np.any(sound[21:])
    assert np.array_equal(rest, np.ones((67, 2), np.float32))
    assert (ring.waiting_frames, ring.is_running, ring.is_alive) == (0, False, True)


def test_device_is_asked_for_a_latency_that_python_can_keep() -> None:
    assert _Device("low").stream.options["latency"] == 0.1
    assert _Device(0.03).stream.options["latency"] == 0.1
    assert _Device(0.4).stream.options["latency"] == 0.4


def test_close_lets_the_device_play_on_and_abandon_does_not() -> None:
    closed, abandoned = _Device(), _Device()
    closed.ring.close()
    abandoned.ring.abandon()
    assert closed.stream.calls == ["start", "stop", "close"]
    assert abandoned.stream.calls == ["start", "close"]
