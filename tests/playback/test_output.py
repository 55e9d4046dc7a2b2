"""Sound written to an output, and what the speaker plays."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.conversion import convert_channels, resample
from audiosynth_gui.playback import output as output_module
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import Output, SilentOutput, open_output
from tests.playback.sounds import sweep
from tests.sound_comparison import compare_sounds, discontinuities
from tests.sound_sink import SINK_SAMPLE_RATE, HeardSound, SoundSink

# Machines that run tests are busier than those that play music: the device gets a long buffer.
DEVICE_LATENCY_SECONDS = 0.2
FADE_FRAMES = 353  # 8 ms


@contextmanager
def _opened(sample_rate: int = SINK_SAMPLE_RATE, channels: int = 2) -> Iterator[Output]:
    output = open_output(
        None, sample_rate, channels, ring_seconds=0.4, latency=DEVICE_LATENCY_SECONDS
    )
    try:
        assert output.problem is None
        yield output
    finally:
        output.close()


@contextmanager
def _busy_python_thread() -> Iterator[None]:
    """Keep another thread computing, which leaves the GIL only when made to."""
    done = threading.Event()

    def compute() -> None:
        while not done.is_set():
            sum(range(10_000))

    thread = threading.Thread(target=compute)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def _feeding(work: Callable[[], object]) -> Iterator[None]:
    """Run `work` in a thread beside the body, and wait for it."""
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _write_in_blocks(output: Output, sound: Samples, block_frames: int = 1000) -> None:
    for start in range(0, len(sound), block_frames):
        assert output.write(sound[start : start + block_frames])


def _wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.002)  # the test's own time limit ends this


def _last_sounding_frame(heard: HeardSound) -> int:
    return int(np.flatnonzero(np.abs(heard.samples).max(axis=1) > 1e-6)[-1])


def test_what_is_written_is_heard_beside_a_busy_thread(sound_sink: SoundSink) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 1.5)
    with sound_sink.record() as heard, _opened() as output, _busy_python_thread():
        _write_in_blocks(output, sound)
        assert output.finish()
        assert output.played_frames == len(sound)
        assert (output.underruns, output.silent_frames) == (0, 0)
    assert discontinuities(heard.samples, sound) == ()


@pytest.mark.recordings
def test_recording_is_heard_as_it_is(sound_sink: SoundSink, recordings_path: Path) -> None:
    sound, rate = soundfile.read(
        recordings_path / "vibe-ace.ogg", start=200_000, frames=50_000, dtype="float32",
        always_2d=True,
    )  # fmt: skip
    expected = convert_channels(resample(sound, rate, SINK_SAMPLE_RATE), 2)
    with sound_sink.record() as heard, _opened(rate, sound.shape[1]) as output:
        _write_in_blocks(output, sound)
        assert output.finish()
        assert output.underruns == 0
    assert discontinuities(heard.samples, expected) == ()


def test_other_rate_and_mono_fit_the_device(sound_sink: SoundSink) -> None:
    sound = sweep(16000, 0.7, channels=1)
    expected = convert_channels(resample(sound, 16000, SINK_SAMPLE_RATE), 2)
    with sound_sink.record() as heard, _opened(16000, channels=1) as output:
        _write_in_blocks(output, sound)
        assert output.finish()
        assert output.played_frames == len(sound)
    assert discontinuities(heard.samples, expected) == ()


def test_dry_ring_is_counted_and_the_sound_goes_on(sound_sink: SoundSink) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 1.5)
    first_frames = 30_000
    with sound_sink.record() as heard, _opened() as output:
        assert output.write(sound[:first_frames])
        _wait_until(lambda: output.played_frames == first_frames)
        assert output.underruns == 0
        assert output.write(sound[first_frames:])
        assert output.finish()
        assert output.underruns == 1
        silent_frames = output.silent_frames
    (gap,) = discontinuities(heard.samples, sound)
    assert (gap.sent_frame, gap.lost_frames) == (first_frames, 0)
    assert abs(gap.inserted_frames - silent_frames) < DEVICE_LATENCY_SECONDS * SINK_SAMPLE_RATE


def test_stop_fades_out_at_once(sound_sink: SoundSink) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 6.0)
    with sound_sink.record() as heard, _opened() as output:
        with _feeding(lambda: output.write(sound)):
            _wait_until(lambda: output.played_frames > 20_000)
            played_before = output.played_frames
            output.stop()
        played = output.played_frames
        assert not output.write(sound), "what comes late is not played"
        assert not output.finish()
        assert output.underruns == 0
    comparison = compare_sounds(heard.samples, sound)
    assert comparison.discontinuities == ()
    faded_out_frame = _last_sounding_frame(heard) - comparison.heard_start
    assert played <= faded_out_frame <= played + FADE_FRAMES
    # 13 ms and a device of 200 ms, and patience for a busy machine: far less than what waited.
    assert faded_out_frame < played_before + 0.45 * SINK_SAMPLE_RATE
    assert np.abs(np.diff(heard.samples, axis=0)).max() <= np.abs(np.diff(sound, axis=0)).max()


def test_pause_keeps_the_sound_and_resume_goes_on(sound_sink: SoundSink) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 1.2)
    with sound_sink.record() as heard, _opened() as output:
        with _feeding(lambda: (output.write(sound), output.finish())):
            _wait_until(lambda: output.played_frames > 20_000)
            output.pause()
            assert output.is_paused
            played = output.played_frames
            time.sleep(0.1)
            assert output.played_frames == played
            assert output.level().peak == (0.0, 0.0)
            output.resume()
        assert output.played_frames == len(sound)
        assert (output.underruns, output.silent_frames) == (0, 0)
    (gap,) = discontinuities(heard.samples, sound)
    assert gap.sent_frame == pytest.approx(played, abs=2)
    assert gap.lost_frames <= FADE_FRAMES
    assert np.abs(np.diff(heard.samples, axis=0)).max() <= np.abs(np.diff(sound, axis=0)).max()


def test_one_sound_after_another(sound_sink: SoundSink) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 0.4)
    with sound_sink.record() as heard, _opened() as output:
        assert output.write(sound[:10_000])
        output.begin()
        assert output.played_frames == 0
        assert output.write(sound)
        assert output.finish()
        assert not output.write(sound)
    assert compare_sounds(heard.samples, sound).matched_frames == len(sound)


def test_closed_output_takes_nothing(sound_sink: SoundSink) -> None:
    with _opened() as output:
        output.close()
        output.close()
        output.begin()
        assert not output.write(sweep(SINK_SAMPLE_RATE, 0.1))
        assert output.level().peak == (0.0, 0.0)


def test_without_rtmixer_python_plays(
    sound_sink: SoundSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_module, "load_rtmixer", lambda: None)
    sound = sweep(SINK_SAMPLE_RATE, 0.7)
    with sound_sink.record() as heard, _opened() as output:
        assert output.write(sound)
        assert output.finish()
        assert output.underruns == 0
    assert discontinuities(heard.samples, sound) == ()


def test_device_that_does_not_open_is_a_problem_in_words(
    sound_sink: SoundSink,
) -> None:
    gone = OutputDevice(index=99, name="Old box", sample_rate=44100, channels=2, is_default=False)
    output = open_output(gone, 44100, 2, ring_seconds=0.1)
    assert output.problem is not None
    assert output.problem.startswith("“Old box” cannot be opened for playing.")
    assert isinstance(output, SilentOutput)


def test_silent_output_keeps_time() -> None:
    output = SilentOutput(1000, 2, ring_seconds=0.05, problem="No loudspeaker.")
    started = time.perf_counter()
    assert output.write(np.zeros((200, 2), np.float32))
    assert output.finish()
    assert time.perf_counter() - started >= 0.2
    assert (output.played_frames, output.problem) == (200, "No loudspeaker.")
    output.close()


_DEVICE_VANISHES = """
import sys
from audiosynth_gui.playback.output import open_output
from tests.playback.sounds import sweep

output = open_output(None, 44100, 2, ring_seconds=0.2)
sound = sweep(44100, 0.5)
assert output.write(sound)
assert output.problem is None
print("playing", flush=True)
sys.stdin.readline()
for _ in range(2):
    assert output.write(sound)
assert output.finish()
print(output.played_frames, output.problem)
output.close()
"""


@pytest.mark.parametrize("way", ["kill", "freeze"])
def test_device_that_vanishes_is_noticed_and_time_goes_on(
    private_sound_sink: SoundSink, way: str
) -> None:
    player = subprocess.Popen(
        [sys.executable, "-c", _DEVICE_VANISHES],
        env=private_sound_sink.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # ALSA's own words
        text=True,
    )
    assert player.stdout is not None
    assert player.stdout.readline() == "playing\n"
    if way == "kill":
        private_sound_sink.kill()
    else:
        private_sound_sink.freeze()
    rest, _ = player.communicate("go on\n", timeout=120)
    frames, problem = rest.split(maxsplit=1)
    assert frames == str(3 * 22050)
    assert problem.startswith("The sound device stopped taking sound.")
    assert player.returncode == 0
