"""The demo recording, listened to by measurement."""

import dataclasses

import librosa
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.demo_notation import pitch_number
from audiosynth_gui.audio.demo_performance import perform
from audiosynth_gui.audio.demo_score import DemoScore
from audiosynth_gui.audio.demo_sound import SAMPLE_RATE, compose_demo
from audiosynth_gui.audio.loudness import integrated_loudness
from tests.audio.demo_example import shipped_score

HOP_FRAMES = 2_048


@pytest.fixture(scope="module")
def score() -> DemoScore:
    return shipped_score()


@pytest.fixture(scope="module")
def demo(score: DemoScore) -> AudioBuffer:
    return compose_demo(score)


@pytest.fixture(scope="module")
def mono(demo: AudioBuffer) -> NDArray[np.float32]:
    return np.asarray(demo.samples.mean(axis=1), dtype=np.float32)


def _ending(score: DemoScore) -> DemoScore:
    return dataclasses.replace(score, form=("Ending",))


def test_shape_and_length(score: DemoScore, demo: AudioBuffer) -> None:
    assert demo.sample_rate == 44_100
    assert demo.samples.dtype == np.float32
    assert demo.samples.shape == (round(score.duration_seconds * 44_100), 2)
    assert demo.samples.flags.c_contiguous


def test_the_same_score_gives_the_same_bits(score: DemoScore) -> None:
    ending = _ending(score)
    np.testing.assert_array_equal(compose_demo(ending).samples, compose_demo(ending).samples)
    other = compose_demo(dataclasses.replace(ending, seed=score.seed + 1))
    assert not np.array_equal(other.samples, compose_demo(ending).samples)


def test_lies_on_the_16_bit_grid(demo: AudioBuffer) -> None:
    steps = demo.samples.astype(np.float64) * 32_768
    np.testing.assert_array_equal(steps, np.round(steps))


def test_loudness_peak_and_offset(demo: AudioBuffer) -> None:
    assert integrated_loudness(demo.samples, SAMPLE_RATE) == pytest.approx(-18.0, abs=0.5)
    assert np.max(np.abs(demo.samples)) <= 10 ** (-3 / 20) + 1e-4
    np.testing.assert_allclose(demo.samples.mean(axis=0), 0.0, atol=1e-4)


def test_the_level_is_steady(score: DemoScore, demo: AudioBuffer) -> None:
    bar_frames = round(score.beats_per_bar * score.beat_seconds * SAMPLE_RATE)
    start = round(score.lead_in_seconds * SAMPLE_RATE)
    bars = demo.samples[start : start + 32 * bar_frames].reshape(32, bar_frames, 2)
    level_db = 10 * np.log10(np.mean(bars**2, axis=(1, 2)))
    assert np.ptp(level_db) < 6.0


def test_both_sides_sound_and_are_not_alike(demo: AudioBuffer) -> None:
    left, right = demo.samples.T.astype(np.float64)
    assert abs(10 * np.log10(np.mean(left**2) / np.mean(right**2))) < 1.5
    assert 0.5 < np.corrcoef(left, right)[0, 1] < 0.97


def test_starts_and_ends_in_silence(demo: AudioBuffer) -> None:
    hiss = 2.5 / 32_768
    assert np.max(np.abs(demo.samples[:100])) <= hiss
    assert np.max(np.abs(demo.samples[-100:])) <= 1e-3
    # The music is there to the last half second: fades are short.
    assert np.sqrt(np.mean(demo.samples[-22_050:-13_230] ** 2)) > 0.01


def test_every_bar_sounds_its_written_chord(score: DemoScore, mono: NDArray[np.float32]) -> None:
    chroma = librosa.feature.chroma_cqt(
        y=mono, sr=SAMPLE_RATE, hop_length=HOP_FRAMES, fmin=librosa.note_to_hz("C2"), n_octaves=6
    )
    times = np.arange(chroma.shape[1]) * HOP_FRAMES / SAMPLE_RATE
    for start_seconds, stop_seconds, chord in _chord_spans(score):
        heard = chroma[:, (times > start_seconds + 0.1) & (times < stop_seconds - 0.05)].mean(
            axis=1
        )
        pitches = [pitch_number(name) for name in score.chord_notes(chord)]
        written = sorted({pitch % 12 for pitch in pitches})
        others = [pitch for pitch in range(12) if pitch not in written]
        assert heard[written].sum() / heard.sum() > 0.7, f"{chord} at {start_seconds:.1f} s"
        assert np.mean(heard[written]) > 2.5 * np.mean(heard[others])
        assert heard[pitches[0] % 12] > np.median(heard), "the root is clear"


def _chord_spans(score: DemoScore) -> list[tuple[float, float, str]]:
    spans = []
    bar_number = 0
    for name in score.form:
        section = score.sections[name]
        for bar in range(len(section.chords)):
            for chord in score.bar_chords(section, bar):
                beats = bar_number * score.beats_per_bar + chord.start_beats
                start = score.lead_in_seconds + beats * score.beat_seconds
                stop = start + chord.length_beats * score.beat_seconds
                spans.append((start, stop, chord.symbols[0]))
            bar_number += 1
    return spans


def test_onsets_are_heard_where_notes_are_played(
    score: DemoScore, mono: NDArray[np.float32]
) -> None:
    strength = librosa.onset.onset_strength(y=mono, sr=SAMPLE_RATE, hop_length=512)
    onsets = librosa.onset.onset_detect(
        onset_envelope=strength, sr=SAMPLE_RATE, hop_length=512, units="time"
    )
    played = np.array(sorted(note.start_seconds for note in perform(score)))
    distances = np.array([np.min(np.abs(played - onset)) for onset in onsets])
    assert len(onsets) / score.duration_seconds > 2.0
    assert np.mean(distances < 0.05) > 0.95


def test_nothing_clicks(score: DemoScore) -> None:
    """Without percussion there is nothing above 13 kHz; a click would be heard there."""
    sections = {
        name: dataclasses.replace(
            section,
            parts={part: bars for part, bars in section.parts.items() if part != "percussion"},
        )
        for name, section in score.sections.items()
    }
    tones = compose_demo(_ending(dataclasses.replace(score, sections=sections)))
    highs = butter(6, 13_000, btype="highpass", fs=SAMPLE_RATE, output="sos")
    heard = sosfilt(highs, tones.samples.astype(np.float64), axis=0)
    assert np.max(np.abs(heard)) < 10 / 32_768
    clicked = tones.samples.astype(np.float64)
    clicked[100_000:] += 0.01
    assert np.max(np.abs(sosfilt(highs, clicked, axis=0))) > 50 / 32_768


def test_a_score_without_notes_is_silent(score: DemoScore) -> None:
    rests = {
        name: dataclasses.replace(section, parts={"bass": ("-:4",)})
        for name, section in score.sections.items()
    }
    silent = compose_demo(_ending(dataclasses.replace(score, sections=rests)))
    assert np.max(np.abs(silent.samples)) <= 1 / 32_768
