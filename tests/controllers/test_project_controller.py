"""The open project in the window."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.opening import Opening
from audiosynth_gui.controllers.project_controller import ProjectController
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.sounds import MODEL_ID, add_take, filled_project


@pytest.fixture
def project(qtbot: QtBot, tmp_path: Path) -> Iterator[ProjectController]:
    """A controller with the project "Piece" open; its demo is the project "Demo"."""
    filled_project(tmp_path).close()
    ProjectFolder.create(tmp_path / "Demo").close()
    controller = ProjectController(tmp_path / "Demo.audiosynth", ProjectFolder.open)
    with qtbot.waitSignal(controller.project_opened):
        controller.open_project(tmp_path / "Piece.audiosynth")
    yield controller
    controller.close()


def names(project: ProjectController) -> list[str]:
    """Names of everything in the document."""
    assert project.document is not None
    return [item.name for item in project.document.items()]


def test_opening_tells_that_everything_changed(
    project: ProjectController, qtbot: QtBot, tmp_path: Path
) -> None:
    changes: list[frozenset[str]] = []
    project.document_changed.connect(changes.append)
    with qtbot.waitSignals([project.project_opened, project.document_changed], order="strict"):
        project.create_project(tmp_path / "Other", "Other piece")
    assert changes == [{"recordings", "models", "takes", "regions", "project"}]
    assert project.document is not None
    assert project.document.name == "Other piece"
    project.close()
    ProjectFolder.open(tmp_path / "Piece.audiosynth").close()  # it was given back


def test_an_edit_is_saved_and_says_what_changed(
    project: ProjectController, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(project.document_changed) as signal:
        project.rename(MODEL_ID, "Dusk")
    assert signal.args[0] == {"models"}
    assert names(project) == ["tone", "Dusk"]
    assert project.autosave.state.kind == "saved"
    with ProjectFolder.open_read_only(tmp_path / "Piece.audiosynth") as stored:
        assert stored.document == project.document


def test_undo_and_redo_even_when_asked_for_in_one_breath(
    project: ProjectController, qtbot: QtBot
) -> None:
    assert project.document is not None
    first = document_to_bytes(project.document)
    project.rename(MODEL_ID, "Dusk")
    project.remove(MODEL_ID)
    project.rename(project.document.recordings[0].id, "horn")
    for _ in range(5):  # two more than there is to undo
        project.undo()
    back = ["tone", "Evening"]
    qtbot.waitUntil(lambda: len(project.history.undone) == 3 and names(project) == back)
    assert document_to_bytes(project.document) == first
    assert [edit.name for edit in reversed(project.history.undone)] == [
        "Rename “Evening”", "Remove “Dusk”", "Rename “tone”",
    ]  # fmt: skip
    for _ in range(4):
        project.redo()
    qtbot.waitUntil(lambda: names(project) == ["horn"])
    assert project.history.undone == ()


def test_what_other_threads_saved_can_be_undone(project: ProjectController, qtbot: QtBot) -> None:
    assert project.folder is not None
    take_id = add_take(project.folder)
    with qtbot.waitSignal(project.document_changed) as signal:
        project.take_over_changes()
    assert signal.args[0] == {"takes"}
    assert project.history.done[-1].name == "Add “Take”"
    project.undo()
    qtbot.waitUntil(lambda: "Take" not in names(project))
    project.redo()
    qtbot.waitUntil(lambda: "Take" in names(project))
    assert project.document is not None
    assert project.document.takes[0].id == take_id


def test_what_others_saved_is_taken_over_after_the_edits_on_their_way(
    project: ProjectController, qtbot: QtBot
) -> None:
    assert project.folder is not None
    assert project.document is not None
    first = document_to_bytes(project.document)
    add_take(project.folder)
    project.rename(MODEL_ID, "Dusk")
    while project.folder.document.models[0].name != "Dusk":
        time.sleep(0.001)  # it is saved, and its signal waits
    project.take_over_changes()
    qtbot.waitUntil(lambda: names(project) == ["tone", "Dusk", "Take"])
    qtbot.waitUntil(lambda: project.autosave.state.kind == "saved")
    add_take(project.folder)
    project.take_over_changes()
    done = ["Add “Take”", "Rename “Evening”", "Add “Take 2”"]
    qtbot.waitUntil(lambda: [edit.name for edit in project.history.done] == done)
    for _ in done:
        project.undo()
    qtbot.waitUntil(lambda: len(project.history.undone) == 3)
    qtbot.waitUntil(lambda: names(project) == ["tone", "Evening"])
    assert document_to_bytes(project.document) == first
    assert project.history.done == ()


def test_a_take_kept_in_between_survives_an_undo(project: ProjectController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(project.document_changed):
        project.rename(MODEL_ID, "Dusk")
    assert project.folder is not None
    add_take(project.folder)  # nobody has told the controller yet
    project.undo()
    qtbot.waitUntil(lambda: names(project) == ["tone", "Evening", "Take"])
    assert project.history.undone[-1].name == "Rename “Evening”"


def test_a_problem_is_told_and_nothing_changes(project: ProjectController, qtbot: QtBot) -> None:
    before = project.document
    with qtbot.waitSignal(project.told) as signal:
        project.rename(MODEL_ID, "   ")
    assert signal.args[0].text == "A name cannot be empty."
    assert project.document == before
    assert project.history.done == ()


def test_an_undo_that_cannot_be_saved_can_be_tried_again(
    project: ProjectController, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitSignal(project.document_changed):
        project.rename(MODEL_ID, "Dusk")
    assert project.folder is not None

    def refuse(_folder: object, _document: object) -> None:
        raise ProjectError("The disk is full.", "Make room.")

    with monkeypatch.context() as patch:
        patch.setattr(ProjectFolder, "save", refuse)
        with qtbot.waitSignal(project.told) as signal:
            project.undo()
    assert signal.args[0].text == "The disk is full."
    assert len(project.history.done) == 1
    project.undo()
    qtbot.waitUntil(lambda: names(project) == ["tone", "Evening"])


def test_a_project_that_is_not_there(
    project: ProjectController, qtbot: QtBot, tmp_path: Path
) -> None:
    before = project.folder
    with qtbot.waitSignal(project.told) as signal:
        project.open_project(tmp_path / "Nowhere.audiosynth")
    assert signal.args[0].severity == "error"
    assert project.folder is before


def test_the_demo_is_opened_by_what_it_was_given(project: ProjectController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(project.project_opened):
        project.open_demo()
    assert project.document is not None
    assert project.document.name == "Demo"


def test_a_project_that_is_open_already_stays_open(
    project: ProjectController, qtbot: QtBot, tmp_path: Path
) -> None:
    before = project.folder
    told: list[Message] = []
    project.told.connect(told.append)
    with qtbot.waitSignal(project.project_opened):
        project.open_project(tmp_path / "Piece")
    assert project.folder is before
    with qtbot.waitSignal(project.project_opened):
        project.open_demo()
    demo = project.folder
    assert demo is not before
    with qtbot.waitSignal(project.project_opened):
        project.open_demo()
    assert project.folder is demo
    assert told == []


def test_projects_asked_for_in_one_breath_are_opened_one_after_the_other(
    project: ProjectController, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[Message] = []
    project.told.connect(told.append)
    for name in ("Demo", "Demo", "Piece", "Demo", "Piece"):
        project.open_project(tmp_path / f"{name}.audiosynth")
    qtbot.waitUntil(lambda: project.opening is None)
    assert project.folder is not None
    assert project.folder.path.stem == "Piece"
    assert not project.folder.read_only
    with qtbot.waitSignal(project.document_changed):
        project.rename(MODEL_ID, "Dusk")
    assert told == []
    ProjectFolder.open(tmp_path / "Demo.audiosynth").close()  # it was given back


def test_a_project_in_use_is_opened_for_looking(qtbot: QtBot, tmp_path: Path) -> None:
    with filled_project(tmp_path) as other:
        controller = ProjectController(tmp_path, ProjectFolder.open)
        with qtbot.waitSignal(controller.told) as told:
            controller.open_project(other.path)
        assert "already open" in told.args[0].text
        assert "listening" in told.args[0].advice
        assert controller.folder is not None
        assert controller.folder.read_only
        with qtbot.waitSignal(controller.told) as told:
            controller.rename(MODEL_ID, "Dusk")
        assert told.args[0].severity == "error"
        assert controller.document == other.document
        controller.close()


def test_without_a_project_edits_do_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot is not None
    controller = ProjectController(tmp_path, ProjectFolder.open)
    controller.rename("x", "y")
    controller.undo()
    controller.redo()
    controller.take_over_changes()
    controller.close()
    assert controller.document is None


def test_what_is_being_opened_is_told(tmp_path: Path, qtbot: QtBot) -> None:
    gate = threading.Event()

    def make_demo(path: Path) -> ProjectFolder:
        assert gate.wait(60)
        return ProjectFolder.create(path)

    controller = ProjectController(tmp_path / "Demo.audiosynth", make_demo)
    try:
        assert controller.opening is None
        controller.open_demo()
        controller.open_project(tmp_path / "Nowhere.audiosynth")
        assert controller.opening == Opening("Demo", is_made=True)
        with qtbot.waitSignals([controller.project_opened, controller.told]):
            gate.set()
        assert controller.opening is None
        controller.open_demo()
        assert controller.opening == Opening("Demo", is_made=False)
    finally:
        gate.set()
        controller.close()
