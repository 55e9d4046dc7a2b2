"""What lies where in a project folder."""

from pathlib import Path

import pytest

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.storage import ProjectFolder


def test_places_in_the_folder(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        assert folder.file_path("takes/a.wav") == folder.takes_path / "a.wav"
        assert folder.model_path("evening") == folder.models_path / "evening"


@pytest.mark.parametrize("model_id", ["", "..", "a/b", "a\\b", "nul"])
def test_senseless_model_ids_are_refused(tmp_path: Path, model_id: str) -> None:
    with (
        ProjectFolder.create(tmp_path / "piece") as folder,
        pytest.raises(ProjectError, match="cannot be the id of a model"),
    ):
        folder.model_path(model_id)
