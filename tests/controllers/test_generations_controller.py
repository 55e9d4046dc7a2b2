"""Reading the backups in the background."""

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.generations_controller import GenerationsController
from audiosynth_gui.project.storage import ProjectFolder


def test_backups_are_read(folder: ProjectFolder, qtbot: QtBot) -> None:
    controller = GenerationsController()
    assert controller.generations == ()
    with qtbot.waitSignal(controller.generations_read):
        controller.read(folder)
    assert controller.generations
    assert controller.generations[-1].document.recordings == ()
    controller.close()
