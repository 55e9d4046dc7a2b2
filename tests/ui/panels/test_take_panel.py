"""The take while it plays, and after."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.panels.take_panel import FOLLOWED_SECONDS
from tests.controllers.sounds import RATE, tone
from tests.ui.views.pixels import picture_of, where


def play_some(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    """Play a continuation for a moment."""
    piece.generation.play_button.click()
    panel = piece.take_panel
    qtbot.waitUntil(lambda: panel.live is not None and panel.live.duration_seconds > 0.3)
    assert controllers.play.state == "playing"


def test_a_take_is_drawn_as_it_plays(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    panel = piece.take_panel
    assert panel.hint.isVisible()
    assert not panel.view.isVisible()
    play_some(piece, controllers, qtbot)
    assert panel.view.isVisible()
    assert panel.view.timeline.visible == TimeSpan(0.0, FOLLOWED_SECONDS)
    drawn = where(picture_of(panel.view.waveform), panel.view.waveform.theme.colours.take_body)
    columns = np.flatnonzero(drawn.any(axis=0))
    assert columns.size > 0
    assert panel.live is not None
    wanted = panel.live.duration_seconds / FOLLOWED_SECONDS * panel.view.width()
    assert columns[-1] <= wanted + 1
    piece.generation.play_button.click()
    qtbot.waitUntil(lambda: controllers.take_sound.sound is not None)
    assert panel.live is None
    assert panel.title.text() == "Take"
    assert "seed" in panel.recipe_words.text()
    assert "from “tone”" in panel.recipe_words.text()
    take = controllers.choice.take
    assert take is not None
    assert panel.view.timeline.duration_seconds == take.frames / RATE


def test_the_view_follows_a_long_take_unless_it_is_moved(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    panel = piece.take_panel
    play_some(piece, controllers, qtbot)
    panel.grow_live([tone(30.0)])
    assert panel.view.timeline.visible.stop_seconds > 30.0
    assert panel.view.timeline.visible.duration_seconds == FOLLOWED_SECONDS
    panel.view.timeline.show_span(TimeSpan(1.0, 3.0))
    panel.grow_live([tone(1.0)])
    assert panel.view.timeline.visible == TimeSpan(1.0, 3.0)
    piece.generation.play_button.click()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_settings_of_a_take_are_used_again(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    piece.recording_view.timeline.put_cursor(1.0)
    piece.generation.temperature_knob.set_value(0.75)
    play_some(piece, controllers, qtbot)
    piece.generation.play_button.click()
    qtbot.waitUntil(lambda: controllers.take_sound.sound is not None)
    piece.generation.temperature_knob.set_value(1.5)
    piece.recording_view.timeline.put_cursor(0.1)
    piece.take_panel.recall_button.click()
    take, request = controllers.choice.take, piece.generation.request()
    assert take is not None
    assert request is not None
    assert request.seed == take.recipe.seed
    assert request.at_seconds == take.recipe.at_seconds


def test_a_take_is_played(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    play_some(piece, controllers, qtbot)
    piece.generation.play_button.click()
    qtbot.waitUntil(lambda: controllers.take_sound.sound is not None)
    piece.playing.set_target("take")
    piece.transport.play_button.click()
    timeline = piece.take_panel.view.timeline
    qtbot.waitUntil(lambda: timeline.playhead_seconds is not None)
    assert controllers.play.origin is not None
    assert controllers.play.origin.kind == "take"
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_a_take_that_is_made_looks_the_same_however_the_playhead_is_followed(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    pages, smoothly = piece.navigation_actions.ways.actions()
    smoothly.trigger()
    panel = piece.take_panel
    play_some(piece, controllers, qtbot)
    qtbot.waitUntil(lambda: panel.view.timeline.playhead_seconds is not None)
    at = controllers.play.position_seconds
    qtbot.waitUntil(lambda: controllers.play.position_seconds > at + 0.1)
    assert panel.view.timeline.visible == TimeSpan(0.0, FOLLOWED_SECONDS)
    pages.trigger()
    piece.navigation_actions.follow.trigger()
    panel.grow_live([tone(30.0)])
    assert panel.view.timeline.visible == TimeSpan(0.0, FOLLOWED_SECONDS)
    piece.navigation_actions.follow.trigger()
    panel.view.timeline.scroll(100.0)
    panel.grow_live([tone(5.0)])
    visible = panel.view.timeline.visible
    assert panel.live is not None
    assert visible.stop_seconds == pytest.approx(panel.live.duration_seconds)
    assert visible.duration_seconds == pytest.approx(FOLLOWED_SECONDS)
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")
    assert not panel.view.follower.rests
