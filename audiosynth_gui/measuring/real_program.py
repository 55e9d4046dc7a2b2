"""The program itself, as a musician starts it, but with settings and a demo of its own."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QWidget

from audiosynth_gui.app import Program, build_application, build_engine, build_program

MOST_SECONDS = 3600.0
LOOK_MILLISECONDS = 2


@contextmanager
def real_program() -> Iterator[Program]:
    """Build the program; nothing is shown or loaded yet. Main thread, once in a process."""
    with tempfile.TemporaryDirectory(prefix="audiosynth-bench-") as name:
        place = Path(name)
        engine = build_engine(place / "Demo.audiosynth", place / "calibration.json")
        settings = QSettings(str(place / "window.ini"), QSettings.Format.IniFormat)
        program = build_program(build_application(), engine, settings)
        try:
            yield program
        finally:
            program.close()


def wait_until(happened: Callable[[], bool], most_seconds: float = MOST_SECONDS) -> None:
    """Let the window live until something happened; it is looked for 500 times a second.

    Raises:
        TimeoutError: it did not happen.
    """
    if happened():
        return
    loop, timer = QEventLoop(), QTimer()
    stop = time.perf_counter() + most_seconds

    def look() -> None:
        if happened() or time.perf_counter() > stop:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(LOOK_MILLISECONDS)
    loop.exec()
    timer.stop()
    if not happened():
        raise TimeoutError("what was waited for did not happen")


def wait_seconds(seconds: float) -> None:
    """Let the window live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()


def widen(program: Program, widget: QWidget, width: int) -> None:
    """Make the window so wide that a widget in it has a width."""
    window = program.window
    window.resize(window.width() + width - widget.width(), window.height())
    program.application.processEvents()
