"""Icons, drawn in the palette's colours."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from audiosynth_gui.ui.colours import Colours
from audiosynth_gui.ui.theme import Theme

SIZES = (16, 20, 24, 32, 40, 48, 64)


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
        theme.changed.connect(self.changed)

    def icon(self, name: str, on_accent: bool = False) -> QIcon:
        """Give the icon `name` in the colour of writing, or of writing on the accent colour.

        Raises:
            FileNotFoundError: no such drawing is shipped.
        """
        drawing = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        colours = self._theme.colours
        icon = QIcon()
        for mode, colour in (
            (QIcon.Mode.Normal, colours.on_accent if on_accent else colours.text),
            (QIcon.Mode.Disabled, colours.faint_text),
        ):
            for size in SIZES:
                icon.addPixmap(_render(drawing, colour, size), mode)
        for size in SIZES:
            lit = _state_colour(colours, on_accent)
            icon.addPixmap(_render(drawing, lit, size), QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def program_icon(self) -> QIcon:
        """Give the program's own icon, which has its own colours."""
        drawing = (self._folder / "audiosynth.svg").read_text(encoding="utf-8")
        icon = QIcon()
        for size in (*SIZES, 128, 256):
            icon.addPixmap(_render(drawing, "", size))
        return icon

    def pixmap(self, name: str, size: int, colour: str, ratio: float) -> QPixmap:
        """Give the drawing `name` in `colour` at `size` logical pixels on a screen of `ratio`."""
        drawing = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        pixmap = _render(drawing, colour, round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


def _state_colour(colours: Colours, on_accent: bool) -> str:
    return colours.on_accent if on_accent else colours.accent


def _render(drawing: str, colour: str, size: int) -> QPixmap:
    tinted = drawing.replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(tinted.encode()))
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return QPixmap.fromImage(image)
