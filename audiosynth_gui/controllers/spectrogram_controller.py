"""Pictures of what is visible, computed in the background, the newest wish first."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.spectrogram import SpectrogramSettings, spectrogram_columns
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.controllers.worker import Worker

ROUGH_COLUMNS = 200
"""A picture of so many columns comes first, within a few milliseconds."""


@dataclass(frozen=True)
class SpectrogramPicture:
    """A drawn stretch of sound.

    Attributes:
        span: the stretch.
        pixels: uint8, shape (rows, columns), row 0 is the lowest frequency, 255 the loudest.
        settings: what it was drawn with.
    """

    span: TimeSpan
    pixels: NDArray[np.uint8]
    settings: SpectrogramSettings


class SpectrogramController(QObject):
    """Draws for one view. GUI thread.

    Signals:
        picture_drawn(SpectrogramPicture): of the newest wish, first rough, then fine.
        told(Message): the sound cannot be read.
    """

    picture_drawn = Signal(object)
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Be ready."""
        super().__init__(parent)
        self._worker = Worker(self)
        self._worker.failed.connect(self.told)
        self._wish = 0

    def draw(
        self,
        read: Callable[[int, int], Samples],
        span: TimeSpan,
        columns: int,
        settings: SpectrogramSettings,
    ) -> None:
        """Ask for a picture of `span` with `columns` columns; earlier wishes are dropped.

        `read` gives frames [start, stop) from the worker's thread.
        """
        self._wish += 1
        wish = self._wish

        def work(count: int) -> SpectrogramPicture | None:
            if wish != self._wish:
                return None  # the view has moved on; reading an int needs no lock
            rate = settings.sample_rate
            start, stop = span.start_seconds * rate, span.stop_seconds * rate
            try:
                pixels = spectrogram_columns(read, start, max(stop, start + 1.0), count, settings)
            except ValueError:
                if wish != self._wish:
                    return None  # its file was closed meanwhile
                raise
            return SpectrogramPicture(span, pixels, settings)

        def then(picture: SpectrogramPicture | None) -> None:
            if picture is not None and wish == self._wish:
                self.picture_drawn.emit(picture)

        if columns > 2 * ROUGH_COLUMNS:
            self._worker.submit(lambda: work(ROUGH_COLUMNS), then, key="rough")
        self._worker.submit(lambda: work(columns), then, key="fine")

    def forget(self) -> None:
        """Drop all wishes: the sound is closed."""
        self._wish += 1

    def close(self) -> None:
        """End the thread and wait for it."""
        self.forget()
        self._worker.close()
