"""Splits, scales, and recordings that cannot be learnt from."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.features.prepared import prepare_recording, run_preparation
from audiosynth_gui.features.streams import stream_values
from audiosynth_gui.training.dataset import make_training_set
from tests.networks.examples import small_config
from tests.training.examples import small_training_set


def test_the_last_part_in_time_is_held_out(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path, heldout=0.2)
    train, heldout = training_set.train[0], training_set.heldout[0]
    assert train.stop_frame == heldout.start_frame
    assert heldout.feature_frames / (train.feature_frames + heldout.feature_frames) == (
        pytest.approx(0.2, abs=0.01)
    )


def test_spans_alone_are_learnt_and_their_last_share_is_held_out(tmp_path: Path) -> None:
    whole = small_training_set(tmp_path, heldout=0.0)
    recording, end = whole.train[0].recording, whole.train[0].stop_frame
    spans = ((10, 190), (200, 200), (250, 270), (end - 180, end + 5))
    made = make_training_set([recording], whole.config, 0.5, [spans])
    assert [(part.start_frame, part.stop_frame) for part in made.train] == [(10, 190), (250, 260)]
    assert [(part.start_frame, part.stop_frame) for part in made.heldout] == [
        (260, 270), (end - 180, end),
    ]  # fmt: skip
    read = [part.feature_frames for part in small_training_set(tmp_path, heldout=0.0).train]
    assert read == [end]


def test_too_little_in_regions_is_told(tmp_path: Path) -> None:
    whole = small_training_set(tmp_path, heldout=0.0)
    recording = whole.train[0].recording
    with pytest.raises(TrainingError, match="regions leave too little"):
        make_training_set([recording], whole.config, 0.0, [((0, 3),)])


def test_nothing_may_be_held_out(tmp_path: Path) -> None:
    assert small_training_set(tmp_path, heldout=0.0).heldout == ()


def test_values_are_the_same_wherever_reading_starts(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    stretch, config = training_set.train[0], training_set.config
    whole = stream_values(np.asarray(stretch.recording.samples), config.bands)
    steps = config.frame_steps
    part = stretch.values(10, 5, config.bands)
    np.testing.assert_allclose(part, whole[10 * steps : 15 * steps], atol=1e-6)


def test_scaled_values_fit(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    stretch = training_set.train[0]
    values = stretch.values(0, stretch.feature_frames, training_set.config.bands)
    assert np.abs(values / training_set.scaling.stream_scales).max() <= 1.0
    standard = training_set.scaling.standardised(
        np.asarray(stretch.recording.plan.features[: stretch.stop_frame])
    )
    assert np.abs(standard.mean(axis=0)).max() < 0.2
    assert np.abs(standard).max() <= 5.0


def test_a_recording_shorter_than_a_feature_frame_is_left_out(tmp_path: Path) -> None:
    config = small_config(channels=1)
    prepared = []
    for name, frames in (("blip", 40), ("sound", 48000)):
        noise = 0.1 * np.random.default_rng(1).standard_normal((frames, 1))
        path = tmp_path / f"{name}.wav"
        write_wav(path, AudioBuffer(noise.astype(np.float32), 16000), "float32")
        steps = prepare_recording(path, name.ljust(16), config.features, config.bands, tmp_path)
        prepared.append(run_preparation(steps))
    training_set = make_training_set(prepared, config, 0.2)
    assert [part.recording for part in training_set.train] == [prepared[1]]
    assert [part.recording for part in training_set.heldout] == [prepared[1]]


@pytest.mark.parametrize(
    ("seconds", "level", "words"),
    [(0.1, 0.1, "too short"), (3.0, 0.0, "silent"), (3.0, 1e-42, "silent")],
)
def test_what_cannot_be_learnt_from_is_told(
    seconds: float, level: float, words: str, tmp_path: Path
) -> None:
    config = small_config(channels=1)
    noise = np.random.default_rng(1).standard_normal((int(seconds * 16000), 1))
    path = tmp_path / "sound.wav"
    write_wav(path, AudioBuffer((level * noise).astype(np.float32), 16000), "float32")
    steps = prepare_recording(path, "1" * 64, config.features, config.bands, tmp_path)
    prepared = run_preparation(steps)
    with pytest.raises(TrainingError, match=words):
        make_training_set([prepared], config, 0.1)
