"""Reading pictures of widgets."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget


def picture_of(widget: QWidget) -> NDArray[np.uint8]:
    """Grab a widget: uint8 (height, width, 3), red, green, blue."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    raw = np.frombuffer(image.constBits(), np.uint8)
    rows = raw.reshape(image.height(), image.bytesPerLine())[:, : 3 * image.width()]
    return rows.reshape(image.height(), image.width(), 3).copy()


def where(picture: NDArray[np.uint8], *colours: str) -> NDArray[np.bool_]:
    """Which pixels have one of these colours: bool (height, width)."""
    found = np.zeros(picture.shape[:2], bool)
    for text in colours:
        colour = QColor(text)
        wanted = np.array([colour.red(), colour.green(), colour.blue()], np.uint8)
        found |= (picture == wanted).all(axis=-1)
    return found
