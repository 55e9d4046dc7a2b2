"""Takes pictures of the window, for the documents; see `take_screenshots`."""

import io
import os
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from audiosynth_gui.ui.main_window import MainWindow

SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
SETTLE_SECONDS = 0.6
PATIENCE_SECONDS = 200.0
COLOURS = 256
COLOUR_ROUNDS = 2
"""Of choosing the colours: none is further off than 14 of 255, not even in a small sign."""


class Photographer:
    """Waits for states of the window and writes them down."""

    def __init__(self, application: QApplication, window: MainWindow, images_path: Path) -> None:
        self._application = application
        self._window = window
        self._images_path = images_path
        self._suffix = "@2x" if os.environ.get("QT_SCALE_FACTOR") == "2" else ""
        images_path.mkdir(parents=True, exist_ok=True)

    def wait(self, seconds: float, until: Callable[[], bool] | None = None) -> None:
        """Let the window work for a time, or until something is so."""
        stop = time.monotonic() + seconds
        while time.monotonic() < stop and not (until is not None and until()):
            self._application.processEvents()
            time.sleep(0.005)
        if until is not None and not until():
            raise TimeoutError("the window does not get there")

    def wait_until(self, until: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        self.wait(PATIENCE_SECONDS, until)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Write the window, a part of it or a dialog, in both appearances."""
        for scheme_name in SCHEMES:
            self.dress(scheme_name)
            self.take_one(name, scheme_name, widget)

    def dress(self, scheme_name: str) -> None:
        """Show the window in one appearance."""
        self._window._set_scheme(SCHEMES[scheme_name])
        self.wait(SETTLE_SECONDS)

    def take_one(self, name: str, scheme_name: str, widget: QWidget | None = None) -> None:
        """Write the window, a part of it or a dialog, as it is."""
        path = self._images_path / f"{name}-{scheme_name}{self._suffix}.png"
        write_small((widget or self._window).grab(), path)
        print(path)


def write_small(picture: QPixmap, path: Path) -> None:
    """Write a picture as PNG with few colours, which the eye does not miss."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    with Image.open(io.BytesIO(data.data())) as whole:
        few = whole.convert("RGB").quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, COLOUR_ROUNDS, dither=Image.Dither.NONE
        )
    few.save(path, optimize=True)
