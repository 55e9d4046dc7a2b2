"""Continuations of a project: what they play, and that they can be made again."""

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.networks.checkpoint import load_card
from audiosynth_gui.networks.config import Architecture
from audiosynth_gui.networks.plan_checkpoint import save_plan
from audiosynth_gui.project.continuation import (
    Continuation,
    open_continuation,
    prepare_to_play,
)
from audiosynth_gui.project.documents import KnobMove
from audiosynth_gui.project.edits import remove
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from tests.networks.examples import ARCHITECTURES
from tests.networks.plan_examples import small_plan
from tests.project.playable import MODEL_ID, project_with_model
from tests.training.examples import plucked_notes


def request_for(folder: ProjectFolder, seconds: float | None = 1.0) -> ContinuationRequest:
    recording = folder.document.recordings[0]
    return ContinuationRequest(MODEL_ID, recording.id, 3.0, 1.0, seconds, seed=5)


def teach_form(folder: ProjectFolder) -> None:
    """Give the model a plan network."""
    path = folder.model_path(MODEL_ID)
    save_plan(path, small_plan(load_card(path).network.features))


def jumps_of(sources: list[tuple[str, float]]) -> list[float]:
    """Where the plan went on elsewhere: by how much, in seconds."""
    steps = np.diff([seconds for _, seconds in sources])
    return [float(step) for step in steps if not 0 < step < 0.1]


def samples_of(continuation: Continuation) -> Samples:
    return np.concatenate([block.samples for block in continuation])


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_lasts_as_long_as_asked(architecture: Architecture, tmp_path: Path) -> None:
    with project_with_model(tmp_path, architecture) as folder:
        continuation = open_continuation(folder, request_for(folder, 0.777))
        samples = samples_of(continuation)
    assert continuation.sample_rate == 16000
    assert samples.shape == (round(0.777 * 16000), 2)
    assert np.isfinite(samples).all()
    assert 0 < np.abs(samples).max() <= 1.0


