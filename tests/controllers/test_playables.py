"""What can be played, block by block."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.gain import LouderSource
from audiosynth_gui.controllers import playables
from audiosynth_gui.controllers.playables import (
    GUARD_SECONDS,
    ContinuationPlayable,
    FilePlayable,
    LiveControls,
)
from audiosynth_gui.project.documents import KnobMove, Take
from audiosynth_gui.project.parsing import parse_json_object, parse_part
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import open_take
from tests.controllers.sounds import MODEL_ID, RATE, ScriptedContinuation, tone, write_tone


def test_a_whole_file_comes_bit_for_bit(tmp_path: Path) -> None:
    playable = FilePlayable(WavSource(write_tone(tmp_path / "a.wav")), 0.0, None)
    np.testing.assert_array_equal(np.concatenate(list(playable.blocks())), tone(1.0))
    playable.end()
    assert (playable.sample_rate, playable.channels) == (RATE, 2)


def test_a_part_begins_and_ends_without_a_click(tmp_path: Path) -> None:
    playable = FilePlayable(WavSource(write_tone(tmp_path / "a.wav")), 0.2502, 0.7502)
    sound = np.concatenate(list(playable.blocks()))
    guard = round(GUARD_SECONDS * RATE)
    start = round(0.2502 * RATE)
    assert len(sound) == round(0.7502 * RATE) - start
    assert np.abs(sound[0]).max() < 1e-6
    assert np.abs(sound[-1]).max() < 1e-6
    inside = slice(guard, len(sound) - guard)
    np.testing.assert_array_equal(sound[inside], tone(1.0)[start : start + len(sound)][inside])
    playable.end()


@pytest.mark.parametrize(("gain_db", "peak"), [(-6.0206, 0.25), (3.0, 0.706), (20.0, 1.0)])
def test_a_file_is_played_at_its_gain(tmp_path: Path, gain_db: float, peak: float) -> None:
    source = LouderSource(WavSource(write_tone(tmp_path / "a.wav")), gain_db)
    playable = FilePlayable(source, 0.0, None)
    sound = np.concatenate(list(playable.blocks()))
    playable.end()
    assert np.abs(sound).max() == pytest.approx(peak, abs=0.01)
    factor = 10 ** (gain_db / 20)
    np.testing.assert_allclose(sound, np.clip(factor * tone(1.0), -1, 1), atol=1e-5)


@pytest.mark.parametrize(("start", "stop"), [(2.0, None), (0.5, 0.2), (-1.0, 0.0)])
def test_nothing_to_play(tmp_path: Path, start: float, stop: float | None) -> None:
    playable = FilePlayable(WavSource(write_tone(tmp_path / "a.wav")), start, stop)
    assert list(playable.blocks()) == []
    playable.end()


def test_a_continuation_becomes_a_take_and_hears_its_knobs(folder: ProjectFolder) -> None:
    continuation = ScriptedContinuation(folder, ContinuationRequest(model_id=MODEL_ID))
    controls = LiveControls(temperature=1.0, top_p=1.0, freedom=0.3)
    playable = ContinuationPlayable(folder, continuation, controls)  # type: ignore[arg-type]
    blocks = playable.blocks()
    heard = [next(blocks), next(blocks)]
    controls.temperature, controls.freedom = 0.5, 0.9
    heard.append(next(blocks))
    take = playable.end()
    assert continuation.temperatures == [1.0, 1.0, 0.5]
    assert continuation.freedoms == [0.3, 0.3, 0.9]
    assert take is not None
    with open_take(folder, take) as source:
        np.testing.assert_array_equal(source.read(0, take.frames), np.concatenate(heard))


def test_turned_knobs_are_kept_with_the_take(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playables, "NOTE_SECONDS", 0.0)
    continuation = ScriptedContinuation(folder, ContinuationRequest(model_id=MODEL_ID))
    controls = LiveControls(temperature=1.0, top_p=1.0, freedom=0.3)
    playable = ContinuationPlayable(folder, continuation, controls)  # type: ignore[arg-type]
    blocks = playable.blocks()
    next(blocks)
    first, second = (KnobMove(frame=frame, temperature=0.5, top_p=1.0) for frame in (160, 320))
    continuation.recipe = continuation.recipe.changed(moves=(first,))
    next(blocks)
    next(blocks)
    (note,) = folder.takes_path.glob("*.unfinished.json")
    assert parse_part(Take, parse_json_object(note.read_bytes())).recipe.moves == (first,)
    continuation.recipe = continuation.recipe.changed(moves=(first, second))
    take = playable.end()
    assert take is not None
    assert take.recipe.moves == (first, second)


def test_a_continuation_that_never_sounded_leaves_nothing(folder: ProjectFolder) -> None:
    continuation = ScriptedContinuation(folder, ContinuationRequest(model_id=MODEL_ID))
    controls = LiveControls(temperature=1.0, top_p=1.0, freedom=0.3)
    playable = ContinuationPlayable(folder, continuation, controls)  # type: ignore[arg-type]
    assert playable.end() is None
    assert folder.document.takes == ()
    assert list(folder.takes_path.iterdir()) == []
