"""The best of a training, kept in its folder."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audiosynth_gui.evaluation.following import Following
from audiosynth_gui.project import kept_model
from audiosynth_gui.project.kept_model import LOG_NAME, WORSE_GAP_DB, KeptModel
from audiosynth_gui.project.learnt_music import LearntMusic
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.training import trainer
from audiosynth_gui.training.progress import Limit, TrainingStep
from audiosynth_gui.training.trainer import Training
from audiosynth_gui.training.validation import Measured
from tests.training.examples import SETTINGS, small_training_set

pytestmark = pytest.mark.usefixtures("one_torch_thread")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[ProjectFolder]:
    with ProjectFolder.create(tmp_path / "Small.audiosynth") as folder:
        yield folder


@pytest.fixture
def training(tmp_path: Path) -> Training:
    return Training(small_training_set(tmp_path), SETTINGS, "cpu", seed=2)


Play = Callable[[float, float | None], TrainingStep]


@pytest.fixture
def validated(training: Training, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Trains a step more and validates it: with so many bits, so far from its plan."""

    def validate(bits: float, gap_db: float | None) -> TrainingStep:
        followed = None if gap_db is None else Following(0.0, None, gap_db, 1.0, 1.0, 1.0, 1.0)
        monkeypatch.setattr(kept_model, "free_running", lambda *_: followed)
        monkeypatch.setattr(trainer, "measure", lambda *_: Measured(bits, (bits,), 0.5, True))
        *_, report = training.run(Limit(steps=training.step + 1))
        return report

    return validate


def test_one_that_plays_further_from_its_plan_is_not_kept(
    folder: ProjectFolder, training: Training, validated: Play
) -> None:
    kept = KeptModel(folder, "model1", "standard", 0.2, LearntMusic((), None), 2)
    assert kept.card is None
    far, further = 3.0 + 0.9 * WORSE_GAP_DB, 3.0 + 1.5 * WORSE_GAP_DB
    found: list[tuple[bool, int]] = []
    # the second is too far; the third need not beat it; the last is too far from the first
    for bits, gap_db in ((5.3, 3.0), (5.0, further), (5.1, far), (4.9, further), (5.2, 3.0)):
        report, told_db = kept.keep(training, validated(bits, gap_db))
        assert told_db == (gap_db if bits != 5.2 else None)
        assert kept.card is not None
        found.append((report.is_best, kept.card.steps))
    assert found == [(True, 1), (False, 1), (True, 3), (False, 3), (False, 3)]
    assert kept.card is not None
    assert (kept.card.free_gap_db, kept.card.least_gap_db) == (far, 3.0)
    assert training.best_bits == 5.1
    lines = [json.loads(line) for line in (kept.path / LOG_NAME).read_text().splitlines()]
    assert [line["best"] for line in lines] == [is_best for is_best, _ in found]
    assert [model.id for model in folder.document.models] == ["model1"]


def test_where_playing_cannot_be_judged_bits_decide(
    folder: ProjectFolder, training: Training, validated: Play
) -> None:
    kept = KeptModel(folder, "model1", "standard", 0.2, LearntMusic((), None), 2)
    for bits, gap_db in ((5.3, 3.0), (5.0, None)):
        report, _ = kept.keep(training, validated(bits, gap_db))
        assert report.is_best
    assert kept.card is not None
    assert (kept.card.free_gap_db, kept.card.least_gap_db) == (None, 3.0)
