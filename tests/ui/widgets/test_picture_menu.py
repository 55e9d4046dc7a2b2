"""The menu of pictures, in the real window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.play_thread import PlayBegun
from audiosynth_gui.controllers.playables import Origin
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.views.picture_style import PictureStyle
from audiosynth_gui.ui.widgets.picture_menu import PictureButton, PictureMenu
from audiosynth_gui.ui.window_state import WindowState
from tests.controllers.sounds import RATE, tone


def view_action(window: MainWindow, text: str) -> QAction:
    """An entry of View > Pictures."""
    [menu] = [child for child in window.findChildren(PictureMenu) if child.parent() is window]
    [found] = [action for action in menu.findChildren(QAction) if action.text() == text]
    return found


def test_the_kind_is_chosen_in_the_view_menu_for_all_views_and_kept(
    piece: MainWindow, state: WindowState, qtbot: QtBot
) -> None:
    view = piece.recording_view.spectrogram
    view_action(piece, "Notes of one octave (chroma)").trigger()
    assert state.picture_choice.kind == "chroma"
    qtbot.waitUntil(lambda: view.picture is not None and view.picture.settings.kind == "chroma")
    qtbot.waitUntil(piece.recording_view.spectrogram._drawing.is_idle)
    assert view.picture is not None
    # The tone of the recording is an A.
    middle = view.picture.pixels[:, view.picture.pixels.shape[1] // 2]
    assert int(middle.argmax()) == 9
    buttons = piece.findChildren(PictureButton)
    assert len(buttons) == 2
    assert {button.text() for button in buttons} == {"Chroma"}
    menus = piece.findChildren(PictureMenu)
    assert all(menu._kinds.checkedAction().data() == "chroma" for menu in menus)


def test_the_waveform_turns_to_decibels(piece: MainWindow, qtbot: QtBot) -> None:
    before = piece.recording_view.waveform.grab().toImage()
    view_action(piece, "Waveform in decibels (dB)").trigger()
    assert piece.recording_view.waveform.level_scale.kind == "decibels"
    assert piece.take_panel.view.waveform.level_scale.kind == "decibels"
    assert piece.recording_view.waveform.grab().toImage() != before
    assert qtbot is not None


@pytest.mark.parametrize(("text", "kind"), [("Notes (constant-Q)", "constant_q")])
def test_a_take_that_is_made_is_drawn_in_the_chosen_kind(
    piece: MainWindow, controllers: Controllers, text: str, kind: str
) -> None:
    view_action(piece, text).trigger()
    panel = piece.take_panel
    panel.begin_live(PlayBegun(Origin("continuation", "model"), RATE, 2, ""), "")
    panel.grow_live([tone(4.0, hertz=880.0)])
    picture = panel.view.spectrogram.picture
    assert picture is not None
    assert picture.settings.kind == kind
    row = int(picture.pixels[:, 10].argmax())
    assert abs(row - 24 * np.log2(880.0 / 32.7032)) <= 1
    panel.end_live()
    assert controllers.play.state == "stopped"


def test_the_range_is_typed(qtbot: QtBot) -> None:
    style = PictureStyle()
    menu = PictureMenu(style)
    qtbot.addWidget(menu)
    menu.floor_field.selectAll()
    QTest.keyClicks(menu.floor_field, "-75")
    QTest.keyClick(menu.floor_field, Qt.Key.Key_Return)
    assert style.choice.floor_db == -75
    style.choose_range(-90, -20)
    assert (menu.floor_field.value(), menu.ceiling_field.value()) == (-90, -20)
