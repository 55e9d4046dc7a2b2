"""The renderer alone: what is made lies beside what it was to be."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.evaluation.following import following
from audiosynth_gui.evaluation.rendering import rendered
from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.streams import joined_streams, stream_values
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.generation.warmup import untrained_model
from tests.training.examples import small_training_set

pytestmark = pytest.mark.usefixtures("one_torch_thread")

START, COUNT = 200, 150


def test_a_perfect_rendering_is_aligned_with_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training_set = small_training_set(tmp_path, channels=2)
    config, recording = training_set.config, training_set.train[0].recording
    hop = config.features.hop_frames
    late = joined_streams(stream_values(np.array(recording.samples), config.bands), config.bands, 2)

    def play_the_source(sampler: Sampler, plan: Plan, controls: Controls) -> Samples:
        return late[START * hop : (START + COUNT) * hop]

    monkeypatch.setattr(Sampler, "render", play_the_source)
    made, true = rendered(untrained_model(config), recording, START, COUNT)
    assert made.samples.shape == true.samples.shape
    assert np.corrcoef(made.samples[:, 0], true.samples[:, 0])[0, 1] > 0.999
    assert following(made, true).mel_movement > 0.99


def test_an_untrained_network_follows_nothing(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path, channels=2)
    recording = training_set.train[0].recording
    made, true = rendered(untrained_model(training_set.config), recording, START, COUNT)
    assert made.samples.shape == true.samples.shape
    assert following(made, true).mel_movement < 0.6
