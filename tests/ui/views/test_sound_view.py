"""The views of one sound, one above the other, in the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollBar, QWidget

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.views.sound_view import SoundView
from tests.ui.hands import LEFT, NO_KEYS


@pytest.mark.parametrize("part", ["overview", "ruler", "regions", "waveform", "spectrogram"])
def test_whatever_part_is_clicked_it_is_the_view_touched_last(
    piece_with_take: MainWindow, part: str
) -> None:
    piece_with_take.take_panel.view.waveform.setFocus()
    targets = [piece_with_take.playing.target]
    touched: QWidget = getattr(piece_with_take.recording_view, part)
    QTest.mouseClick(touched, LEFT, NO_KEYS, QPoint(touched.width() // 2, touched.height() - 4))
    assert [*targets, piece_with_take.playing.target] == ["take", "recording"]
    focused = piece_with_take.focusWidget()
    assert focused is not None
    assert piece_with_take.recording_view.isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_End)
    assert piece_with_take.recording_view.timeline.cursor_seconds == 2.0
    QTest.keyClick(focused, Qt.Key.Key_L)
    assert piece_with_take.recording_view.timeline.loop.is_on
    assert not piece_with_take.take_panel.view.timeline.loop.is_on


def test_the_scroll_bar_goes_by_parts_of_what_is_seen_however_long_the_sound(
    piece: MainWindow,
) -> None:
    view: SoundView = piece.recording_view
    timeline = view.timeline
    timeline.reset(36_000.0)
    timeline.show_span(TimeSpan(18_000.0, 18_001.0))
    [bar] = [each for each in view.findChildren(QScrollBar) if each.parent() is view]
    bar.triggerAction(QScrollBar.SliderAction.SliderSingleStepAdd)
    assert timeline.visible.start_seconds == pytest.approx(18_000.05, abs=0.005)
    bar.triggerAction(QScrollBar.SliderAction.SliderPageStepSub)
    assert timeline.visible.start_seconds == pytest.approx(17_999.05, abs=0.005)
