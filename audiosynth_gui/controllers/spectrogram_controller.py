"""Tiles of a spectrogram, computed in the background, what is looked at first."""

import threading
from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.spectrogram_kinds import kind_columns
from audiosynth_gui.controllers.spectrogram_tiles import (
    FINE,
    ROUGH,
    THOROUGH,
    TILE_COLUMNS,
    SpectrogramTile,
    TileCache,
    TileKey,
)
from audiosynth_gui.controllers.worker import Worker

ReadSamples = Callable[[int, int], Samples]

_ROUGH_COLUMNS = {"linear": 32, "mel": 32, "constant_q": 8, "chroma": 8}
"""A tile of so many columns comes first, within some milliseconds."""

_FINE_WINDOWS = 2
_THOROUGH_WINDOWS = {"linear": 32, "mel": 32, "constant_q": 4, "chroma": 4}
_PIECES = 8
"""A tile is computed in so many pieces, so that one nobody wants any more is left at once."""


class SpectrogramController(QObject):
    """Draws one sound at a time for one view. GUI thread.

    Attributes:
        cache: the tiles there are.

    Signals:
        tile_drawn(SpectrogramTile): a tile is there, or better than before.
        told(Message): the sound cannot be read.
    """

    tile_drawn = Signal(object)
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Be ready."""
        super().__init__(parent)
        self.cache = TileCache()
        self._worker = Worker(self)
        self._worker.failed.connect(self.told)
        self._lock = threading.Lock()
        self._wishes: list[tuple[TileKey, int]] = []
        self._read: ReadSamples | None = None
        self._sound = 0
        self._is_working = False

    def show_sound(self, read: ReadSamples | None) -> None:
        """Draw another sound from now on; None draws nothing. What was kept is dropped.

        `read` gives frames [start, stop) from the worker's thread.
        """
        with self._lock:
            self._sound += 1
            self._wishes = []
        self._read = read
        self.cache.clear()

    def want(self, visible: Sequence[TileKey], around: Sequence[TileKey] = ()) -> None:
        """Ask for tiles, the most urgent first; earlier wishes are dropped.

        What is visible comes roughly, then finely; then comes what lies around it, and last
        what is visible from most of its sound. What is kept already is not drawn again.
        """
        wishes = [(key, ROUGH) for key in visible] + [(key, FINE) for key in visible]
        wishes += [(key, FINE) for key in around]
        wishes += [(key, THOROUGH) for key in visible if _needs_thorough(key)]
        with self._lock:
            self._wishes = [(key, quality) for key, quality in wishes if self._lacks(key, quality)]
        self._work_on()

    def is_idle(self) -> bool:
        """Whether everything that was asked for is drawn."""
        return not self._is_working and not self._wishes

    def forget(self) -> None:
        """Drop all wishes: the sound is closed."""
        self.show_sound(None)

    def close(self) -> None:
        """End the thread and wait for it."""
        self.forget()
        self._worker.close()

    def _lacks(self, key: TileKey, quality: int) -> bool:
        tile = self.cache.get(key)
        return tile is None or tile.quality < quality

    def _work_on(self) -> None:
        """Have the most urgent wish fulfilled, one at a time: a newer one may come first."""
        if self._is_working or not self._wishes or self._read is None:
            return
        (key, quality), read, sound = self._wishes[0], self._read, self._sound
        self._is_working = True

        def work() -> SpectrogramTile | None:
            def is_stale() -> bool:
                with self._lock:
                    return sound != self._sound or (key, quality) not in self._wishes

            try:
                return _draw(read, key, quality, is_stale)
            except ValueError:
                if sound != self._sound:
                    return None  # its file was closed meanwhile
                raise

        def then(tile: SpectrogramTile | None) -> None:
            self._is_working = False
            if sound == self._sound and tile is not None:
                self._take_off(key, quality)
                self.cache.put(tile)
                self.tile_drawn.emit(tile)
            self._work_on()

        def otherwise() -> None:
            self._is_working = False
            if sound == self._sound:
                self._wishes = []  # one message is enough

        self._worker.submit(work, then, otherwise)

    def _take_off(self, key: TileKey, quality: int) -> None:
        with self._lock:
            self._wishes = [wish for wish in self._wishes if wish != (key, quality)]


def _needs_thorough(key: TileKey) -> bool:
    """Whether a column is wider than what the fine picture hears of it."""
    return key.column_frames > _FINE_WINDOWS * 2048


def _draw(
    read: ReadSamples, key: TileKey, quality: int, is_stale: Callable[[], bool]
) -> SpectrogramTile | None:
    """Draw a tile; None when it is not wanted any more. In the worker's thread."""
    columns = _ROUGH_COLUMNS[key.settings.kind] if quality == ROUGH else TILE_COLUMNS
    windows = {ROUGH: 1, FINE: _FINE_WINDOWS, THOROUGH: _THOROUGH_WINDOWS[key.settings.kind]}
    pieces = 1 if quality == ROUGH else _PIECES
    frames = key.stop_frame - key.start_frame
    drawn = []
    for piece in range(pieces):
        if is_stale():
            return None
        start = key.start_frame + piece * frames / pieces
        drawn.append(
            kind_columns(
                read, start, start + frames / pieces, columns // pieces, key.settings,
                windows[quality],
            )
        )  # fmt: skip
    pixels = np.repeat(np.hstack(drawn), TILE_COLUMNS // columns, axis=1)
    return SpectrogramTile(key, pixels, quality)
