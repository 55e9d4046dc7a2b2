"""Silences and repeats in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.regions import Region
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.presenters.findings_presenter import left_out
from tests.controllers.sounds import RATE, write_tone
from tests.project.examples import REGION


@pytest.fixture
def found(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> MainWindow:
    """The window after Edit → Find silences and repeats; the tone is 2 s long."""
    text = "Find silences and repeats"
    [action] = [each for each in piece.findChildren(QAction) if each.text() == text]
    assert piece.findings_panel.isHidden()
    action.trigger()
    qtbot.waitUntil(lambda: piece.findings_panel.list.count() == 2)
    return piece


def test_the_menu_opens_the_list(found: MainWindow) -> None:
    panel = found.findings_panel
    assert panel.isVisible()
    texts = [panel.list.item(number).text() for number in range(2)]
    assert texts == ["0:00–0:01 silence", "0:02–0:02 like 0:00–0:00"]
    assert not panel.cancel_button.isVisible()


def test_a_click_shows_the_stretch(found: MainWindow) -> None:
    panel, timeline = found.findings_panel, found.recording_view.timeline
    place = panel.list.visualItemRect(panel.list.item(0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert timeline.selection == TimeSpan(0.5, 1.0)
    assert timeline.visible == TimeSpan(0.25, 1.25)


def test_what_is_ticked_is_asked_to_be_left_out(found: MainWindow, qtbot: QtBot) -> None:
    panel = found.findings_panel
    recording = found._controllers.choice.recording
    assert recording is not None
    panel.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(found.finding.leave_out_asked) as signal:
        panel.leave_out_button.click()
    assert signal.args == [[(recording.id, 12_000, 16_000, "Repeat")]]
    assert panel.ticked() == ()
    panel.leave_out_button.click()
    assert panel.ticked() == ()


def test_what_is_left_out_becomes_regions_and_one_undo_takes_them_back(
    found: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    before = controllers.project.document
    found.findings_panel.leave_out_button.click()
    qtbot.waitUntil(lambda: controllers.project.document != before)
    assert controllers.project.document is not None
    regions = controllers.project.document.regions
    assert [(one.kind, one.start_frame, one.stop_frame, one.name) for one in regions] == [
        ("leave-out", 4_000, 8_000, "Silence"), ("leave-out", 12_000, 16_000, "Repeat"),
    ]  # fmt: skip
    assert found.actions_.undo.text() == "Undo: Leave out 2 stretches"
    controllers.project.undo()
    qtbot.waitUntil(lambda: controllers.project.document == before)


def test_the_list_follows_the_shown_recording(
    found: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = controllers.project.folder
    assert folder is not None
    import_recording(folder, write_tone(tmp_path / "long.wav", seconds=8.0))
    controllers.project.take_over_changes()
    controllers.choice.choose(folder.document.recordings[1].id)
    panel = found.findings_panel
    wanted = "0:06–0:08 like 0:00–0:02"
    qtbot.waitUntil(lambda: panel.list.count() == 2 and panel.list.item(1).text() == wanted)
    assert panel.rows[0].span == TimeSpan(2.0, 4.0)


def test_a_list_that_was_put_away_searches_no_more(
    found: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    found.findings_panel.close_button.click()
    folder = controllers.project.folder
    assert folder is not None
    import_recording(folder, write_tone(tmp_path / "next.wav"))
    controllers.project.take_over_changes()
    controllers.choice.choose(folder.document.recordings[1].id)
    qtbot.wait(100)
    assert controllers.findings.recording is not None
    assert controllers.findings.recording.frames == RATE
    assert controllers.findings.findings is None


def test_what_is_left_out_is_not_offered_again_until_that_is_undone(
    found: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    panel = found.findings_panel
    panel.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(controllers.project.document_changed):
        panel.leave_out_button.click()
    assert panel.list.item(0).text() == "0:00–0:01 silence · left out"
    found.finding.find()
    assert panel.ticked() == (1,)
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.undo()
    assert panel.ticked() == (0, 1)
    assert panel.list.item(0).text() == "0:00–0:01 silence"


def test_a_search_that_was_stopped_is_not_shown_as_running(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    panel = piece.findings_panel
    piece.finding.find()
    assert panel.words.text() == "Listening through the recording…"
    controllers.findings.want_stretches(False)
    assert panel.words.text() == "This recording is not searched; Ctrl+Shift+F searches it."
    assert not panel.cancel_button.isVisible()
    piece.finding.find()
    qtbot.waitUntil(lambda: panel.list.count() == 2)


def test_another_project_leaves_nothing_in_the_list(
    found: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.create_project(tmp_path / "Other.audiosynth")
    panel = found.findings_panel
    assert panel.list.count() == 0
    assert panel.words.text() == "There is no recording to search yet."
    panel.leave_out_button.click()
    assert controllers.project.history.done == ()


def test_findings_inside_what_is_left_out_are_known() -> None:
    def out(start: int, stop: int, recording: str = "kitchen") -> Region:
        return REGION.changed(
            kind="leave-out", recording_id=recording, start_frame=start, stop_frame=stop
        )

    regions = (out(500, 700), out(100, 300), out(300, 400), out(0, 900, "hall"), REGION)
    assert left_out(regions, "kitchen") == [(100, 400), (500, 700)]
    assert left_out((), "kitchen") == []


def test_what_is_clicked_is_what_space_plays(
    found: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    panel = found.findings_panel
    found.playing.set_target("continuation")
    place = panel.list.visualItemRect(panel.list.item(1)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    assert controllers.play.origin is not None
    assert controllers.play.origin.kind == "recording"
    assert controllers.play.origin.start_seconds == pytest.approx(1.5)
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")
