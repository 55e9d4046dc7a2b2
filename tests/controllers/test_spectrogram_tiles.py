"""Which tiles a view needs, how long they are kept, how they are put together."""

import numpy as np
import pytest

from audiosynth_gui.audio.spectrogram_kinds import KindSettings
from audiosynth_gui.controllers.spectrogram_tiles import (
    FINE,
    LEAST_LEVEL,
    ROUGH,
    TILE_COLUMNS,
    SpectrogramTile,
    TileCache,
    TileKey,
    assemble,
    keys_wanted,
    level_for,
)

SETTINGS = KindSettings("chroma", 44_100)
WIDTH = TILE_COLUMNS << 8


def tile(level: int, index: int, quality: int = FINE) -> SpectrogramTile:
    """A tile whose columns tell where they lie: their middle frame / 2 ** 13, modulo 256."""
    key = TileKey(SETTINGS, level, index)
    middles = key.start_frame + (np.arange(TILE_COLUMNS) + 0.5) * key.column_frames
    row = (middles / 2**13).astype(np.int64).astype(np.uint8)
    return SpectrogramTile(key, np.repeat(row[np.newaxis], SETTINGS.rows, axis=0), quality)


def test_columns_are_about_as_wide_as_pixels() -> None:
    for frames in (32.0, 100.0, 1_000.0, 12_345.0, 1e6):
        assert 0.7 < (1 << level_for(frames)) / frames < 1.42
    assert level_for(0.01) == level_for(0.0) == LEAST_LEVEL


def test_what_is_nearest_to_the_pointer_is_wanted_first() -> None:
    visible, around = keys_wanted(SETTINGS, 8, 10 * WIDTH, 14 * WIDTH, 100 * WIDTH, 13.4 * WIDTH)
    assert [key.index for key in visible] == [13, 12, 11, 10]
    assert [key.index for key in around] == [14, 15, 16, 9, 17, 8, 7, 6]


def test_nothing_is_wanted_outside_the_sound() -> None:
    visible, around = keys_wanted(SETTINGS, 8, -2.0 * WIDTH, 2.0 * WIDTH, 3 * WIDTH, 0.0)
    assert {key.index for key in visible} == {0, 1}
    assert {key.index for key in around} == {2}


def test_the_cache_keeps_its_bound_and_drops_what_was_not_used_for_longest() -> None:
    cache = TileCache(most_bytes=4 * SETTINGS.rows * TILE_COLUMNS)
    for index in range(4):
        cache.put(tile(8, index))
    assert cache.get(TileKey(SETTINGS, 8, 0)) is not None
    cache.put(tile(8, 4))
    kept = [index for index in range(5) if cache.get(TileKey(SETTINGS, 8, index)) is not None]
    assert kept == [0, 2, 3, 4]
    assert cache.held_bytes == 4 * SETTINGS.rows * TILE_COLUMNS


def test_a_better_tile_takes_the_place_of_a_worse_one() -> None:
    cache = TileCache()
    cache.put(tile(8, 0, ROUGH))
    cache.put(tile(8, 0, FINE))
    found = cache.get(TileKey(SETTINGS, 8, 0))
    assert found is not None
    assert found.quality == FINE
    assert cache.held_bytes == SETTINGS.rows * TILE_COLUMNS
    cache.clear()
    assert cache.held_bytes == 0


@pytest.mark.parametrize("kept_level", [10, 12, 13, 14])
def test_what_is_kept_of_other_levels_stands_in_where_it_belongs(kept_level: int) -> None:
    cache = TileCache()
    level, start = 13, 40 << 13
    for index in range(1 << 5):
        cache.put(tile(kept_level, index))
    pixels, first, has_any = assemble(cache, SETTINGS, level, start, start + (100 << 13))
    assert (first, has_any) == (start, True)
    assert pixels.shape == (SETTINGS.rows, 100)
    allowed = max(1, 1 << (kept_level - level) if kept_level > level else 1)
    assert np.abs(pixels[0].astype(int) - np.arange(40, 140)).max() <= allowed


def test_tiles_of_the_level_lie_over_those_of_others() -> None:
    cache = TileCache()
    wrong = tile(15, 0)
    cache.put(SpectrogramTile(wrong.key, np.full_like(wrong.pixels, 7), FINE))
    cache.put(tile(13, 1))
    pixels, _, _ = assemble(cache, SETTINGS, 13, 200 << 13, 300 << 13)
    assert (pixels[:, :56] == 7).all()
    np.testing.assert_array_equal(pixels[0, 56:], np.arange(256, 300).astype(np.uint8))


def test_nothing_is_there_of_what_was_not_drawn() -> None:
    pixels, _, has_any = assemble(TileCache(), SETTINGS, 8, 0, 1000)
    assert not has_any
    assert not pixels.any()
