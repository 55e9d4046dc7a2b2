"""A loop, sample by sample."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.controllers.looping import (
    REMEMBERED_JUMPS,
    SEAM_SECONDS,
    LiveLoop,
    PlayPath,
)
from audiosynth_gui.controllers.playables import FilePlayable
from audiosynth_gui.controllers.time_span import TimeSpan
from tests.controllers.sounds import RATE, tone, write_tone

SEAM = round(SEAM_SECONDS * RATE)


def heard(playable: FilePlayable, frames: int) -> Samples:
    """The first frames of what is handed to the output."""
    blocks: list[Samples] = []
    for block in playable.blocks():
        blocks.append(block)
        if sum(map(len, blocks)) >= frames:
            break
    return np.concatenate(blocks)[:frames]


def test_a_loop_repeats_to_the_frame_and_changes_only_its_seam(tmp_path: Path) -> None:
    source = WavSource(write_tone(tmp_path / "a.wav"))
    loop = TimeSpan(0.2502, 0.5331)
    start, stop = round(0.2502 * RATE), round(0.5331 * RATE)
    playable = FilePlayable(source, 0.0, None, LiveLoop(loop))
    sound, length = heard(playable, stop + 3 * (stop - start)), stop - start
    file = tone(1.0)
    np.testing.assert_array_equal(sound[: stop - SEAM], file[: stop - SEAM])
    for lap in range(3):
        first = stop + lap * length
        inside = slice(first, first + length - SEAM)
        np.testing.assert_array_equal(sound[inside], file[start : stop - SEAM])
    # A sine has no step larger than its steepest place: a jump would be one.
    steepest = 0.5 * 2 * np.pi * 440 / RATE
    assert np.abs(np.diff(sound[:, 0])).max() < 1.3 * steepest
    playable.end()


def test_a_loop_of_whole_waves_is_not_changed_at_all(tmp_path: Path) -> None:
    samples = np.tile(np.linspace(-0.5, 0.5, 80, dtype=np.float32), 100)[:, None]
    write_wav(tmp_path / "saw.wav", AudioBuffer(samples, RATE), "float32")
    source = WavSource(tmp_path / "saw.wav")
    playable = FilePlayable(source, 0.0, None, LiveLoop(TimeSpan(0.2, 0.5)))
    sound = heard(playable, 12_000)
    assert (sound == np.tile(samples[:80], (150, 1))).all()
    playable.end()


def test_a_loop_from_the_very_beginning_ends_in_silence(tmp_path: Path) -> None:
    playable = FilePlayable(
        WavSource(write_tone(tmp_path / "a.wav")), 0.0, None, LiveLoop(TimeSpan(0.0, 0.1))
    )
    sound = heard(playable, 1700)
    assert np.abs(sound[799]).max() < 0.05
    np.testing.assert_array_equal(sound[800 : 1600 - SEAM], tone(1.0)[: 800 - SEAM])
    playable.end()


def test_a_loop_can_be_moved_and_left_while_it_sounds(tmp_path: Path) -> None:
    live, path = LiveLoop(TimeSpan(0.1, 0.2)), PlayPath(0.0)
    playable = FilePlayable(WavSource(write_tone(tmp_path / "a.wav")), 0.0, None, live, path)
    blocks = playable.blocks()
    begun = sum(len(block) for block in islice(blocks, 15))
    live.span = TimeSpan(0.1, 0.3)
    begun += sum(len(block) for block in islice(blocks, 15))
    live.span = None
    rest = sum(len(block) for block in blocks)
    assert path.place_seconds(0.19) == pytest.approx(0.19)
    assert path.place_seconds(0.25) == pytest.approx(0.15)
    place = path.place_seconds(begun / RATE)
    assert rest == round((1.0 - place) * RATE)
    playable.end()


@pytest.mark.parametrize("span", [TimeSpan(0.2, 0.4), TimeSpan(0.7, 0.71)])
def test_a_loop_that_was_passed_or_is_too_short_plays_on(tmp_path: Path, span: TimeSpan) -> None:
    playable = FilePlayable(WavSource(write_tone(tmp_path / "a.wav")), 0.5, None, LiveLoop(span))
    assert sum(len(block) for block in playable.blocks()) == RATE // 2
    playable.end()


def test_a_path_forgets_what_is_long_over() -> None:
    path = PlayPath(3.0)
    for lap in range(1, 2 * REMEMBERED_JUMPS):
        path.jump(float(lap), 3.0)
    assert len(path._jumps) == REMEMBERED_JUMPS
    assert path.place_seconds(2 * REMEMBERED_JUMPS - 0.75) == pytest.approx(3.25)
