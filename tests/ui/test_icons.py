"""Icons in the theme's colours."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage

from audiosynth_gui.ui.icons import ICON_GAP, Icons
from audiosynth_gui.ui.theme import Theme


def colours_in(image: QImage) -> set[str]:
    """Every opaque colour of an image."""
    found = set()
    for y in range(image.height()):
        for x in range(image.width()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                found.add(colour.name())
    return found


def test_an_icon_has_the_colour_of_writing(icons: Icons, theme: Theme) -> None:
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        theme.set_scheme(scheme)
        image = icons.icon("play").pixmap(QSize(32, 32)).toImage()
        assert QColor(theme.colours.text).name() in colours_in(image)
        faint = icons.icon("play").pixmap(QSize(32, 32), QIcon.Mode.Disabled).toImage()
        assert QColor(theme.colours.faint_text).name() in colours_in(faint)


def test_room_before_the_text_is_empty(icons: Icons) -> None:
    image = icons.icon("stop", gap=ICON_GAP).pixmap(QSize(16 + ICON_GAP, 16)).toImage()
    columns = range(image.width() - 3, image.width())
    assert all(image.pixelColor(x, 8).alpha() == 0 for x in columns)


def test_the_program_icon_is_not_tinted(icons: Icons) -> None:
    image = icons.program_icon().pixmap(QSize(128, 128)).toImage()
    assert len(colours_in(image)) > 10


def test_a_drawing_that_is_not_shipped(icons: Icons) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")
