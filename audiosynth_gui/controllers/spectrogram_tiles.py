"""Pieces of a spectrogram that are computed once and kept, and which of them a view needs."""

import math
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.spectrogram_kinds import KindSettings, level_db
from audiosynth_gui.controllers.time_span import TimeSpan

TILE_COLUMNS = 256
LEAST_LEVEL = 5
"""Columns of 32 frames: closer, a transform of 2048 frames shows nothing new."""

MOST_BYTES = 48_000_000
ROUGH, FINE, THOROUGH = 0, 1, 2
"""How well a tile is drawn: few columns, all columns, all columns from most of their sound."""


@dataclass(frozen=True)
class TileKey:
    """Which piece of which picture.

    Attributes:
        settings: the picture.
        level: a column is 2 ** level frames wide.
        index: the piece begins at frame index · TILE_COLUMNS · 2 ** level.
    """

    settings: KindSettings
    level: int
    index: int

    @property
    def column_frames(self) -> int:
        """Width of a column in frames."""
        return 1 << self.level

    @property
    def start_frame(self) -> int:
        """Where it begins."""
        return self.index * TILE_COLUMNS << self.level

    @property
    def stop_frame(self) -> int:
        """Where it ends, perhaps beyond the sound."""
        return self.start_frame + (TILE_COLUMNS << self.level)


@dataclass(frozen=True)
class SpectrogramTile:
    """A drawn piece.

    Attributes:
        key: which.
        pixels: uint8, shape (rows, TILE_COLUMNS), row 0 lowest; see `kind_columns`.
        quality: ROUGH, FINE or THOROUGH.
    """

    key: TileKey
    pixels: NDArray[np.uint8]
    quality: int


@dataclass(frozen=True)
class SpectrogramPicture:
    """What there is of a stretch of sound.

    Attributes:
        span: the stretch.
        pixels: uint8, shape (rows, columns), row 0 lowest; see `kind_columns`.
        settings: what it shows.
    """

    span: TimeSpan
    pixels: NDArray[np.uint8]
    settings: KindSettings

    def level_db(self, seconds: float, row: float) -> float | None:
        """Give the level in dB at a moment and row (see `level_db`); None outside the stretch."""
        columns = self.pixels.shape[1]
        place = (seconds - self.span.start_seconds) / max(self.span.duration_seconds, 1e-9)
        column = math.floor(place * columns)
        if not 0 <= column < columns:
            return None
        return level_db(float(self.pixels[round(row), column]), self.settings)


class TileCache:
    """Tiles of one sound within a bound of memory; the one not used for longest goes first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Begin empty."""
        self._most_bytes = most_bytes
        self._tiles: OrderedDict[TileKey, SpectrogramTile] = OrderedDict()
        self.held_bytes = 0

    def get(self, key: TileKey) -> SpectrogramTile | None:
        """Give a tile, which counts as used, or None."""
        tile = self._tiles.get(key)
        if tile is not None:
            self._tiles.move_to_end(key)
        return tile

    def put(self, tile: SpectrogramTile) -> None:
        """Keep a tile in place of a worse one; others may have to go for it."""
        before = self._tiles.pop(tile.key, None)
        if before is not None:
            self.held_bytes -= before.pixels.nbytes
        self._tiles[tile.key] = tile
        self.held_bytes += tile.pixels.nbytes
        while self.held_bytes > self._most_bytes and len(self._tiles) > 1:
            _, dropped = self._tiles.popitem(last=False)
            self.held_bytes -= dropped.pixels.nbytes

    def levels(self, settings: KindSettings) -> list[int]:
        """Give the levels of which there are tiles, the coarsest first."""
        return sorted({key.level for key in self._tiles if key.settings == settings}, reverse=True)

    def clear(self) -> None:
        """Drop all."""
        self._tiles.clear()
        self.held_bytes = 0


def level_for(frames_per_pixel: float) -> int:
    """Give the level whose columns are nearest to a pixel's width, from 0.7 to 1.4 of it."""
    if frames_per_pixel <= 0:
        return LEAST_LEVEL
    return max(LEAST_LEVEL, round(math.log2(frames_per_pixel)))


def keys_between(
    settings: KindSettings, level: int, start_frame: float, stop_frame: float
) -> list[TileKey]:
    """Give the tiles of a level that lie between two frames, the earliest first."""
    width = TILE_COLUMNS << level
    first, last = math.floor(start_frame / width), math.ceil(stop_frame / width)
    return [TileKey(settings, level, index) for index in range(max(first, 0), last)]


def keys_wanted(
    settings: KindSettings,
    level: int,
    start_frame: float,
    stop_frame: float,
    frames: int,
    about_frame: float,
) -> tuple[list[TileKey], list[TileKey]]:
    """Give what a view needs: what is visible, and a page to either side of it.

    Args:
        settings, level: of the picture.
        start_frame, stop_frame: what is visible.
        frames: length of the sound.
        about_frame: where somebody looks, at the pointer or in the middle; in both lists what is
            nearest to it comes first.
    """

    def distance(key: TileKey) -> float:
        return abs((key.start_frame + key.stop_frame) / 2 - about_frame)

    page = stop_frame - start_frame
    visible = keys_between(settings, level, max(0.0, start_frame), min(stop_frame, frames))
    wide = keys_between(
        settings, level, max(0.0, start_frame - page), min(stop_frame + page, frames)
    )
    around = [key for key in wide if key not in visible]
    return sorted(visible, key=distance), sorted(around, key=distance)


def assemble(
    cache: TileCache, settings: KindSettings, level: int, start_frame: float, stop_frame: float
) -> tuple[NDArray[np.uint8], int, bool]:
    """Put together what there is of a stretch, from other levels where tiles are missing.

    Args:
        cache, settings, level: of the picture.
        start_frame, stop_frame: the stretch, not empty, from frame 0 on.

    Returns:
        uint8, shape (rows, columns), columns of the level; the frame where the first one begins;
        whether there is anything in it.
    """
    first, last = int(start_frame) >> level, max(math.ceil(stop_frame / (1 << level)), 1)
    pixels = np.zeros((settings.rows, last - first), np.uint8)
    has_any = False
    levels = [other for other in cache.levels(settings) if other != level]
    # Far coarser or finer ones show little and cost much; what fits is painted last.
    near = [other for other in levels if -3 <= other - level <= 12]
    for source_level in [*sorted(near, key=lambda other: -abs(other - level)), level]:
        for key in keys_between(settings, source_level, first << level, last << level):
            tile = cache.get(key)
            if tile is not None:
                has_any |= _paint(pixels, first, level, tile)
    return pixels, first << level, has_any


def _paint(pixels: NDArray[np.uint8], first: int, level: int, tile: SpectrogramTile) -> bool:
    """Put a tile of any level where it belongs; tell whether it touches the pixels."""
    begin = max(-(-tile.key.start_frame >> level), first)
    end = min(-(-tile.key.stop_frame >> level), first + pixels.shape[1])
    if end <= begin:
        return False
    if tile.key.level == level:
        offset = tile.key.index * TILE_COLUMNS
        pixels[:, begin - first : end - first] = tile.pixels[:, begin - offset : end - offset]
    else:
        centres = ((np.arange(begin, end) << level) + (1 << level >> 1)) - tile.key.start_frame
        columns = np.clip(centres >> tile.key.level, 0, TILE_COLUMNS - 1)
        pixels[:, begin - first : end - first] = tile.pixels[:, columns]
    return True
