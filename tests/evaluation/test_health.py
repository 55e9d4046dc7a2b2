"""Whether a sound has collapsed: every kind is found, and healthy sound is left alone."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.errors import EvaluationError
from audiosynth_gui.evaluation.collapses import COLLAPSES
from audiosynth_gui.evaluation.health import Health
from tests.evaluation.sounds import RATE, mid, part, piece, real, silence_like

RECORDING = piece(30.0)
AT_SECONDS = 6.0


@pytest.fixture(scope="module")
def health() -> Health:
    return Health(RECORDING)


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_more_of_the_same_is_healthy(health: Health, seed: int) -> None:
    assert health.judge(piece(25.0, seed=seed)) == ()


@pytest.mark.parametrize("name", COLLAPSES)
def test_every_collapse_is_found_where_it_begins(health: Health, name: str) -> None:
    collapse, inject = COLLAPSES[name]
    verdicts = {
        one.collapse: one
        for one in health.judge(inject(piece(30.0, seed=1), round(AT_SECONDS * RATE)))
    }
    assert collapse in verdicts
    # a level is that of the ten seconds from there on
    earliest = AT_SECONDS - 10.0 if collapse == "level" else AT_SECONDS - 2.5
    assert earliest <= verdicts[collapse].at_seconds < AT_SECONDS + 15.0


def test_a_verdict_says_what_was_measured(health: Health) -> None:
    quiet = AudioBuffer(piece(20.0, seed=1).samples * np.float32(0.1), RATE)
    (verdict,) = health.judge(quiet)
    assert verdict.collapse == "level"
    assert verdict.at_seconds == 0.0
    assert verdict.value < verdict.limit - 5.0
    assert verdict.value == pytest.approx(10 * np.log10(np.mean(quiet.samples**2)), abs=2.0)


def test_the_level_beyond_the_recordings_own_is_told(health: Health) -> None:
    sound = piece(20.0, seed=1)
    loud, quiet = (AudioBuffer(sound.samples * np.float32(gain), RATE) for gain in (3.0, 0.3))
    assert abs(health.level_beyond_db(sound)) < 2.0
    assert 7.0 < health.level_beyond_db(loud) < 12.0
    assert -13.0 < health.level_beyond_db(quiet) < -8.0
    assert health.level_beyond_db(part(sound, 0.0, 0.3)) == 0.0


def test_what_the_recording_does_itself_is_allowed() -> None:
    samples = RECORDING.samples.copy()
    samples[10 * RATE : 16 * RATE] = 0.0  # a rest of six seconds
    samples[20 * RATE :] = np.tile(samples[20 * RATE : 21 * RATE], (10, 1))
    own = AudioBuffer(samples, RATE)
    found = {verdict.collapse for verdict in Health(own).judge(own)}
    strict = {verdict.collapse for verdict in Health(RECORDING).judge(own)}
    assert found == set()
    assert {"silence", "loop"} <= strict


def test_an_offset_of_the_recording_is_allowed() -> None:
    shifted = AudioBuffer(RECORDING.samples + np.float32(0.1), RATE)
    assert Health(shifted).judge(shifted) == ()
    assert Health(shifted).judge(RECORDING) == ()
    (verdict,) = Health(RECORDING).judge(shifted)
    assert verdict.collapse == "offset"
    assert verdict.value == pytest.approx(0.1, abs=0.01)


def test_little_sound_is_not_judged_for_what_takes_longer(health: Health) -> None:
    assert health.judge(silence_like(part(RECORDING, 0.0, 3.0))) == ()


def test_a_short_recording_allows_its_own_continuation() -> None:
    short = part(RECORDING, 0.0, 4.0)
    assert Health(short).judge(piece(12.0, seed=1)) == ()


@pytest.mark.parametrize(
    ("recording", "complaint"),
    [(piece(1.0), "too short"), (silence_like(piece(5.0)), "silent")],
)
def test_what_nothing_can_be_learnt_from_is_told(recording: AudioBuffer, complaint: str) -> None:
    with pytest.raises(EvaluationError, match=complaint):
        Health(recording)


@pytest.mark.recordings
def test_real_music_is_healthy_and_collapses_are_found(recordings_path: Path) -> None:
    music = mid(real(recordings_path, "vibe-ace.ogg"))
    middle = music.duration_seconds / 2
    first, second = part(music, 0.0, middle), part(music, middle, music.duration_seconds)
    judge = Health(first)
    assert judge.judge(second) == ()
    for name in ("fade to coloured noise", "stuck loop"):
        collapse, inject = COLLAPSES[name]
        found = judge.judge(inject(second, 5 * music.sample_rate))
        assert collapse in {verdict.collapse for verdict in found}
