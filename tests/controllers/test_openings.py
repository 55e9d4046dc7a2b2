"""Projects are opened one after the other."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.opening import DamagedProject, OpenedProject, Opening
from audiosynth_gui.controllers.openings import Openings
from audiosynth_gui.controllers.worker import Worker
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.storage import ProjectFolder


def test_the_next_begins_when_the_one_before_has_arrived(qtbot: QtBot, tmp_path: Path) -> None:
    worker = Worker()
    steps: list[str] = []
    failed: list[Message] = []
    worker.failed.connect(failed.append)

    def arrived(opened: OpenedProject | DamagedProject) -> None:
        assert isinstance(opened, OpenedProject)
        steps.append(f"arrived {opened.folder.path.stem}")
        opened.folder.close()

    openings = Openings(worker, arrived)

    def ask_for(name: str) -> None:
        def work() -> OpenedProject:
            steps.append(f"begun {name}")
            if name == "Bad":
                raise ProjectError("It cannot be opened.")
            return OpenedProject(ProjectFolder.create(tmp_path / name))

        openings.add(tmp_path / name, work, is_made=True)

    for name in ("A", "Bad", "B"):
        ask_for(name)
    assert openings.present == Opening("A", is_made=True)
    qtbot.waitUntil(lambda: openings.present is None)
    assert steps == ["begun A", "arrived A", "begun Bad", "begun B", "arrived B"]
    assert [message.text for message in failed] == ["It cannot be opened."]
    worker.close()
