"""Dialogs, one at a time, and files that wait for a project."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.ui.dialogs.help import HelpDialog
from audiosynth_gui.ui.dialogs.new_project import NewProjectDialog
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.sounds import write_tone


def test_one_dialog_takes_the_place_of_another_and_none_is_modal(window: MainWindow) -> None:
    dialogs = window.dialogs
    kinds = []
    for show in (
        dialogs.show_help, dialogs.show_about, dialogs.ask_new_project, dialogs.ask_recordings,
    ):  # fmt: skip
        before = dialogs.shown
        show()
        assert before is None or not before.isVisible()
        assert dialogs.shown is not None
        assert dialogs.shown.isVisible()
        assert not dialogs.shown.isModal()
        kinds.append(type(dialogs.shown))
    assert kinds == [HelpDialog, QMessageBox, NewProjectDialog, QFileDialog]
    assert dialogs.shown is not None
    dialogs.shown.close()
    assert dialogs.shown is None


def test_files_do_not_wait_for_a_project_that_was_not_made(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    window.dialogs.take_files([write_tone(tmp_path / "horn.wav")])
    assert isinstance(window.dialogs.shown, NewProjectDialog)
    window.dialogs.shown.reject()
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.create_project(tmp_path / "Later.audiosynth")
    qtbot.wait(50)
    assert controllers.imports.files == ()
    assert controllers.project.document is not None
    assert controllers.project.document.recordings == ()
