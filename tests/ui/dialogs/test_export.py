"""The export dialog."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.export_controller import ExportRequest
from audiosynth_gui.project.documents import Take, time_now
from audiosynth_gui.ui.dialogs.export import ExportDialog
from audiosynth_gui.ui.theme import Theme
from tests.controllers.sounds import recipe

TAKE = Take(
    id="abc", name="Take 2", file="takes/abc.wav", created_at=time_now(),
    sample_rate=44_100, channels=2, frames=100, recipe=recipe(),
)  # fmt: skip


@pytest.fixture
def dialog(qtbot: QtBot, dark: Theme, tmp_path: Path) -> ExportDialog:
    """The dialog for a stereo take at 44.1 kHz."""
    made = ExportDialog(TAKE, tmp_path, dark)
    qtbot.addWidget(made)
    return made


def test_what_is_proposed(dialog: ExportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(dialog.export_asked) as signal:
        dialog.export_button.click()
    assert signal.args == [ExportRequest(TAKE, tmp_path / "Take 2.wav", "pcm24", None, None)]


def test_every_choice_reaches_the_request(
    dialog: ExportDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog.format_box.setCurrentIndex(dialog.format_box.findData("float32"))
    dialog.rate_box.setCurrentIndex(dialog.rate_box.findData(48_000))
    dialog.channels_box.setCurrentIndex(1)
    dialog.path_field.setText(str(tmp_path / "other.WAV"))
    with qtbot.waitSignal(dialog.export_asked) as signal:
        dialog.export_button.click()
    assert signal.args == [ExportRequest(TAKE, tmp_path / "other.WAV", "float32", 48_000, 1)]


@pytest.mark.parametrize("name", ["", "take.mp3", "take"])
def test_only_wav_files_are_written(dialog: ExportDialog, tmp_path: Path, name: str) -> None:
    dialog.path_field.setText(str(tmp_path / name) if name else "")
    assert not dialog.export_button.isEnabled()


def test_replacing_a_file_is_said(dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog._words.text() == ""
    (tmp_path / "there.wav").touch()
    dialog.path_field.setText(str(tmp_path / "there.wav"))
    assert "replaced" in dialog._words.text()
    assert dialog.export_button.isEnabled()


def test_a_missing_folder_is_said_at_once(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.path_field.setText(str(tmp_path / "nowhere" / "take.wav"))
    assert "folder" in dialog._words.text()
    assert not dialog.export_button.isEnabled()
