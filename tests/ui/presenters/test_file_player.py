"""Listening in the window: loop, pre-roll, from the pointer, scrubbing; what reaches the output."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.controllers import Controllers, Engine
from audiosynth_gui.controllers.looping import SEAM_SECONDS
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import Output, SilentOutput
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.presenters.file_player import PRE_ROLL_SECONDS, stretch_to_play
from audiosynth_gui.ui.views.timeline import Timeline
from tests.controllers.sounds import RATE, tone
from tests.ui.hands import ALT, CTRL, LEFT, NO_KEYS, RIGHT, press

FILE = tone(2.0)


class HeardOutput(SilentOutput):
    """Remembers all that is written to it."""

    written: list[Samples]

    def write(self, samples: Samples) -> bool:
        """Take a block."""
        self.written.append(samples.copy())
        return super().write(samples)


@pytest.fixture
def heard() -> list[Samples]:
    """What was sent to the output, block by block."""
    return []


@pytest.fixture
def engine(engine: Engine, heard: list[Samples]) -> Engine:
    """The scripted engine, with an output that remembers."""

    def open_output(
        _device: OutputDevice | None, rate: int, channels: int, ring_seconds: float
    ) -> Output:
        output = HeardOutput(rate, channels, ring_seconds)
        output.written = heard
        return output

    return replace(engine, open_output=open_output)


def sound(heard: list[Samples]) -> Samples:
    """All of it in one piece."""
    return np.concatenate([np.zeros((0, 2), np.float32), *heard])


def stop(controllers: Controllers, qtbot: QtBot) -> None:
    """Be silent."""
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_l_loops_the_selection_to_the_frame_without_a_gap(
    piece: MainWindow, controllers: Controllers, heard: list[Samples], qtbot: QtBot
) -> None:
    piece.recording_view.timeline.select(TimeSpan(0.5001, 0.7503))
    press(piece, Qt.Key.Key_L)
    assert piece.transport.loop_button.isChecked()
    press(piece, Qt.Key.Key_Space)
    start, end = round(0.5001 * RATE), round(0.7503 * RATE)
    length, seam = end - start, round(SEAM_SECONDS * RATE)
    qtbot.waitUntil(lambda: len(sound(heard)) > 3 * length)
    stop(controllers, qtbot)
    laps = sound(heard)
    for lap in range(3):
        first = lap * length + (seam if lap == 0 else 0)  # it fades in at the very beginning
        inside = slice(first, (lap + 1) * length - seam)
        np.testing.assert_array_equal(laps[inside], FILE[start + first - lap * length : end - seam])
    steepest = 0.5 * 2 * np.pi * 440 / RATE
    assert np.abs(np.diff(laps[: 3 * length, 0])).max() < 1.3 * steepest


def test_the_playhead_goes_round_and_the_loop_can_be_left(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    timeline = piece.recording_view.timeline
    timeline.loop.put(TimeSpan(0.2, 0.4))
    places: list[float] = []
    timeline.playhead_moved.connect(lambda: places.append(timeline.playhead_seconds or 0.2))
    press(piece, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: sum(b < a for a, b in itertools.pairwise(places)) >= 2)
    assert max(places) <= 0.4 + 1e-6
    piece.transport.loop_button.click()
    qtbot.waitUntil(lambda: max(places) > 0.5)
    assert timeline.loop.span == TimeSpan(0.2, 0.4)
    stop(controllers, qtbot)


def test_the_loop_of_a_recording_is_left_alone_by_another_view(
    piece_with_take: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    piece_with_take.recording_view.timeline.loop.put(TimeSpan(0.2, 0.4))
    press(piece_with_take, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    piece_with_take.take_panel.view.timeline.loop.put(TimeSpan(0.1, 0.2))
    assert controllers.play._loop.span == TimeSpan(0.2, 0.4)
    piece_with_take.recording_view.timeline.loop.put(TimeSpan(0.3, 0.5))
    assert controllers.play._loop.span == TimeSpan(0.3, 0.5)
    stop(controllers, qtbot)


def test_playing_from_the_pointer(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    view, play = piece.recording_view, controllers.play
    view.timeline.select(TimeSpan(0.1, 0.2))
    half, third = QPoint(view.ruler.width() // 2, 25), QPoint(view.ruler.width() // 4, 25)
    QTest.mouseDClick(view.ruler, LEFT, NO_KEYS, half)
    qtbot.waitUntil(lambda: play.state == "playing")
    assert play.origin is not None
    assert play.origin.start_seconds == pytest.approx(1.0, abs=0.01)
    QTest.mouseClick(view.waveform, LEFT, ALT, third)
    assert play.origin.start_seconds == pytest.approx(0.5, abs=0.01)
    assert view.timeline.selection == TimeSpan(0.1, 0.2)
    stop(controllers, qtbot)


def test_a_pre_roll_leads_into_the_selection(
    piece: MainWindow, controllers: Controllers, heard: list[Samples], qtbot: QtBot
) -> None:
    piece.navigation_actions.pre_roll.trigger()
    piece.recording_view.timeline.select(TimeSpan(0.1, 0.2))
    press(piece, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")
    assert PRE_ROLL_SECONDS > 0.1
    assert len(sound(heard)) == round(0.2 * RATE)
    np.testing.assert_array_equal(sound(heard)[:1500], FILE[:1500])


def test_scrubbing_sounds_grains_at_the_pointer(
    piece: MainWindow, controllers: Controllers, heard: list[Samples], qtbot: QtBot
) -> None:
    view = piece.recording_view
    visible = view.timeline.visible
    for widget, button, keys in (
        (view.waveform, LEFT, CTRL | ALT), (view.overview, RIGHT, NO_KEYS),
    ):  # fmt: skip
        heard.clear()
        half = widget.width() // 2
        QTest.mousePress(widget, button, keys, QPoint(half, 10))
        qtbot.waitUntil(lambda: controllers.play.state == "playing")
        QTest.mouseMove(widget, QPoint(half + half // 2, 10))
        qtbot.waitUntil(lambda: controllers.play.position_seconds == pytest.approx(1.5, abs=0.01))
        qtbot.waitUntil(lambda: np.abs(sound(heard)).max() > 0.4)
        QTest.mouseRelease(widget, button, keys, QPoint(half, 10))
        qtbot.waitUntil(lambda: controllers.play.state == "stopped")
        assert np.abs(sound(heard)[-1]).max() < 0.01
    assert view.timeline.visible == visible
    assert view.timeline.selection is None


@pytest.mark.parametrize(
    ("selection", "loop", "cursor", "wanted"),
    [
        (None, None, 3.0, (3.0, None, False)),
        (None, None, 10.0, (0.0, None, False)),
        ((2.0, 4.0), None, 0.0, (2.0, 4.0, False)),
        ((2.0, 4.0), (3.0, 5.0), 0.0, (2.0, 4.0, True)),
        ((2.0, 4.0), (4.0, 5.0), 0.0, (2.0, 4.0, False)),
        (None, (4.0, 5.0), 1.0, (1.0, None, True)),
        (None, (4.0, 5.0), 6.0, (4.0, None, True)),
    ],
)
def test_from_where_play_plays(
    qtbot: QtBot,
    selection: tuple[float, float] | None,
    loop: tuple[float, float] | None,
    cursor: float,
    wanted: tuple[float, float | None, bool],
) -> None:
    timeline = Timeline()
    timeline.reset(10.0)
    timeline.put_cursor(cursor)
    if selection is not None:
        timeline.select(TimeSpan(*selection))
    if loop is not None:
        timeline.loop.put(TimeSpan(*loop))
    start, end, looped = stretch_to_play(timeline)
    assert (start, end, looped is not None) == wanted
