"""What a training learns of marked recordings, and where continuations may go in them."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from audiosynth_gui.errors import ProjectError, TrainingError
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import ModelCard, load_card
from audiosynth_gui.project.continuation import open_continuation
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.edits import set_gain
from audiosynth_gui.project.learnt_music import (
    LearntMusic,
    marked_music,
    marked_spans,
    stored_music,
    walk_regions,
)
from audiosynth_gui.project.region_edits import add_region, make_region
from audiosynth_gui.project.regions import RegionKind
from audiosynth_gui.project.requests import ContinuationRequest, TrainingFinished, TrainingRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_run import run_training
from audiosynth_gui.training.resume import load_state
from tests.networks.examples import small_config
from tests.project.examples import RECORDING, full_document
from tests.project.playable import project_with_recording

FEATURES = small_config().features
HOP_SECONDS = FEATURES.hop_frames / FEATURES.sample_rate
LONG = RECORDING.changed(frames=44_100 * 10)
SHORT_TRAINING = TrainingRequest(
    preset="draft", steps=4, device="cpu", heldout=0.2, sample_rate=16_000, channels=1
)

pytestmark = pytest.mark.usefixtures("one_torch_thread")


def marked(*marks: tuple[RegionKind, float, float]) -> ProjectDocument:
    """A project whose only recording, of ten seconds, has these regions."""
    document = full_document().changed(recordings=(LONG,))
    for kind, start, stop in marks:
        document = add_region(document, make_region(LONG, kind, start, stop))
    return document


def mark(folder: ProjectFolder, kind: RegionKind, start: float, stop: float) -> None:
    """Add a region to the first recording of a project."""
    recording = folder.document.recordings[0]
    region = make_region(recording, kind, start, stop)
    folder.update(lambda document: add_region(document, region))


def finished(folder: ProjectFolder, request: TrainingRequest) -> TrainingFinished:
    """Train to the end."""
    *_, last = run_training(folder, request)
    assert isinstance(last, TrainingFinished)
    return last


def card_with(**values: object) -> ModelCard:
    """The card of a small model."""
    torch.manual_seed(0)
    return untrained_model(small_config()).card.model_copy(update=values)


def test_spans_are_the_feature_frames_that_lie_wholly_inside() -> None:
    document = marked(("train", 2.0001, 5.0), ("leave-out", 3.0, 3.5), ("train", 9.0, 10.0))
    spans = marked_spans(document, LONG, FEATURES)
    seconds = np.array(spans) * HOP_SECONDS
    wanted = np.array([(2.0001, 3.0), (3.5, 5.0), (9.0, 10.0)])
    inside = seconds[:2] - wanted[:2]
    assert (inside[:, 0] >= 0).all()
    assert (inside[:, 0] < HOP_SECONDS).all()
    assert (inside[:, 1] <= 1e-9).all()
    assert (inside[:, 1] > -HOP_SECONDS).all()
    assert 0 <= seconds[2, 1] - 10.0 < HOP_SECONDS, "the last frame of a recording counts"


def test_without_regions_all_is_learnt() -> None:
    music = marked_music(marked(("prompt", 1.0, 2.0)), [LONG], FEATURES)
    assert music == LearntMusic((LONG,), None)
    assert music.seconds(FEATURES) == 10.0


def test_a_recording_that_is_left_out_is_not_learnt() -> None:
    other = LONG.changed(id="hall", file="recordings/hall.wav")
    document = marked(("leave-out", 0.0, 10.0))
    document = document.changed(recordings=(LONG, other))
    assert marked_music(document, document.recordings, FEATURES) == LearntMusic((other,), None)
    with pytest.raises(TrainingError, match="nothing to learn from"):
        marked_music(document, [LONG], FEATURES)


def test_what_was_learnt_comes_back_at_its_gain() -> None:
    music = stored_music([LONG], (((3, 9),),), (6.0,))
    assert (music.gains_db, music.spans, music.ids) == ((6.0,), (((3, 9),),), (LONG.id,))
    assert music.seconds(FEATURES) == pytest.approx(6 * HOP_SECONDS)
    assert stored_music([LONG], None, None) == LearntMusic((LONG,), None)
    with pytest.raises(TrainingError, match="damaged"):
        stored_music([LONG], (), None)


def test_a_walk_goes_where_the_model_learnt_whatever_is_marked_now() -> None:
    other = LONG.changed(id="hall", file="recordings/hall.wav")
    document = marked(("leave-out", 0.0, 10.0)).changed(recordings=(LONG, other))
    learnt = card_with(recordings=(LONG.id,), learnt=(((5, 20), (30, 99)),))
    assert walk_regions(document, [other, LONG], [50, 50], learnt) == [
        (0, 0, 50), (1, 5, 20), (1, 30, 50),
    ]  # fmt: skip
    whole = card_with(recordings=(LONG.id,))
    assert walk_regions(document, [LONG], [50], whole) == [(0, 0, 50)]
    unknown = card_with(recordings=("hall",))
    with pytest.raises(ProjectError, match="nothing to go on with"):
        walk_regions(document, [LONG], [50], unknown)


def test_only_what_is_marked_is_learnt_and_walked(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        mark(folder, "train", 1.0, 5.0)
        mark(folder, "leave-out", 2.0, 3.0)
        result = finished(folder, SHORT_TRAINING)
        card = load_card(folder.model_path(result.model_id))
        hop = card.network.features.hop_frames / card.network.features.sample_rate
        assert card.learnt is not None
        np.testing.assert_allclose(
            np.array(card.learnt[0]) * hop, [(1.0, 2.0), (3.0, 5.0)], atol=hop
        )
        recording_id = folder.document.recordings[0].id
        request = ContinuationRequest(
            result.model_id, recording_id, 0.5, 0.4, seconds=5.0, freedom=1.0
        )
        continuation = open_continuation(folder, request)
        next(continuation)  # from outside it jumps in at once
        places = np.array([block.source[1] for block in continuation])
    assert all(1.0 - hop <= place < 2.0 or 3.0 - hop <= place < 5.0 for place in places)
    assert (places < 2.0).any()
    assert (places >= 3.0 - hop).any()


def test_a_resume_is_exact_after_regions_and_gain_were_edited(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with project_with_recording(tmp_path / "a") as folder:
        mark(folder, "leave-out", 0.0, 1.5)
        unbroken = finished(folder, SHORT_TRAINING)
    with project_with_recording(tmp_path / "b") as folder:
        mark(folder, "leave-out", 0.0, 1.5)
        run = run_training(folder, SHORT_TRAINING)
        next(report for report in run if getattr(report, "step", 0) == 2)
        run.close()
        mark(folder, "train", 0.0, 2.0)
        recording_id = folder.document.recordings[0].id
        folder.update(lambda document: set_gain(document, recording_id, -20.0))
        model_id = folder.document.models[0].id
        resumed = finished(folder, TrainingRequest(steps=4, device="cpu", resume=model_id))
        state = load_state(folder.model_path(model_id))
    assert resumed.heldout_bits == unbroken.heldout_bits
    assert state.gains_db == (0.0,)
    assert state.learnt is not None


def test_too_little_left_is_told_before_anything_is_learnt(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        mark(folder, "train", 1.0, 1.5)
        with pytest.raises(TrainingError, match="too little to learn from") as problem:
            list(run_training(folder, SHORT_TRAINING))
        assert "leave out less" in problem.value.advice
        assert folder.document.models == ()


def test_regions_shorter_than_a_reduced_frame_do_no_harm(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        for start in (0.0, 1.0, 2.0):
            mark(folder, "train", start, start + 0.012)
        mark(folder, "train", 3.0, 5.0)
        assert finished(folder, SHORT_TRAINING).steps == 4


def test_a_model_of_whole_recordings_is_written_as_before(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        result = finished(folder, SHORT_TRAINING)
        text = (folder.model_path(result.model_id) / "model.json").read_text(encoding="utf-8")
    assert "learnt" not in json.loads(text)
