"""A project folder made in one go, and brought into order before work."""

from pathlib import Path

import pytest

from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.paths import SUBFOLDERS
from audiosynth_gui.project.preparation import make_project_folder
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.examples import full_document


def test_a_folder_is_made_whole(tmp_path: Path) -> None:
    path = tmp_path / "piece.audiosynth"
    make_project_folder(path, document_to_bytes(full_document()))
    assert {file.name for file in path.iterdir()} == {"project.json", *SUBFOLDERS}
    with ProjectFolder.open(path) as folder:
        assert folder.document.recordings == full_document().recordings


def test_a_folder_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "piece.audiosynth").write_text("in the way")
    with pytest.raises(OSError, match="piece"):
        make_project_folder(tmp_path / "piece.audiosynth", b"{}")
    assert [path.name for path in tmp_path.iterdir()] == ["piece.audiosynth"]


def test_missing_folders_are_made_again_and_leftovers_removed(tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "piece").close()
    path = tmp_path / "piece.audiosynth"
    (path / "backups").rename(tmp_path / "moved")
    leftovers = [
        "project.json.1a2b3c4d.part",
        "backups/project-20261108T120000Z.json.1a2b3c4d.part",
        "cache/prepared/x.npy.1a2b3c4d.part",
        "models/evening/model.json.1a2b3c4d.part",
        "recordings/kitchen.wav.decoded",
        "recordings/kitchen.wav.decoded.part",
        "takes/take.json.1a2b3c4d.part",
        "takes/take.wav.1a2b3c4d.part",
    ]
    whole = ["recordings/kitchen.wav", "models/evening/model.json", "takes/take.wav.part"]
    for name in (*leftovers, *whole):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text("x")
    with ProjectFolder.open(path):
        assert [name for name in leftovers if (path / name).exists()] == []
        assert [name for name in whole if (path / name).exists()] == whole
        assert (path / "backups").is_dir()
