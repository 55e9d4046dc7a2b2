"""Spectrograms in the background: what is looked at comes first."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.spectrogram_kinds import KindSettings, hertz_to_kind_row
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
from audiosynth_gui.controllers.spectrogram_tiles import (
    FINE,
    ROUGH,
    THOROUGH,
    TILE_COLUMNS,
    SpectrogramTile,
    TileKey,
)
from audiosynth_gui.errors import AudioFileError
from tests.controllers.sounds import RATE, tone

SETTINGS = KindSettings("mel", RATE)
SOUND = tone(8.0, hertz=1000.0)
LEVEL = 5


def read(start: int, stop: int) -> Samples:
    """Read the tone."""
    return SOUND[start:stop]


def key(index: int, level: int = LEVEL) -> TileKey:
    """A tile of the mel picture."""
    return TileKey(SETTINGS, level, index)


@pytest.fixture
def drawing(qtbot: QtBot) -> Iterator[SpectrogramController]:
    """A controller that shows the tone, closed at the end."""
    assert qtbot is not None
    made = SpectrogramController()
    made.show_sound(read)
    yield made
    made.close()


def collected(drawing: SpectrogramController) -> list[SpectrogramTile]:
    """All tiles that come from now on."""
    tiles: list[SpectrogramTile] = []
    drawing.tile_drawn.connect(tiles.append)
    return tiles


def test_a_tile_shows_the_tone(drawing: SpectrogramController, qtbot: QtBot) -> None:
    drawing.want([key(2)])
    qtbot.waitUntil(drawing.is_idle)
    tile = drawing.cache.get(key(2))
    assert tile is not None
    assert tile.quality == FINE
    assert tile.pixels.shape == (SETTINGS.rows, TILE_COLUMNS)
    rows = np.argmax(tile.pixels, axis=0)
    assert np.abs(rows - hertz_to_kind_row(1000.0, SETTINGS)).max() <= 1


def test_what_is_visible_comes_first_and_roughly_before_finely(
    drawing: SpectrogramController, qtbot: QtBot
) -> None:
    tiles = collected(drawing)
    drawing.want([key(3), key(2)], [key(4), key(1)])
    qtbot.waitUntil(drawing.is_idle)
    assert [(tile.key.index, tile.quality) for tile in tiles] == [
        (3, ROUGH), (2, ROUGH), (3, FINE), (2, FINE), (4, FINE), (1, FINE),
    ]  # fmt: skip


def test_wide_columns_are_drawn_from_most_of_their_sound_in_the_end(
    drawing: SpectrogramController, qtbot: QtBot
) -> None:
    wide = key(0, level=13)
    drawing.want([wide])
    qtbot.waitUntil(drawing.is_idle)
    tile = drawing.cache.get(wide)
    assert tile is not None
    assert tile.quality == THOROUGH


def test_what_is_there_is_not_drawn_again(drawing: SpectrogramController, qtbot: QtBot) -> None:
    drawing.want([key(0)])
    qtbot.waitUntil(drawing.is_idle)
    tiles = collected(drawing)
    drawing.want([key(0), key(1)])
    qtbot.waitUntil(drawing.is_idle)
    assert {tile.key.index for tile in tiles} == {1}


def test_newer_wishes_come_before_older_ones(drawing: SpectrogramController, qtbot: QtBot) -> None:
    gate, begun = threading.Event(), threading.Event()

    def slow_read(start: int, stop: int) -> Samples:
        begun.set()
        gate.wait(10)
        return read(start, stop)

    drawing.show_sound(slow_read)
    tiles = collected(drawing)
    drawing.want([key(0), key(1)])
    assert begun.wait(10)
    for index in (5, 6, 7):
        drawing.want([key(index)])
    gate.set()
    qtbot.waitUntil(drawing.is_idle)
    # What was begun is kept; what waited behind it is not drawn.
    assert [tile.key.index for tile in tiles] == [0, 7, 7]


def test_tiles_of_another_sound_are_not_shown(drawing: SpectrogramController, qtbot: QtBot) -> None:
    tiles = collected(drawing)
    drawing.want([key(0)])
    drawing.forget()
    qtbot.wait(100)
    assert tiles == []
    assert drawing.cache.get(key(0)) is None
    drawing.show_sound(lambda start, stop: 0 * read(start, stop))
    drawing.want([key(0)])
    qtbot.waitUntil(drawing.is_idle)
    assert not any(tile.pixels.any() for tile in tiles)


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
    drawing.show_sound(closed)
    drawing.want([key(0)])
    assert begun.wait(10)
    drawing.forget()
    gate.set()
    qtbot.wait(100)
    assert told == []


def test_a_file_that_cannot_be_read_is_told_once(
    drawing: SpectrogramController, qtbot: QtBot
) -> None:
    def broken(_start: int, _stop: int) -> Samples:
        raise AudioFileError("The file has become shorter.")

    told: list[Message] = []
    drawing.told.connect(told.append)
    drawing.show_sound(broken)
    drawing.want([key(0), key(1), key(2)])
    qtbot.waitUntil(drawing.is_idle)
    qtbot.wait(50)
    assert [message.text for message in told] == ["The file has become shorter."]
