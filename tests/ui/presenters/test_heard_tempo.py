"""The tempo that is heard in the recording."""

import threading
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers, Engine
from audiosynth_gui.features.beats import Beats
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.scripted_findings import BEATS
from tests.controllers.sounds import write_tone


class Listening:
    """A search for beats that waits to be let go on."""

    def __init__(self) -> None:
        self.may_go_on = threading.Event()
        self.found = BEATS

    def __call__(
        self, _folder: ProjectFolder, _recording: Recording
    ) -> Generator[float, None, Beats]:
        """Find what is scripted, once it may."""
        while not self.may_go_on.wait(0.005):
            yield 0.5
        return self.found


@pytest.fixture
def listening() -> Listening:
    """What the window listens with."""
    return Listening()


@pytest.fixture
def engine(engine: Engine, listening: Listening) -> Engine:
    """The scripted engine, which listens as long as it is told."""
    return replace(engine, find_beats=listening)


def test_the_button_says_that_it_listens_until_the_tempo_is_there(
    piece: MainWindow, listening: Listening, qtbot: QtBot
) -> None:
    button, tempo = piece.time_bar.find_button, piece.navigation.settings.tempo
    button.click()
    assert (button.text(), button.isEnabled()) == ("Finding…", False)
    assert piece.navigation.settings.tempo == tempo
    listening.may_go_on.set()
    qtbot.waitUntil(button.isEnabled)
    assert button.text() == "Find"
    heard = piece.navigation.settings.tempo
    assert (heard.bpm, heard.first_beat_seconds) == (120.0, 0.25)


def test_no_steady_beat_is_said(piece: MainWindow, listening: Listening, qtbot: QtBot) -> None:
    before = piece.navigation.settings
    listening.found = replace(BEATS, tempo=None)
    listening.may_go_on.set()
    with qtbot.waitSignal(piece.navigation.told) as told:
        piece.time_bar.find_button.click()
    assert told.args[0].text == "No steady beat is heard in this recording."
    assert piece.navigation.settings == before
    assert piece.time_bar.find_button.isEnabled()


def test_without_a_recording_that_is_said(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.navigation.told) as told:
        window.time_bar.find_button.click()
    assert told.args[0].text == "There is no recording to hear a tempo in."
    assert window.time_bar.find_button.isEnabled()


def test_another_recording_is_not_waited_for(
    piece: MainWindow, controllers: Controllers, listening: Listening, qtbot: QtBot, tmp_path: Path
) -> None:
    folder, before = controllers.project.folder, piece.navigation.settings
    assert folder is not None
    import_recording(folder, write_tone(tmp_path / "next.wav"))
    controllers.project.take_over_changes()
    piece.time_bar.find_button.click()
    controllers.choice.choose(folder.document.recordings[1].id)
    assert piece.time_bar.find_button.isEnabled()
    listening.may_go_on.set()
    qtbot.wait(50)
    assert piece.navigation.settings == before