def test_the_same_request_makes_the_same_sound(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        request = request_for(folder)
        first = samples_of(open_continuation(folder, request))
        again = samples_of(open_continuation(folder, request))
        other = samples_of(open_continuation(folder, replace(request, seed=6)))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_stream_begins_like_the_limited_one_and_goes_on(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        limited = samples_of(open_continuation(folder, request_for(folder)))
        endless = open_continuation(folder, request_for(folder, None))
        blocks = [block.samples for block in itertools.islice(endless, 700)]
    assert all(len(block) == endless.block_frames for block in blocks)
    streamed = np.concatenate(blocks)
    np.testing.assert_array_equal(streamed[: len(limited)], limited)
    assert len(streamed) > 15 * 16000 / 2


def test_the_prompt_is_the_recording_before_the_moment(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        continuation = open_continuation(folder, request_for(folder))
        recording = folder.document.recordings[0]
        first = next(continuation)
    assert continuation.prompt.shape[0] == pytest.approx(16000, abs=128)
    assert np.abs(continuation.prompt).max() > 0.05
    source, seconds = first.source
    assert source == recording.id
    assert seconds == pytest.approx(3.0, abs=0.02)
    assert continuation.recipe.recording_id == recording.id
    assert len(continuation.recipe.model_sha256) == 64


def test_silence_can_be_continued(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        request = ContinuationRequest(MODEL_ID, seconds=0.5, seed=1)
        continuation = open_continuation(folder, request)
        assert len(continuation.prompt) == 0
        assert continuation.recipe.recording_id is None
        assert len(samples_of(continuation)) == 8000


def test_knobs_act_between_blocks(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        untouched = samples_of(open_continuation(folder, request_for(folder)))
        turned = open_continuation(folder, request_for(folder))
        blocks = [next(turned).samples, next(turned).samples]
        turned.temperature = 0.2
        blocks += [block.samples for block in turned]
    before = 2 * turned.block_frames
    samples = np.concatenate(blocks)
    np.testing.assert_array_equal(samples[:before], untouched[:before])
    assert not np.array_equal(samples, untouched)


def test_turned_knobs_are_in_the_recipe(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        request = request_for(folder)
        played = open_continuation(folder, request)
        blocks = [next(played).samples, next(played).samples]
        played.temperature, played.top_p = 0.2, 0.5
        blocks.append(next(played).samples)
        played.temperature, played.freedom = 1.5, 0.9
        blocks += [block.samples for block in played]
        frames = played.block_frames
        first = KnobMove(frame=2 * frames, temperature=0.2, top_p=0.5, freedom=0.3)
        second = KnobMove(frame=3 * frames, temperature=1.5, top_p=0.5, freedom=0.9)
        assert played.recipe.moves == (first, second)
        recipe = played.recipe
        assert (recipe.temperature, recipe.top_p, recipe.freedom) == (1.0, 1.0, 0.3)
        again = open_continuation(folder, replace(request, moves=played.recipe.moves))
        np.testing.assert_array_equal(samples_of(again), np.concatenate(blocks))
        assert again.recipe == played.recipe


def test_freedom_changes_the_way_and_is_made_again(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        teach_form(folder)
        request = replace(request_for(folder, 12.0), freedom=0.0)
        close = open_continuation(folder, request)
        steady = [block.source for block in close]
        free = open_continuation(folder, replace(request, freedom=1.0))
        strayed = [block.source for block in free]
        again = open_continuation(folder, replace(request, freedom=1.0))
        assert [block.source for block in again] == strayed
        assert free.recipe.freedom == 1.0
        assert len(jumps_of(strayed)) > len(jumps_of(steady))
        assert (close.note, free.note) == ("", "")


def test_without_freedom_a_learnt_form_changes_nothing(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        request = replace(request_for(folder, 3.0), freedom=0.0)
        before = open_continuation(folder, request)
        assert before.note == ""
        old = samples_of(before)
        teach_form(folder)
        np.testing.assert_array_equal(samples_of(open_continuation(folder, request)), old)


def test_a_model_that_has_not_learnt_the_form_plays_and_says_so(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        continuation = open_continuation(folder, replace(request_for(folder), freedom=0.5))
        assert "has not learnt the form" in continuation.note
        assert len(samples_of(continuation)) == 16000


def test_a_form_of_other_features_is_refused(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        save_plan(folder.model_path(MODEL_ID), small_plan())
        with pytest.raises(AudioSynthError, match="do not belong together"):
            open_continuation(folder, request_for(folder))


def test_names_serve_as_well_as_ids(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        request = request_for(folder)
        named = replace(request, model_id="Model", recording_id="notes")
        by_id = samples_of(open_continuation(folder, request))
        np.testing.assert_array_equal(samples_of(open_continuation(folder, named)), by_id)


@pytest.mark.parametrize(
    "change",
    [{"model_id": "nothing"}, {"recording_id": "nothing"}, {"at_seconds": 60.0}],
)
def test_what_is_not_there_is_told(change: dict[str, object], tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        request = replace(request_for(folder), **change)  # type: ignore[arg-type]
        with pytest.raises(AudioSynthError):
            open_continuation(folder, request)


@pytest.mark.parametrize(
    "change",
    [
        {"at_seconds": -1.0},
        {"at_seconds": float("nan")},
        {"prompt_seconds": -0.1},
        {"seconds": float("inf")},
        {"temperature": 11.0},
        {"top_p": 0.0},
        {"freedom": 1.1},
        {"seed": -1},
        {"seed": 2**64},
    ],
)
def test_what_is_out_of_range_is_told(change: dict[str, float], tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        request = replace(request_for(folder), **change)  # type: ignore[arg-type]
        (name,) = change
        with pytest.raises(AudioSynthError, match=name.replace("_", " ")):
            open_continuation(folder, request)


@pytest.mark.parametrize(
    ("at", "prompt", "heard"), [(0.0, 4.0, 0.0), (6.0, 60.0, 6.0), (3.0, 0.0, 0.0), (2.0, 5.0, 2.0)]
)
def test_prompts_reach_no_further_than_the_recording(
    at: float, prompt: float, heard: float, tmp_path: Path
) -> None:
    with project_with_model(tmp_path) as folder:
        request = replace(request_for(folder), at_seconds=at, prompt_seconds=prompt, seconds=0.1)
        continuation = open_continuation(folder, request)
        assert len(continuation.prompt) == pytest.approx(heard * 16000, abs=129)
        assert len(samples_of(continuation)) == 1600


def test_the_largest_seeds_serve_as_well(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        made = [
            samples_of(open_continuation(folder, replace(request_for(folder), seed=seed)))
            for seed in (2**63 - 1, 2**63, 2**64 - 1)
        ]
    assert all(np.isfinite(samples).all() for samples in made)
    assert not np.array_equal(made[0], made[1])
    assert not np.array_equal(made[1], made[2])


@pytest.mark.parametrize("channels", [1, 2])
def test_a_recording_of_another_kind_and_length_can_be_continued(
    channels: int, tmp_path: Path
) -> None:
    source = tmp_path / "short.wav"
    sound = plucked_notes(0.3, 22050, channels)
    write_wav(source, AudioBuffer(sound, 22050), "float32")
    with project_with_model(tmp_path) as folder:
        short = import_recording(folder, source)
        learnt = folder.document.recordings[0].id
        request = ContinuationRequest(MODEL_ID, short.id, 0.3, 0.3, 1.0, seed=3)
        assert len(samples_of(open_continuation(folder, request))) == 16000
        folder.update(lambda document: remove(document, learnt))
        alone = open_continuation(folder, request)
        blocks = list(alone)
        assert {block.source[0] for block in blocks} == {short.id}
        assert sum(len(block.samples) for block in blocks) == 16000


def test_a_model_without_its_recordings_says_so(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        recording = folder.document.recordings[0]
        folder.update(lambda document: remove(document, recording.id))
        with pytest.raises(AudioSynthError, match="no longer in the project"):
            open_continuation(folder, ContinuationRequest(MODEL_ID, seconds=1.0))


def test_preparing_leaves_nothing_to_do(tmp_path: Path) -> None:
    with project_with_model(tmp_path) as folder:
        prepare_to_play(folder, MODEL_ID)
        kept = sorted((folder.cache_path / "prepared").iterdir())
        times = [path.stat().st_mtime_ns for path in kept]
        assert len(kept) == 4
        samples_of(open_continuation(folder, request_for(folder)))
        assert [path.stat().st_mtime_ns for path in kept] == times
