"""How regions look and what they are called."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from audiosynth_gui.project.regions import REGION_COLOURS, REGION_KINDS, RegionKind
from audiosynth_gui.ui.colours import DARK
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.region_looks import (
    SHADES,
    colour_icon,
    colour_word,
    kind_word,
    paint_region,
    region_facts,
    region_icon,
)
from tests.project.examples import REGION

WIDTH, HEIGHT = 60, 16


def painted(kind: RegionKind, name: str = " ") -> NDArray[np.uint8]:
    """A region over the whole of a small picture, grey (height, width)."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_Grayscale8)
    image.fill(QColor(DARK.panel))
    with QPainter(image) as painter:
        region = REGION.changed(kind=kind, name=name)
        paint_region(painter, region, QRectF(0, 0, WIDTH - 1, HEIGHT - 1), DARK)
    raw = np.frombuffer(image.constBits(), np.uint8)
    return raw.reshape(HEIGHT, image.bytesPerLine())[:, :WIDTH].copy()


def test_every_kind_and_colour_has_a_word_of_its_own() -> None:
    assert len({kind_word(kind) for kind in REGION_KINDS}) == len(REGION_KINDS)
    assert len({colour_word(colour) for colour in REGION_COLOURS}) == len(REGION_COLOURS)
    assert SHADES.keys() == set(REGION_COLOURS)


@pytest.mark.parametrize("pair", list(itertools.combinations(REGION_KINDS, 2)), ids="/".join)
def test_kinds_differ_without_colour(
    qapp: QApplication, pair: tuple[RegionKind, RegionKind]
) -> None:
    assert qapp is not None
    differ = painted(pair[0]).astype(int) - painted(pair[1])
    assert (np.abs(differ) > 10).mean() > 0.05


def test_the_name_is_written_where_it_has_room(qapp: QApplication) -> None:
    assert qapp is not None
    differ = painted("train", "chorus") != painted("train")
    assert differ[:, : WIDTH // 2].any()


def test_facts_are_name_kind_and_ends() -> None:
    region = REGION.changed(start_frame=44_100, stop_frame=3 * 44_100)
    assert region_facts(region, 44_100).split("\n") == [
        "chorus", "Train on this", "00:01.000 – 00:03.000",
    ]  # fmt: skip


def test_icons_have_the_colour_of_the_region(icons: Icons) -> None:
    red = REGION.changed(colour="red")
    for icon, shade in ((colour_icon("red"), SHADES["red"]), (region_icon(icons, red), None)):
        image = icon.pixmap(16, 16).toImage()
        colours = {image.pixelColor(x, y).name() for x in range(16) for y in range(16)}
        reds = [one for one in colours if QColor(one).red() > QColor(one).blue() + 40]
        assert reds
        assert shade is None or colours == {shade}
