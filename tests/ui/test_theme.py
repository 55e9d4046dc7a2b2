"""Light and dark."""

from dataclasses import asdict

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QListWidget, QListWidgetItem
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.colours import DARK, LIGHT, Colours
from audiosynth_gui.ui.style_sheet import style_sheet
from audiosynth_gui.ui.theme import Theme, build_palette

READABLE_CONTRAST = 4.5
"""Least contrast of text by WCAG 2.1, level AA."""
SEEN_CONTRAST = 3.0
"""Of what is no text."""


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.1."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.1."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(
    ("writing", "ground"),
    [
        ("text", "panel"), ("text", "well"), ("text", "raised"), ("text", "window"),
        ("faint_text", "panel"), ("faint_text", "well"), ("faint_text", "raised"),
        ("on_accent", "accent"), ("accent", "raised"),
    ],
)  # fmt: skip
def test_writing_is_readable(colours: Colours, writing: str, ground: str) -> None:
    values = asdict(colours)
    assert contrast(values[writing], values[ground]) >= READABLE_CONTRAST


@pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])
def test_every_colour_is_one_and_the_sheet_uses_them(colours: Colours) -> None:
    assert all(QColor(value).isValid() for value in asdict(colours).values())
    assert colours.accent in style_sheet(colours)
    assert "{" + "accent" + "}" not in style_sheet(colours)
    palette = build_palette(colours)
    assert palette.color(QPalette.ColorRole.Window).name() == colours.panel
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
    assert disabled != palette.color(QPalette.ColorRole.Text).name()


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Dark, Qt.ColorScheme.Light])
def test_a_box_without_a_tick_is_seen(theme: Theme, qtbot: QtBot, scheme: Qt.ColorScheme) -> None:
    theme.set_scheme(scheme)
    box, rows = QCheckBox(), QListWidget()
    qtbot.addWidget(box)
    qtbot.addWidget(rows)
    row = QListWidgetItem(rows)
    row.setCheckState(Qt.CheckState.Unchecked)
    for widget, ground in ((box, theme.colours.panel), (rows.viewport(), theme.colours.well)):
        picture = widget.grab().toImage()
        middle = picture.height() // 2 if widget is box else rows.visualItemRect(row).center().y()
        across = [picture.pixelColor(x, middle).name() for x in range(3, min(30, picture.width()))]
        assert max(contrast(colour, ground) for colour in across) >= SEEN_CONTRAST


def test_changing_the_scheme_is_told(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    theme.set_scheme(Qt.ColorScheme.Dark)
    assert theme.is_dark
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme(Qt.ColorScheme.Light)
    assert theme.colours is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.panel


def test_the_system_is_followed(theme: Theme) -> None:
    theme.set_scheme(Qt.ColorScheme.Light)
    theme.set_scheme(Qt.ColorScheme.Unknown)
    hints = QApplication.styleHints()
    assert theme.is_dark == (hints.colorScheme() != Qt.ColorScheme.Light)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark


def test_widgets_are_dressed_once_for_a_change(theme: Theme, qtbot: QtBot) -> None:
    theme.set_scheme(Qt.ColorScheme.Light)
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.is_dark))
    theme.set_scheme(Qt.ColorScheme.Dark)
    theme.set_scheme(Qt.ColorScheme.Dark)
    assert told == [True]
    assert qtbot is not None
