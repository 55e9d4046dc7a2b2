"""Recording through the real window from a real input: nothing stood in for but the air."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.app import build_engine
from audiosynth_gui.controllers.controllers import Controllers, Engine
from audiosynth_gui.project.recordings import open_recording
from audiosynth_gui.ui.main_window import MainWindow
from tests.playback.sounds import sweep
from tests.room import Room
from tests.sound_comparison import compare_sounds, discontinuities
from tests.sound_sink import SINK_SAMPLE_RATE

PATIENCE_MILLISECONDS = 30_000
LEAST_HEARD_SECONDS = 0.3


@pytest.fixture
def engine(engine: Engine, tmp_path: Path) -> Engine:
    """The scripted engine, with the sound of the program itself."""
    real = build_engine(tmp_path / "Demo.audiosynth")
    return replace(engine, open_input=real.open_input, open_output=real.open_output)


@pytest.fixture
def room_window(window: MainWindow, room: Room, tmp_path: Path) -> Iterator[MainWindow]:
    """The window with an empty project, its microphone in the room."""
    assert room.sink.process.poll() is None
    window._controllers.project.create_project(tmp_path / "Piece")
    yield window
    window._controllers.close()  # before the room goes


def test_what_sounds_in_the_room_is_in_the_project_and_in_the_headphones(
    room_window: MainWindow, controllers: Controllers, room: Room, qtbot: QtBot
) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 2.0)
    record, project = controllers.record, controllers.project
    qtbot.waitUntil(lambda: project.folder is not None)
    QTest.keyClick(room_window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: record.state == "armed", timeout=PATIENCE_MILLISECONDS)
    room_window.record_bar.monitoring_box.click()
    with room.sink.record() as heard:
        QTest.keyClick(room_window, Qt.Key.Key_R)
        qtbot.waitUntil(lambda: record.state == "recording", timeout=PATIENCE_MILLISECONDS)
        with room.sounding(sound) as player:
            qtbot.waitUntil(lambda: player.poll() is not None, timeout=PATIENCE_MILLISECONDS)
            end = record.recorded_seconds + 0.5  # the way through the sound server
            qtbot.waitUntil(lambda: record.recorded_seconds > end)
        QTest.keyClick(room_window, Qt.Key.Key_R)
        qtbot.waitUntil(lambda: controllers.choice.recording is not None)
    assert record.overflows == 0
    assert room_window.messages.message is None
    recording, folder = controllers.choice.recording, project.folder
    assert recording is not None
    assert folder is not None
    with open_recording(folder, recording) as source:
        samples = source.read(0, source.frames)
    assert discontinuities(samples, sound) == ()
    # Monitoring goes through Python and may stutter on a busy machine; the recording may not.
    comparison = compare_sounds(heard.samples, sound)
    lost_frames = sum(gap.lost_frames for gap in comparison.discontinuities)
    assert comparison.matched_frames - lost_frames > LEAST_HEARD_SECONDS * SINK_SAMPLE_RATE
