"""The sign of saving: true at every moment, also where the disk fails and comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.project_controller import ProjectController
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.sounds import MODEL_ID, filled_project
from tests.controllers.test_saving import broken_disk
from tests.project.faults import nth_call_fails


@pytest.fixture
def project(qtbot: QtBot, tmp_path: Path) -> Iterator[ProjectController]:
    """A controller with the project "Piece" open, which tries again quickly."""
    filled_project(tmp_path).close()
    controller = ProjectController(tmp_path / "Demo.audiosynth", ProjectFolder.open)
    controller.autosave._timer.setInterval(20)
    with qtbot.waitSignal(controller.project_opened):
        controller.open_project(tmp_path / "Piece.audiosynth")
    yield controller
    controller.close()


def stored_name(tmp_path: Path) -> str:
    return ProjectFolder.open_read_only(tmp_path / "Piece.audiosynth").document.name


def test_an_opened_project_was_saved_when_its_file_was(project: ProjectController) -> None:
    state = project.autosave.state
    assert project.folder is not None
    assert state.kind == "saved"
    assert state.saved_at is not None
    written_at = project.folder.document_path.stat().st_mtime
    assert state.saved_at.timestamp() == pytest.approx(written_at, abs=1e-3)


def test_an_edit_is_on_its_way_and_then_saved(project: ProjectController, qtbot: QtBot) -> None:
    kinds: list[str] = []
    project.autosave.state_changed.connect(lambda: kinds.append(project.autosave.state.kind))
    project.rename_project("Brass")
    qtbot.waitUntil(lambda: kinds == ["saving", "saved"])
    assert project.document is not None
    assert project.document.name == "Brass"


def test_a_refused_edit_leaves_the_sign_as_it_was(project: ProjectController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(project.told):
        project.rename_project(" ")
    assert project.autosave.state.kind == "saved"


def test_a_disk_that_fails_and_comes_back(
    project: ProjectController, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[Message] = []
    project.told.connect(told.append)
    with broken_disk():
        project.rename_project("Brass")
        project.rename(MODEL_ID, "Dusk")
        project.undo()
        qtbot.waitUntil(lambda: len(project.history.undone) == 1)
        qtbot.waitUntil(lambda: project.autosave.state.kind == "failed")
        assert project.document is not None
        assert project.document.name == "Brass"
        qtbot.wait(60)  # some tries that fail
    assert [message.severity for message in told[:1]] == ["error"]
    assert "no room left" in told[0].text
    assert "saved as soon as it is possible" in told[0].advice
    qtbot.waitUntil(lambda: project.autosave.state.kind == "saved")
    assert told[-1].severity == "note"
    assert len(told) == 2
    assert stored_name(tmp_path) == "Brass"
    project.undo()
    qtbot.waitUntil(lambda: stored_name(tmp_path) == "Piece")


def test_leaving_what_is_not_saved_has_to_be_asked_for_twice(
    project: ProjectController, qtbot: QtBot, tmp_path: Path
) -> None:
    ProjectFolder.create(tmp_path / "Other").close()
    with broken_disk():
        project.rename_project("Brass")
        qtbot.waitUntil(lambda: project.autosave.state.kind == "failed")
        with qtbot.waitSignal(project.told) as told:
            project.open_project(tmp_path / "Other.audiosynth")
        assert told.args[0].text.startswith("The last changes are not on the disk")
        assert project.document is not None
        assert project.document.name == "Brass"
    qtbot.waitUntil(lambda: project.autosave.state.kind == "saved")
    with qtbot.waitSignal(project.project_opened):
        project.open_project(tmp_path / "Other.audiosynth")
    assert project.document.name == "Other"


def test_closing_tries_once_more(project: ProjectController, qtbot: QtBot, tmp_path: Path) -> None:
    project.autosave._timer.setInterval(60_000)
    with broken_disk():
        project.rename_project("Brass")
        qtbot.waitUntil(lambda: project.autosave.state.kind == "failed")
    project.close()
    assert stored_name(tmp_path) == "Brass"


def test_closing_tries_once_more_what_failed_on_its_way(
    project: ProjectController, tmp_path: Path
) -> None:
    with nth_call_fails(1) as disk:
        project.rename_project("Brass")
        project.close()
    assert disk.failed
    assert stored_name(tmp_path) == "Brass"


def test_an_edit_that_arrives_after_another_project_leaves_no_sign(
    project: ProjectController, qtbot: QtBot, tmp_path: Path
) -> None:
    ProjectFolder.create(tmp_path / "Other").close()
    project.open_project(tmp_path / "Other.audiosynth")
    project.rename_project("Brass")  # still of the one that is left
    qtbot.waitUntil(lambda: stored_name(tmp_path) == "Brass")
    qtbot.waitUntil(lambda: project.document is not None and project.document.name == "Other")
    qtbot.waitUntil(lambda: project.autosave.state.kind == "saved")
    assert project.history.done == ()
