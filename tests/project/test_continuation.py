"""Continuations of a project: what they play, and that they can be made again."""

import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.networks.config import Architecture
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
from tests.project.playable import MODEL_ID, project_with_model
from tests.training.examples import plucked_notes


def request_for(folder: ProjectFolder, seconds: float | None = 1.0) -> ContinuationRequest:
    recording = folder.document.recordings[0]
    return ContinuationRequest(MODEL_ID, recording.id, 3.0, 1.0, seconds, seed=5)


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
        played.temperature = 1.5
        blocks += [block.samples for block in played]
        frames = played.block_frames
        first = KnobMove(frame=2 * frames, temperature=0.2, top_p=0.5)
        second = KnobMove(frame=3 * frames, temperature=1.5, top_p=0.5)
        assert played.recipe.moves == (first, second)
        assert (played.recipe.temperature, played.recipe.top_p) == (1.0, 1.0)
        again = open_continuation(folder, replace(request, moves=played.recipe.moves))
        np.testing.assert_array_equal(samples_of(again), np.concatenate(blocks))
        assert again.recipe == played.recipe


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
