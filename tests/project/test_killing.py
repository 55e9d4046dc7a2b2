"""A program killed at any moment leaves the project as it was before or after, never between."""

import random
import time
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.files import read_audio
from audiosynth_gui.project.backups import list_backups
from audiosynth_gui.project.parsing import parse_document
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from tests.project.examples import RECIPE, noise
from tests.project.other_program import (
    EXPORT_ENDLESSLY,
    PLAY_ENDLESSLY,
    SAVE_ENDLESSLY,
    last_number,
    running,
)


def _wait_a_little(seed: int) -> None:
    time.sleep(random.Random(seed).uniform(0.0, 0.08))


@pytest.mark.parametrize("seed", range(10))
def test_killed_while_saving(tmp_path: Path, seed: int) -> None:
    ProjectFolder.create(tmp_path / "piece").close()
    path = tmp_path / "piece.audiosynth"
    with running(SAVE_ENDLESSLY, path) as program:
        _wait_a_little(seed)
        number = last_number(program)
    with ProjectFolder.open(path) as folder:
        assert int(folder.document.name) in (number, number + 1)
        for backup in list_backups(folder.backups_path):
            parse_document(backup.path.read_bytes())
        assert list(path.rglob("*.part")) == []


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_playing(tmp_path: Path, seed: int) -> None:
    ProjectFolder.create(tmp_path / "piece").close()
    path = tmp_path / "piece.audiosynth"
    with running(PLAY_ENDLESSLY, path) as program:
        _wait_a_little(seed)
        number = last_number(program)
    with ProjectFolder.open(path) as folder:
        (take,) = folder.recovered_takes
        assert take.frames >= 500 * number
        sound = read_audio(folder.file_path(take.file)).samples
        blocks = -(-take.frames // 500)
        played = np.concatenate([noise(500, seed=index + 1) for index in range(blocks)])
        np.testing.assert_array_equal(sound, played[: take.frames])


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_exporting(tmp_path: Path, seed: int) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(50_000))
        writer.keep()
    out = tmp_path / "out.wav"
    with running(EXPORT_ENDLESSLY, folder.path, out) as program:
        _wait_a_little(seed)
        last_number(program)
    sound = read_audio(out).samples
    assert sound.shape == (50_000, 2)
    np.testing.assert_allclose(sound, noise(50_000), atol=2**-22)
