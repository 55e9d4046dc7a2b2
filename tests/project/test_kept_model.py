"""The best of a training, kept in its folder."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audiosynth_gui.evaluation.following import Following
from audiosynth_gui.project import kept_model
from audiosynth_gui.project.kept_model import LOG_NAME, WORSE_GAP_DB, KeptModel
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.training.trainer import Limit, Training, TrainingStep
from tests.training.examples import SETTINGS, small_training_set

pytestmark = pytest.mark.usefixtures("one_torch_thread")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[ProjectFolder]:
    with ProjectFolder.create(tmp_path / "Small.audiosynth") as folder:
        yield folder


@pytest.fixture
def training(tmp_path: Path) -> Training:
    return Training(small_training_set(tmp_path), SETTINGS, "cpu", seed=2)


def validated(training: Training) -> TrainingStep:
    """The report of a step more and its validation, the best so far."""
    *_, report = training.run(Limit(steps=training.step + 1))
    return replace(report, is_best=True)


@pytest.fixture
def playing(monkeypatch: pytest.MonkeyPatch) -> Callable[[float | None], None]:
    """Sets how far models play from their plan."""

    def play(gap_db: float | None) -> None:
        followed = None if gap_db is None else Following(0.0, None, gap_db, 1.0, 1.0, 1.0, 1.0)
        monkeypatch.setattr(kept_model, "free_running", lambda *_: followed)

    return play


def test_one_that_plays_further_from_its_plan_is_not_kept(
    folder: ProjectFolder, training: Training, playing: Callable[[float | None], None]
) -> None:
    kept = KeptModel(folder, "model1", "standard", 0.2, (), 2)
    assert kept.card is None
    gaps = (3.0, 3.0 + 2 * WORSE_GAP_DB, 3.0 + 0.5 * WORSE_GAP_DB)
    found: list[tuple[bool, int, float | None]] = []
    for gap_db in gaps:
        playing(gap_db)
        report, told_db = kept.keep(training, validated(training))
        assert told_db == gap_db
        assert kept.card is not None
        found.append((report.is_best, kept.card.steps, kept.card.free_gap_db))
    assert found == [(True, 1, gaps[0]), (False, 1, gaps[0]), (True, 3, gaps[2])]
    lines = [json.loads(line) for line in (kept.path / LOG_NAME).read_text().splitlines()]
    assert [line["best"] for line in lines] == [True, False, True]
    assert [model.id for model in folder.document.models] == ["model1"]


def test_where_playing_cannot_be_judged_bits_decide(
    folder: ProjectFolder, training: Training, playing: Callable[[float | None], None]
) -> None:
    kept = KeptModel(folder, "model1", "standard", 0.2, (), 2)
    for gap_db in (3.0, None):
        playing(gap_db)
        report, _ = kept.keep(training, validated(training))
        assert report.is_best
    assert kept.card is not None
    assert kept.card.free_gap_db is None
