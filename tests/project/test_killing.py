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


def _run_and_kill(code: str, seed: int, *paths: Path) -> int:
    """Let a program work for a moment, then kill it; returns the last number that it told."""
    with running(code, *paths) as program:
        time.sleep(random.Random(seed).uniform(0.0, 0.08))
        return last_number(program)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty project."""
    with ProjectFolder.create(tmp_path / "piece") as folder:
        return folder.path


@pytest.mark.parametrize("seed", range(10))
def test_killed_while_saving(path: Path, seed: int) -> None:
    number = _run_and_kill(SAVE_ENDLESSLY, seed, path)
    with ProjectFolder.open(path) as folder:
        assert int(folder.document.name) in (number, number + 1)
        for backup in list_backups(folder.backups_path):
            parse_document(backup.path.read_bytes())
        assert list(path.rglob("*.part")) == []


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_playing(path: Path, seed: int) -> None:
    number = _run_and_kill(PLAY_ENDLESSLY, seed, path)
    with ProjectFolder.open(path) as folder:
        (take,) = folder.recovered_takes
        assert take.frames >= 500 * number
        sound = read_audio(folder.file_path(take.file)).samples
        blocks = -(-take.frames // 500)
        played = np.concatenate([noise(500, seed=index + 1) for index in range(blocks)])
        np.testing.assert_array_equal(sound, played[: take.frames])


@pytest.mark.parametrize("seed", range(3))
def test_killed_while_exporting(path: Path, tmp_path: Path, seed: int) -> None:
    with ProjectFolder.open(path) as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(50_000))
        writer.keep()
    out = tmp_path / "out.wav"
    _run_and_kill(EXPORT_ENDLESSLY, seed, path, out)
    sound = read_audio(out).samples
    assert sound.shape == (50_000, 2)
    np.testing.assert_allclose(sound, noise(50_000), atol=2**-22)
