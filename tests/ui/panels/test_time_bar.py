"""Selection, form of times, snapping and tempo in numbers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.widgets.time_field import TimeField

SMALL_WIDTH = 960
"""Of a screen of 1920 pixels at 200 %."""


def type_into(field: TimeField, text: str) -> None:
    """Type over what is there, and press Enter."""
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def choose_form(window: MainWindow, index: int) -> None:
    """Choose a form of times in the bar."""
    window.time_bar.form_box.setCurrentIndex(index)
    window.time_bar.form_box.activated.emit(index)


def test_the_selection_is_typed_and_shown(piece: MainWindow) -> None:
    bar, timeline = piece.time_bar, piece.recording_view.timeline
    type_into(bar.start_field, "0.5")
    assert timeline.cursor_seconds == 0.5
    assert bar.stop_field.text() == ""
    type_into(bar.stop_field, "1.25 s")
    assert timeline.selection == TimeSpan(0.5, 1.25)
    assert bar.length_field.text() == "00:00.750"
    type_into(bar.length_field, "4000sm")
    assert timeline.selection == TimeSpan(0.5, 1.0)
    type_into(bar.start_field, "0:00.75")
    assert timeline.selection == TimeSpan(0.75, 1.0)
    assert bar.length_field.text() == "00:00.250"
    choose_form(piece, 2)
    assert timeline.display.form == "samples"
    assert (bar.start_field.text(), bar.length_field.text()) == ("6000", "2000")
    assert piece.transport.position.text() == "6000"
    choose_form(piece, 3)
    assert bar.start_field.text() == "1.2.50"


def test_the_tempo_is_typed_or_tapped(piece: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    bar, timeline = piece.time_bar, piece.recording_view.timeline
    assert not bar.bpm_field.isVisible()
    height = bar.sizeHint().expandedTo(bar.minimumSize()).height()
    choose_form(piece, 3)
    assert bar.sizeHint().expandedTo(bar.minimumSize()).height() == height, "it is not to jump"
    assert piece.minimumSizeHint().width() <= SMALL_WIDTH
    assert bar.bpm_field.isVisible()
    bar.bpm_field.setFocus()
    bar.bpm_field.selectAll()
    QTest.keyClicks(bar.bpm_field, "90.5")
    QTest.keyClick(bar.bpm_field, Qt.Key.Key_Return)
    bar.beats_field.setFocus()
    bar.beats_field.selectAll()
    QTest.keyClicks(bar.beats_field, "3")
    QTest.keyClick(bar.beats_field, Qt.Key.Key_Return)
    type_into(bar.first_beat_field, "0.25")
    assert timeline.display.tempo == Tempo(90.5, 0.25, 3)
    assert bar.first_beat_field.text() == "0.250 s"
    moments = iter([5.0, 5.4, 5.8])
    monkeypatch.setattr("audiosynth_gui.ui.presenters.navigation_presenter.time.monotonic",
                        lambda: next(moments))  # fmt: skip
    for _ in range(3):
        bar.tap_button.click()
    assert timeline.display.tempo == Tempo(150.0, 0.25, 3)
    assert bar.bpm_field.value() == pytest.approx(150.0)
