"""What lies where in a project folder."""

import itertools
from pathlib import Path

import pytest

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.examples import RECORDING


def test_places_in_the_folder(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        assert folder.file_path("takes/a.wav") == folder.takes_path / "a.wav"
        assert folder.model_path("evening") == folder.models_path / "evening"
        cache = folder.cache_file("peaks", RECORDING.sha256, "256-mid.1")
        assert cache == folder.cache_path / f"peaks-{RECORDING.sha256}-256-mid.1.npy"


@pytest.mark.parametrize("model_id", ["", "..", "a/b", "a\\b", "nul"])
def test_senseless_model_ids_are_refused(tmp_path: Path, model_id: str) -> None:
    with (
        ProjectFolder.create(tmp_path / "piece") as folder,
        pytest.raises(ProjectError, match="cannot be the id of a model"),
    ):
        folder.model_path(model_id)


@pytest.mark.parametrize("part", ["../x", "a/b", "a b", "", "a-"])
def test_senseless_cache_parts_are_refused(tmp_path: Path, part: str) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        for parts in itertools.permutations((part, "0" * 64, "256")):
            with pytest.raises(ValueError, match="cache file's name"):
                folder.cache_file(*parts)
