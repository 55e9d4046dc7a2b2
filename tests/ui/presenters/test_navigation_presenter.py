"""Keys, menus and fields for finding one's way, through the whole window."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.window_state import WindowState
from tests.controllers.sounds import RATE, tone
from tests.ui.hands import CTRL, LEFT, NO_KEYS, press

KEYS = Qt.Key


def type_time(window: MainWindow, text: str) -> None:
    """Type where to go into the transport."""
    window.transport.position.setFocus()
    QTest.keyClicks(window.transport.position, text)
    QTest.keyClick(window.transport.position, KEYS.Key_Return)


def test_typing_a_time_goes_there_in_every_form(piece: MainWindow) -> None:
    timeline = piece.recording_view.timeline
    for typed, frame in (
        ("0:01.25", 10_000), ("0.5s", 4_000), ("1234sm", 1_234), ("1.3.0", 8_000),
    ):  # fmt: skip
        timeline.show_span(TimeSpan(0.0, 0.1))
        type_time(piece, typed)
        assert timeline.cursor_seconds * RATE == pytest.approx(frame)
        assert timeline.visible.start_seconds <= frame / RATE <= timeline.visible.stop_seconds
        assert piece.transport.position.text() == timeline.display.text(frame / RATE)


def test_typing_a_time_while_it_plays_goes_on_there(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    piece.playing.set_target("recording")
    piece.transport.position.setFocus()
    QTest.keyClick(piece.transport.position, KEYS.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    type_time(piece, "1.2 s")
    assert controllers.play.origin is not None
    assert controllers.play.origin.start_seconds == pytest.approx(1.2)
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_ctrl_a_marks_everything_and_brackets_its_ends(piece: MainWindow) -> None:
    timeline = piece.recording_view.timeline
    press(piece, KEYS.Key_A, CTRL)
    assert timeline.selection == TimeSpan(0.0, 2.0)
    timeline.put_cursor(0.5)
    press(piece, KEYS.Key_BracketLeft)
    timeline.move_playhead(1.5)
    press(piece, KEYS.Key_BracketRight)
    assert timeline.selection == TimeSpan(0.5, 1.5)
    timeline.move_playhead(0.75)
    press(piece, KEYS.Key_BracketLeft)
    assert timeline.selection == TimeSpan(0.75, 1.5)
    timeline.move_playhead(1.25)
    press(piece, KEYS.Key_BracketRight)
    assert timeline.selection == TimeSpan(0.75, 1.25)


def test_s_snaps_to_the_zero_crossings_of_the_sound(piece: MainWindow) -> None:
    view = piece.recording_view
    view.timeline.show_span(TimeSpan(0.5, 0.51))
    press(piece, KEYS.Key_S)
    assert piece.time_bar.snap_box.isChecked()
    sine = tone(2.0)[:, 0]
    for x in (101, 222, 333):
        QTest.mouseClick(view.waveform, LEFT, NO_KEYS, QPoint(x, 30))
        frame = view.timeline.cursor_seconds * RATE
        assert frame == pytest.approx(round(frame), abs=1e-6)
        around = np.abs(sine[round(frame) - 4 : round(frame) + 5])
        assert np.abs(sine[round(frame)]) <= around.min() + 1e-6
        assert abs(frame - view.waveform.scale.seconds_at(x) * RATE) <= RATE / 440 / 2
    press(piece, KEYS.Key_S)
    QTest.mouseClick(view.waveform, LEFT, NO_KEYS, QPoint(101, 30))
    free = view.waveform.scale.seconds_at(101)
    assert view.timeline.cursor_seconds == pytest.approx(free)


def test_snapping_to_beats_that_are_heard_or_else_to_those_of_the_tempo(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    view, actions = piece.recording_view, piece.navigation_actions
    actions.snap_to_zero.trigger()
    actions.snap_to_beats.trigger()
    press(piece, KEYS.Key_S)
    third = QPoint(view.waveform.width() // 3, 30)
    QTest.mouseClick(view.waveform, LEFT, NO_KEYS, third)
    assert view.timeline.cursor_seconds == 0.5
    qtbot.waitUntil(lambda: controllers.findings.are_beats_found)
    QTest.mouseClick(view.waveform, LEFT, NO_KEYS, third)
    clicked = view.waveform.scale.seconds_at(third.x())
    heard = min(controllers.findings.beats, key=lambda beat: abs(beat - clicked))
    assert view.timeline.cursor_seconds == heard


def test_the_tempo_of_the_recording_is_taken_when_asked_for(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    piece.navigation_actions.forms.actions()[3].trigger()
    assert piece.navigation.settings.tempo.first_beat_seconds == 0.0
    piece.time_bar.find_button.click()
    qtbot.waitUntil(lambda: controllers.findings.are_beats_found)
    assert controllers.findings.tempo is not None
    assert piece.navigation.settings.tempo == controllers.findings.tempo
    assert piece.time_bar.first_beat_field.text() == "0.250 s"


def test_settings_act_at_once_and_are_kept_for_the_next_start(
    piece: MainWindow, state: WindowState
) -> None:
    follower, actions = piece.recording_view.follower, piece.navigation_actions
    assert actions.follow.isChecked()
    for is_on in (False, True):
        press(piece, KEYS.Key_F)
        assert follower.is_on == is_on
    actions.ways.actions()[1].trigger()
    assert (follower.way, piece.take_panel.view.follower.way) == ("smooth", "smooth")
    actions.forms.actions()[3].trigger()
    press(piece, KEYS.Key_S)
    assert piece.time_bar.form_box.currentText() == "Bars"
    settings = state._settings
    settings.sync()
    again = WindowState(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert again.view == piece.navigation.settings
    assert (again.view.form, again.view.is_snapping) == ("bars", True)


def test_the_playhead_is_followed_through_a_real_playing(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    timeline = piece.recording_view.timeline
    timeline.show_span(TimeSpan(0.0, 0.2))
    press(piece, KEYS.Key_Space)
    qtbot.waitUntil(lambda: timeline.visible.start_seconds > 0.3)
    assert timeline.visible.duration_seconds == pytest.approx(0.2)
    timeline.scroll(-10.0)
    at = controllers.play.position_seconds
    qtbot.waitUntil(lambda: controllers.play.position_seconds > at + 0.1)
    assert timeline.visible.start_seconds == 0.0
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_after_a_stop_the_time_is_where_play_begins(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    piece.recording_view.timeline.put_cursor(0.5)
    press(piece, KEYS.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.position_seconds > 0.7)
    press(piece, KEYS.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")
    assert piece.transport.position.text() == "00:00.500"


def test_a_bar_that_is_put_away_leaves_its_keys_to_no_field(piece: MainWindow) -> None:
    fields = (*piece.time_bar.time_fields, piece.transport.position)
    for target in ("recording", "continuation"):
        piece.playing.set_target(target)
        piece.record_bar.show()
        piece.record_bar.bars_box.setFocus()
        assert piece.focusWidget() is piece.record_bar.bars_box
        piece.record_bar.hide()
        assert piece.focusWidget() not in fields
        assert piece.playing.target == target


def test_the_time_bar_shows_the_view_touched_last(piece_with_take: MainWindow) -> None:
    piece_with_take.recording_view.timeline.select(TimeSpan(0.5, 1.0))
    press(piece_with_take, KEYS.Key_A, CTRL)
    assert piece_with_take.time_bar.length_field.text() == "00:02.000"
    piece_with_take.take_panel.view.waveform.setFocus()
    piece_with_take.take_panel.view.timeline.select(TimeSpan(0.25, 0.5))
    assert piece_with_take.time_bar.length_field.text() == "00:00.250"
    assert piece_with_take.navigation.timeline is piece_with_take.take_panel.view.timeline
