"""The distance of a sound to a recording: what lies near, and what far."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.conversion import resample
from audiosynth_gui.errors import EvaluationError
from audiosynth_gui.evaluation.distance import Distance, Yardstick
from audiosynth_gui.features.quantization import MULAW8, compand, expand
from tests.evaluation.sounds import RATE, mid, noise_like, part, piece, real, silence_like

RECORDING = piece(16.0)


@pytest.fixture(scope="module")
def yardstick() -> Yardstick:
    return Yardstick(RECORDING)


def test_more_of_the_same_is_near(yardstick: Yardstick) -> None:
    more = yardstick.measure(piece(20.0, seed=1))
    assert max(more.mel, more.mfcc, more.chroma) < 0.25


def test_other_notes_are_farther_by_chroma_alone(yardstick: Yardstick) -> None:
    more, other = (yardstick.measure(piece(20.0, 1, root_hertz=root)) for root in (220.0, 233.1))
    assert other.chroma > more.chroma + 0.2
    assert other.mfcc < 0.25


def test_noise_is_1_and_silence_near_it(yardstick: Yardstick) -> None:
    noise = yardstick.measure(noise_like(RECORDING))
    silence = yardstick.measure(silence_like(RECORDING))
    assert noise.mean == pytest.approx(1.0, abs=0.05)
    assert silence.mean > 0.75


def test_a_stuck_loop_is_farther_than_more_of_the_same(yardstick: Yardstick) -> None:
    loop = np.tile(RECORDING.samples[5 * RATE : 6 * RATE], (20, 1))
    more = yardstick.measure(piece(20.0, seed=1))
    assert yardstick.measure(AudioBuffer(loop, RATE)).mean > more.mean + 0.1


def test_its_level_may_differ_a_little(yardstick: Yardstick) -> None:
    quiet = AudioBuffer(RECORDING.samples * np.float32(0.7), RATE)
    assert yardstick.measure(quiet).mean < 0.1


def test_any_rate_can_be_measured(yardstick: Yardstick) -> None:
    fast = AudioBuffer(resample(RECORDING.samples, RATE, 44100), 44100)
    dull = AudioBuffer(resample(RECORDING.samples, RATE, 1000), 1000)
    assert yardstick.measure(fast).mean < 0.05
    assert yardstick.measure(dull).mel > 0.1


def test_width_counts_apart(yardstick: Yardstick) -> None:
    mono = mid(RECORDING)
    both = yardstick.measure(AudioBuffer(np.repeat(mono.samples, 2, axis=1), RATE))
    alone = yardstick.measure(mono)
    own = yardstick.measure(RECORDING)
    assert own.width is not None
    assert both.width is not None
    assert both.width > own.width + 0.3
    assert both.mean == pytest.approx(own.mean, abs=0.01)
    assert alone.width is None
    assert alone.mean == pytest.approx(own.mean, abs=0.01)


def test_the_same_seed_gives_the_same_figures(yardstick: Yardstick) -> None:
    sound = piece(5.0, seed=2)
    assert Yardstick(RECORDING).measure(sound) == yardstick.measure(sound)
    assert Yardstick(RECORDING, seed=1).measure(sound) != yardstick.measure(sound)


def test_the_mean_is_of_the_three() -> None:
    assert Distance(0.1, 0.2, 0.6, 5.0).mean == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("recording", "complaint"),
    [(piece(1.5), "too short"), (silence_like(piece(5.0)), "silent")],
)
def test_what_cannot_be_a_yardstick_is_told(recording: AudioBuffer, complaint: str) -> None:
    with pytest.raises(EvaluationError, match=complaint):
        Yardstick(recording)


@pytest.mark.recordings
def test_real_music_lies_where_it_sounds(recordings_path: Path) -> None:
    music, other = (
        part(mid(real(recordings_path, name)), 0.0, 30.0)
        for name in ("vibe-ace.ogg", "hungarian-dance.ogg")
    )
    whole = Yardstick(music)
    coarse = expand(MULAW8.decode(MULAW8.encode(compand(music.samples))))
    assert whole.measure(AudioBuffer(coarse, music.sample_rate)).mean < 0.1
    assert 0.4 < whole.measure(other).mean < 0.7
    assert whole.measure(noise_like(music)).mean == pytest.approx(1.0, abs=0.05)
