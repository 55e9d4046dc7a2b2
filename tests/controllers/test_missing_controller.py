"""Which sounds are missing."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers import missing_controller
from audiosynth_gui.controllers.missing_controller import MissingController
from audiosynth_gui.project.relinking import Relinked
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.sounds import add_take

IsDone = Callable[[], bool]


@pytest.fixture
def missing(qtbot: QtBot) -> Iterator[MissingController]:
    """A controller, closed at the end."""
    assert qtbot is not None
    made = MissingController()
    yield made
    made.close()


def test_what_is_gone_is_known_and_found(
    missing: MissingController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    add_take(folder)
    (tmp_path / "away").mkdir()
    for path in (*folder.recordings_path.iterdir(), *folder.takes_path.glob("*.wav")):
        path.rename(tmp_path / "away" / path.name)
    with qtbot.waitSignal(missing.missing_changed):
        missing.look(folder, folder.document)
    assert [sound.name for sound in missing.missing] == ["tone", "Take"]
    with qtbot.waitSignal(missing.relinked) as relinked:
        missing.find(folder, tmp_path / "away")
        missing.find(folder, tmp_path)  # not while one runs
    assert [sound.name for sound in relinked.args[0].found] == ["tone", "Take"]
    assert missing.missing == ()
    qtbot.waitUntil(lambda: missing.search is None)


def test_without_a_project_nothing_is_missing(
    missing: MissingController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    for path in folder.recordings_path.iterdir():
        path.unlink()
    with qtbot.waitSignal(missing.missing_changed):
        missing.look(folder, folder.document)
    with qtbot.waitSignal(missing.missing_changed):
        missing.look(None, None)
    assert missing.missing == ()


def test_a_search_ends_with_its_project_and_is_not_shown_in_the_next(
    missing: MissingController,
    folder: ProjectFolder,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def endless(_folder: object, _place: object, _report: object, is_cancelled: IsDone) -> Relinked:
        while not is_cancelled():
            time.sleep(0.001)
        return Relinked((), (), 0)

    monkeypatch.setattr(missing_controller, "relink", endless)
    for path in folder.recordings_path.iterdir():
        path.unlink()
    other = folder.document.changed(id="other", recordings=())
    relinked: list[object] = []
    missing.relinked.connect(relinked.append)
    missing.find(folder, tmp_path)
    missing.look(folder, other)
    qtbot.waitUntil(lambda: missing.search is None)
    assert (relinked, missing.missing) == ([], ())


def test_a_search_that_cannot_be_is_told(
    missing: MissingController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(missing.told) as told:
        missing.find(folder, tmp_path / "nowhere")
    assert "There is no folder" in told.args[0].text
    qtbot.waitUntil(lambda: missing.search is None)
