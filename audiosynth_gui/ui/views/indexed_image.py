"""Images of few colours out of arrays, and how large those of widgets are."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


def indexed_image(pixels: NDArray[np.uint8], colours: Sequence[int]) -> QImage:
    """Make an image that owns its pixels. Any thread.

    Args:
        pixels: places in `colours`, uint8 (height, width), row 0 on top; neither may be 0.
        colours: as 0xAARRGGBB.
    """
    rows = np.ascontiguousarray(pixels)
    height, width = rows.shape
    image = QImage(rows.data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable(colours)
    return image


def image_size(widget: QWidget) -> QSize:
    """Give a widget's size in device pixels, at least 1; on another screen it may be another."""
    size = QSizeF(widget.size()) * widget.devicePixelRatioF()
    return size.toSize().expandedTo(QSize(1, 1))
