"""Spectrograms in the background."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.spectrogram import SpectrogramSettings, hertz_to_row
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.spectrogram_controller import (
    ROUGH_COLUMNS,
    SpectrogramController,
    SpectrogramPicture,
)
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.errors import AudioFileError
from tests.controllers.sounds import RATE, tone

SETTINGS = SpectrogramSettings(sample_rate=RATE, rows=64)
SOUND = tone(2.0, hertz=1000.0)


def read(start: int, stop: int) -> Samples:
    """Read the tone."""
    return SOUND[start:stop]


@pytest.fixture
def drawing(qtbot: QtBot) -> Iterator[SpectrogramController]:
    """A controller, closed at the end."""
    assert qtbot is not None
    made = SpectrogramController()
    yield made
    made.close()


def test_a_picture_shows_the_tone(drawing: SpectrogramController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(drawing.picture_drawn) as signal:
        drawing.draw(read, TimeSpan(0.5, 1.5), 100, SETTINGS)
    picture: SpectrogramPicture = signal.args[0]
    assert picture.pixels.shape == (64, 100)
    assert picture.span == TimeSpan(0.5, 1.5)
    row = round(hertz_to_row(1000.0, SETTINGS))
    assert set(np.argmax(picture.pixels, axis=0)) == {row}


def test_a_rough_picture_comes_before_the_fine_one(
    drawing: SpectrogramController, qtbot: QtBot
) -> None:
    widths: list[int] = []
    drawing.picture_drawn.connect(lambda picture: widths.append(picture.pixels.shape[1]))
    drawing.draw(read, TimeSpan(0.0, 2.0), 1000, SETTINGS)
    qtbot.waitUntil(lambda: len(widths) == 2)
    assert widths == [ROUGH_COLUMNS, 1000]


def test_only_the_newest_wish_is_shown(drawing: SpectrogramController, qtbot: QtBot) -> None:
    gate, begun = threading.Event(), threading.Event()

    def slow_read(start: int, stop: int) -> Samples:
        begun.set()
        gate.wait(10)
        return read(start, stop)

    spans: list[TimeSpan] = []
    drawing.picture_drawn.connect(lambda picture: spans.append(picture.span))
    drawing.draw(slow_read, TimeSpan(0.0, 1.0), 50, SETTINGS)
    assert begun.wait(10)
    for start in (0.1, 0.2, 0.3):
        drawing.draw(read, TimeSpan(start, 1.0), 50, SETTINGS)
    gate.set()
    qtbot.waitUntil(lambda: bool(spans))
    assert spans == [TimeSpan(0.3, 1.0)]


def test_what_was_forgotten_is_not_shown(drawing: SpectrogramController, qtbot: QtBot) -> None:
    spans: list[TimeSpan] = []
    drawing.picture_drawn.connect(lambda picture: spans.append(picture.span))
    drawing.draw(read, TimeSpan(0.0, 1.0), 50, SETTINGS)
    drawing.forget()
    qtbot.wait(100)
    assert spans == []
    drawing.draw(read, TimeSpan(0.5, 1.0), 50, SETTINGS)
    qtbot.waitUntil(lambda: bool(spans))
    assert spans == [TimeSpan(0.5, 1.0)]


def test_a_file_that_is_closed_meanwhile_is_no_problem(
    drawing: SpectrogramController, qtbot: QtBot
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def closed(_start: int, _stop: int) -> Samples:
        begun.set()
        gate.wait(10)
        raise ValueError("seek of closed file")

    told: list[Message] = []
    drawing.told.connect(told.append)
    drawing.draw(closed, TimeSpan(0.0, 1.0), 50, SETTINGS)
    assert begun.wait(10)
    drawing.forget()
    gate.set()
    qtbot.wait(100)
    assert told == []


def test_a_file_that_cannot_be_read_is_told(drawing: SpectrogramController, qtbot: QtBot) -> None:
    def broken(_start: int, _stop: int) -> Samples:
        raise AudioFileError("The file has become shorter.")

    with qtbot.waitSignal(drawing.told) as signal:
        drawing.draw(broken, TimeSpan(0.0, 1.0), 50, SETTINGS)
    assert signal.args[0].text == "The file has become shorter."
