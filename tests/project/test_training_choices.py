"""What a training begins with."""

from pathlib import Path

import pytest

from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.project.requests import TrainingRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_choices import chosen_recordings, network_for
from audiosynth_gui.training.presets import find_preset
from tests.project.playable import project_with_recording


def test_all_recordings_or_those_named(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        recording = folder.document.recordings[0]
        assert chosen_recordings(folder, None) == (recording,)
        assert chosen_recordings(folder, (recording.id,)) == (recording,)
        with pytest.raises(AudioSynthError, match="no recording"):
            chosen_recordings(folder, ("nothing",))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        recording = folder.document.recordings[0]
        folder.file_path(recording.file).unlink()
        with pytest.raises(AudioSynthError, match="“notes” is missing"):
            chosen_recordings(folder, None)


def test_an_empty_project_has_nothing(tmp_path: Path) -> None:
    with (
        ProjectFolder.create(tmp_path / "Empty") as folder,
        pytest.raises(AudioSynthError, match="nothing to learn from"),
    ):
        chosen_recordings(folder, None)


def test_the_network_is_as_asked_or_as_the_project_is(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        usual = network_for(folder, TrainingRequest(), find_preset("draft"))
        assert (usual.sample_rate, usual.channels) == (folder.document.sample_rate, 2)
        classic = network_for(folder, TrainingRequest(), find_preset("classic-rnn"))
        assert (classic.sample_rate, classic.channels) == (16000, 1)
        asked = TrainingRequest(sample_rate=22050, channels=1)
        other = network_for(folder, asked, find_preset("draft"))
        assert (other.sample_rate, other.channels) == (22050, 1)
        with pytest.raises(AudioSynthError, match="1000 hertz"):
            network_for(folder, TrainingRequest(sample_rate=1000), find_preset("draft"))
