"""Icons, drawn in the palette's colours."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from audiosynth_gui.ui.theme import Theme

SIZES = (16, 20, 24, 32, 40, 48, 64)
PROGRAM_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICON_GAP = 6
"""Room at the right of an icon of 16 pixels that stands before a text."""
GAP_BASE = 16


class Icons(QObject):
    """Reads SVG line drawings and tints them.

    Signals:
        changed(): the colours are others; ask for the icons again. GUI thread.
    """

    changed = Signal()

    def __init__(self, folder: Path, theme: Theme) -> None:
        """Take drawings from `folder`/NAME.svg. GUI thread."""
        super().__init__(theme)
        self._folder = folder
        self._theme = theme
        self._made: dict[tuple[str, bool, int], QIcon] = {}
        self._coloured: dict[tuple[str, str], QIcon] = {}
        theme.changed.connect(self._forget)

    def icon(self, name: str, on_accent: bool = False, gap: int = 0) -> QIcon:
        """Give the icon `name` in the colour of writing, or of writing on the accent colour.

        `gap` is empty room at its right, in sixteenths of its height.

        Raises:
            FileNotFoundError: no such drawing is shipped.
        """
        key = (name, on_accent, gap)
        if key not in self._made:
            self._made[key] = self._make(name, on_accent, gap)
        return self._made[key]

    def coloured(self, name: str, colour: str) -> QIcon:
        """Give the icon `name` in the same colour, "#rrggbb", light and dark; errors as `icon`."""
        key = (name, colour)
        if key not in self._coloured:
            drawing, icon = self._read(name), QIcon()
            for size in SIZES:
                icon.addPixmap(_render(drawing, colour, size))
            self._coloured[key] = icon
        return self._coloured[key]

    def _forget(self) -> None:
        self._made = {}
        self.changed.emit()

    def _make(self, name: str, on_accent: bool, gap: int) -> QIcon:
        drawing = self._read(name)
        colours = self._theme.colours
        icon = QIcon()
        for mode, colour in (
            (QIcon.Mode.Normal, colours.on_accent if on_accent else colours.text),
            (QIcon.Mode.Disabled, colours.faint_text),
        ):
            for size in SIZES:
                icon.addPixmap(_render(drawing, colour, size, size * gap // GAP_BASE), mode)
        return icon

    def program_icon(self) -> QIcon:
        """Give the program's own icon, which has its own colours."""
        drawing, icon = self._read("audiosynth"), QIcon()
        for size in PROGRAM_SIZES:
            icon.addPixmap(_render(drawing, "", size))
        return icon

    def pixmap(self, name: str, size: int, colour: str, ratio: float) -> QPixmap:
        """Give the drawing `name` in `colour` at `size` logical pixels on a screen of `ratio`."""
        pixmap = _render(self._read(name), colour, round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _read(self, name: str) -> str:
        return (self._folder / f"{name}.svg").read_text(encoding="utf-8")


def _render(drawing: str, colour: str, size: int, gap: int = 0) -> QPixmap:
    tinted = drawing.replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(tinted.encode()))
    image = QImage(QSize(size + gap, size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        renderer.render(painter, QRectF(0, 0, size, size))
    return QPixmap.fromImage(image)
