"""The files of a sound that grows, step by step."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.files import WavWriter, read_audio
from audiosynth_gui.project.growing_sound import (
    GrowingSound,
    discard_files,
    finish_sound,
    mark_kept,
    part_path,
    unfinished_path,
    wav_path,
)
from audiosynth_gui.project.parsing import document_to_bytes
from tests.project.examples import TAKE, noise
from tests.project.faults import every_failure, nth_call_fails


def test_a_growing_take_can_be_read_at_any_time(tmp_path: Path) -> None:
    growing = GrowingSound(tmp_path, TAKE)
    assert unfinished_path(tmp_path, TAKE.id).read_bytes() == document_to_bytes(TAKE)
    growing.append(noise(100).tobytes())
    np.testing.assert_array_equal(read_audio(part_path(tmp_path, TAKE.id)).samples, noise(100))
    growing.append(noise(10, seed=1).tobytes())
    growing.close()
    growing.close()
    with pytest.raises(ValueError, match="ended"):
        growing.append(b"")
    assert finish_sound(tmp_path, TAKE.id).frames == 110
    assert not part_path(tmp_path, TAKE.id).exists()
    sound = read_audio(wav_path(tmp_path, TAKE.id)).samples
    np.testing.assert_array_equal(sound, np.concatenate([noise(100), noise(10, seed=1)]))


def test_a_take_that_cannot_begin_leaves_nothing(tmp_path: Path) -> None:
    def attempt(number: int) -> str:
        with nth_call_fails(number) as disk:
            try:
                GrowingSound(tmp_path, TAKE).close()
            except OSError:
                assert list(tmp_path.iterdir()) == []
        discard_files(tmp_path, TAKE.id)
        assert list(tmp_path.iterdir()) == []
        return disk.failed

    assert len(every_failure(attempt)) > 4


def test_a_finished_sound_is_only_read(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "a.wav", 44_100, 1, "float32") as writer:
        writer.write(noise(10, 1))
    before = (tmp_path / "a.wav").read_bytes()
    assert finish_sound(tmp_path, "a").frames == 10
    assert (tmp_path / "a.wav").read_bytes() == before


def test_marking_writes_the_take_and_drops_the_note(tmp_path: Path) -> None:
    unfinished_path(tmp_path, TAKE.id).write_bytes(b"{}")
    mark_kept(tmp_path, TAKE)
    assert (tmp_path / "take-1.json").read_bytes() == document_to_bytes(TAKE)
    assert not unfinished_path(tmp_path, TAKE.id).exists()
