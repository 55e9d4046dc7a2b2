"""A spectrogram in colours."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from audiosynth_gui.audio.spectrogram_kinds import KindSettings, level_range_db
from audiosynth_gui.controllers.spectrogram_tiles import SpectrogramPicture
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views.colour_map import colour_table
from audiosynth_gui.ui.views.picture_style import PictureChoice
from audiosynth_gui.ui.views.spectrogram_image import CHROMA_PIXELS, picture_image

GREY = PictureChoice(colour_map="grey")


def test_the_highest_row_is_on_top_and_louder_is_lighter_on_dark() -> None:
    settings = KindSettings("mel", 44_100)
    pixels = np.zeros((settings.rows, 3), np.uint8)
    pixels[-1, 0], pixels[0, 2] = 255, 128
    image = picture_image(SpectrogramPicture(TimeSpan(0.0, 1.0), pixels, settings), GREY, True)
    assert (image.width(), image.height()) == (3, settings.rows)
    light = [image.pixelColor(x, y).lightness() for x, y in ((0, 0), (2, image.height() - 1))]
    assert light[0] > light[1] > image.pixelColor(1, 5).lightness()


@pytest.mark.parametrize(("floor_db", "shown"), [(-100, True), (-20, False)])
def test_what_lies_below_the_floor_is_drawn_as_silence(floor_db: int, shown: bool) -> None:
    settings = KindSettings("mel", 44_100)
    low_db, high_db = level_range_db("mel")
    value = round(255 * (-50.0 - low_db) / (high_db - low_db))
    pixels = np.full((settings.rows, 1), value, np.uint8)
    choice = PictureChoice(colour_map="grey", floor_db=floor_db)
    picture = SpectrogramPicture(TimeSpan(0.0, 1.0), pixels, settings)
    silence = QColor.fromRgba(colour_table("grey", True)[0])
    assert (picture_image(picture, choice, True).pixelColor(0, 9) != silence) == shown


def test_notes_of_chroma_are_bars_over_the_whole_range() -> None:
    settings = KindSettings("chroma", 44_100)
    pixels = np.zeros((settings.rows, 1), np.uint8)
    pixels[-1] = 255
    choice = PictureChoice(colour_map="grey", floor_db=-20)
    image = picture_image(SpectrogramPicture(TimeSpan(0.0, 1.0), pixels, settings), choice, True)
    light = [image.pixelColor(0, y).lightness() for y in range(image.height())]
    assert len(light) == settings.rows * CHROMA_PIXELS
    assert min(light[:CHROMA_PIXELS]) > max(light[CHROMA_PIXELS:])
