"""Gaps, stop, pause, one sound after another, lost devices: as the speaker hears them."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from tests.playback.playing import DEVICE_LATENCY_SECONDS, feeding, opened_output, wait_until
from tests.playback.sounds import sweep
from tests.sound_comparison import compare_sounds, discontinuities
from tests.sound_sink import SINK_SAMPLE_RATE, HeardSound, SoundSink

FADE_FRAMES = 353  # 8 ms

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


_STOP_FROZEN_DEVICE = """
import sys
from audiosynth_gui.playback.output import open_output
from tests.playback.sounds import sweep

output = open_output(None, 44100, 2, ring_seconds=0.2)
assert output.write(sweep(44100, 0.5))
print("playing", flush=True)
sys.stdin.readline()
output.stop()
output.begin()
assert output.write(sweep(44100, 0.1))
assert output.finish()
print(output.played_frames, output.problem)
output.close()
"""


def _last_sounding_frame(heard: HeardSound) -> int:
    return int(np.flatnonzero(np.abs(heard.samples).max(axis=1) > 1e-6)[-1])


def test_dry_ring_is_counted_and_the_sound_goes_on(sound_sink: SoundSink) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 1.5)
    first_frames = 30_000
    with sound_sink.record() as heard, opened_output() as output:
        assert output.write(sound[:first_frames])
        wait_until(lambda: output.played_frames == first_frames)
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
    with sound_sink.record() as heard, opened_output() as output:
        with feeding(lambda: output.write(sound)):
            wait_until(lambda: output.played_frames > 20_000)
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
    # 11 ms and a device of 200 ms, and patience for a busy machine: far less than what waited.
    assert faded_out_frame < played_before + 0.45 * SINK_SAMPLE_RATE
    assert np.abs(np.diff(heard.samples, axis=0)).max() <= np.abs(np.diff(sound, axis=0)).max()


def test_pause_keeps_the_sound_and_resume_goes_on(sound_sink: SoundSink) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 1.2)
    with sound_sink.record() as heard, opened_output() as output:
        with feeding(lambda: (output.write(sound), output.finish())):
            wait_until(lambda: output.played_frames > 20_000)
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
    with sound_sink.record() as heard, opened_output() as output:
        assert output.write(sound[:10_000])
        output.begin()
        assert output.played_frames == 0
        assert output.write(sound)
        assert output.finish()
        assert not output.write(sound)
    assert compare_sounds(heard.samples, sound).matched_frames == len(sound)


def test_closed_output_takes_nothing(sound_sink: SoundSink) -> None:
    with opened_output() as output:
        output.close()
        output.close()
        output.begin()
        assert not output.write(sweep(SINK_SAMPLE_RATE, 0.1))
        assert output.level().peak == (0.0, 0.0)


@contextmanager
def _player(script: str, sink: SoundSink) -> Iterator[subprocess.Popen[str]]:
    """Run a script that plays, up to where it waits for a line."""
    player = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[2],
        env=sink.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # ALSA's own words
        text=True,
    )
    try:
        assert player.stdout is not None
        assert player.stdout.readline() == "playing\n"
        yield player
    finally:
        player.kill()
        player.communicate()


@pytest.mark.parametrize("way", ["kill", "freeze"])
def test_device_that_vanishes_is_noticed_and_time_goes_on(
    private_sound_sink: SoundSink, way: str
) -> None:
    with _player(_DEVICE_VANISHES, private_sound_sink) as player:
        if way == "kill":
            private_sound_sink.kill()
        else:
            private_sound_sink.freeze()
        rest, _ = player.communicate("go on\n", timeout=120)
    frames, problem = rest.split(maxsplit=1)
    assert frames == str(3 * 22050)
    assert problem.startswith("The sound device stopped taking sound.")
    assert player.returncode == 0


def test_device_that_froze_can_be_left(private_sound_sink: SoundSink) -> None:
    with _player(_STOP_FROZEN_DEVICE, private_sound_sink) as player:
        private_sound_sink.freeze()
        rest, _ = player.communicate("go on\n", timeout=120)
    frames, problem = rest.split(maxsplit=1)
    assert frames == "4410"
    assert problem.startswith("The sound device stopped taking sound.")
    assert player.returncode == 0
