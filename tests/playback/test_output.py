"""Sound written to an output, and what the speaker plays."""

import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiosynth_gui.audio.conversion import convert_channels, resample
from audiosynth_gui.playback import output as output_module
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import SilentOutput, open_output
from tests.playback.playing import busy_python_thread, opened_output, write_in_blocks
from tests.playback.sounds import sweep
from tests.sound_comparison import discontinuities
from tests.sound_sink import SINK_SAMPLE_RATE, SoundSink


def test_what_is_written_is_heard_beside_a_busy_thread(sound_sink: SoundSink) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 1.5)
    with sound_sink.record() as heard, opened_output() as output, busy_python_thread():
        write_in_blocks(output, sound)
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
    with sound_sink.record() as heard, opened_output(rate, sound.shape[1]) as output:
        write_in_blocks(output, sound)
        assert output.finish()
        assert output.underruns == 0
    assert discontinuities(heard.samples, expected) == ()


def test_other_rate_and_mono_fit_the_device(sound_sink: SoundSink) -> None:
    sound = sweep(16000, 0.7, channels=1)
    expected = convert_channels(resample(sound, 16000, SINK_SAMPLE_RATE), 2)
    with sound_sink.record() as heard, opened_output(16000, channels=1) as output:
        write_in_blocks(output, sound)
        assert output.finish()
        assert output.played_frames == len(sound)
    assert discontinuities(heard.samples, expected) == ()


def test_without_rtmixer_python_plays(
    sound_sink: SoundSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_module, "load_rtmixer", lambda: None)
    sound = sweep(SINK_SAMPLE_RATE, 0.7)
    with sound_sink.record() as heard, opened_output() as output:
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
