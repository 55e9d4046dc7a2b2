"""How regions look and what they are called, wherever they are shown."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap

from audiosynth_gui.project.regions import Region, RegionColour, RegionKind
from audiosynth_gui.ui.colours import Colours, with_alpha
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.time_format import clock

ICON_NAMES: dict[RegionKind, str] = {
    "train": "region-train",
    "leave-out": "region-leave-out",
    "prompt": "region-prompt",
}
PATTERNS: dict[RegionKind, Qt.BrushStyle] = {
    "train": Qt.BrushStyle.SolidPattern,
    "leave-out": Qt.BrushStyle.BDiagPattern,
    "prompt": Qt.BrushStyle.Dense6Pattern,
}
"""Kinds differ without colour too."""

SHADES: dict[RegionColour, str] = {
    "green": "#3fa66b",
    "red": "#d8574f",
    "blue": "#4d8fe0",
    "amber": "#cf8a1e",
    "violet": "#9b6fd6",
    "teal": "#2d9fa3",
    "grey": "#868e96",
}
"""Seen on the light ground as on the dark one."""

ICON_PIXELS = 16
CHOSEN_PIXELS = 2
NAME_PIXELS = 24.0
"""A region narrower than this on the screen has no room for its name."""


def shade(colour: RegionColour) -> QColor:
    """Give the colour of this name."""
    return QColor(SHADES[colour])


def kind_word(kind: RegionKind) -> str:
    """Give what a region of this kind is for, in a word or three."""
    return {
        "train": QCoreApplication.translate("Regions", "Train on this"),
        "leave-out": QCoreApplication.translate("Regions", "Leave out"),
        "prompt": QCoreApplication.translate("Regions", "Prompt"),
    }[kind]


def colour_word(colour: RegionColour) -> str:
    """Give the name of a colour."""
    return {
        "green": QCoreApplication.translate("Regions", "Green"),
        "red": QCoreApplication.translate("Regions", "Red"),
        "blue": QCoreApplication.translate("Regions", "Blue"),
        "amber": QCoreApplication.translate("Regions", "Amber"),
        "violet": QCoreApplication.translate("Regions", "Violet"),
        "teal": QCoreApplication.translate("Regions", "Teal"),
        "grey": QCoreApplication.translate("Regions", "Grey"),
    }[colour]


def region_icon(icons: Icons, region: Region) -> QIcon:
    """Give the icon of a region's kind in its colour."""
    return icons.coloured(ICON_NAMES[region.kind], SHADES[region.colour])


def colour_icon(colour: RegionColour) -> QIcon:
    """Give a square of this colour."""
    pixmap = QPixmap(QSize(ICON_PIXELS, ICON_PIXELS))
    pixmap.fill(shade(colour))
    return QIcon(pixmap)


def region_facts(region: Region, sample_rate: int) -> str:
    """Give a region's name, kind and ends, a line each."""
    start, stop = region.start_frame / sample_rate, region.stop_frame / sample_rate
    return f"{region.name}\n{kind_word(region.kind)}\n{clock(start)} – {clock(stop)}"


def paint_region(
    painter: QPainter,
    region: Region,
    place: QRectF,
    colours: Colours,
    is_chosen: bool = False,
) -> None:
    """Draw a region as a bar with its name, over longer ones that may lie below it.

    The chosen one has a thick frame in the colour of writing.
    """
    colour = shade(region.colour)
    painter.fillRect(place, QColor(colours.panel))
    painter.fillRect(place, QBrush(with_alpha(SHADES[region.colour], 110), PATTERNS[region.kind]))
    painter.setPen(QPen(QColor(colours.text), CHOSEN_PIXELS) if is_chosen else colour)
    painter.drawRect(place)
    if place.width() > NAME_PIXELS:
        room = place.adjusted(4, 0, -4, 0)
        mode = Qt.TextElideMode.ElideRight
        name = painter.fontMetrics().elidedText(region.name, mode, int(room.width()))
        width = painter.fontMetrics().horizontalAdvance(name) + 4
        ground = QRectF(room.left() - 2, room.top() + 1, width, room.height() - 1)
        painter.fillRect(ground, with_alpha(colours.panel, 190))
        painter.setPen(QColor(colours.text))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
