"""Moments that others are drawn to."""

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.snapping import HeardBeats, InTurn, TempoBeats, ZeroCrossings
from audiosynth_gui.errors import AudioFileError
from audiosynth_gui.features.tempo import Tempo

RATE = 8_000
READS: list[int] = []


def crossings(samples: Samples) -> ZeroCrossings:
    """Of these samples, (frames, channels)."""

    def read(start: int, stop: int) -> Samples:
        READS.append(stop - start)
        return samples[start:stop]

    return ZeroCrossings(read, RATE, len(samples))


def test_the_nearest_zero_crossing_is_found_by_reading_a_few_samples() -> None:
    time = np.arange(RATE) / RATE
    sine = np.sin(2 * np.pi * 100.0 * time + 0.3).astype(np.float32)
    snapper = crossings(np.stack([sine, 0.5 * sine], axis=1))
    READS.clear()
    for seconds in np.linspace(0.02, 0.98, 50):
        snapped = snapper.snap(float(seconds))
        frame = round(snapped * RATE)
        assert frame / RATE == snapped
        # Half a period between two crossings, and the quieter side of a crossing.
        assert abs(snapped - seconds) <= 0.0025 + 1 / RATE
        assert abs(sine[frame]) <= np.sin(2 * np.pi * 100 / RATE / 2) + 1e-4
    assert max(READS) <= 2 * 80 + 1


@pytest.mark.parametrize("level", [0.5, np.nan])
def test_without_a_crossing_near_it_stays(level: float) -> None:
    if np.isnan(level):
        snapper = crossings(np.zeros((0, 1), np.float32))
    else:
        snapper = crossings(np.full((RATE, 1), level, np.float32))
    assert snapper.snap(0.3333) == 0.3333


def test_silence_is_a_crossing_everywhere() -> None:
    snapper = crossings(np.zeros((RATE, 2), np.float32))
    assert snapper.snap(0.25) == 0.25
    assert snapper.snap(2000.4 / RATE) == 2000 / RATE


def test_beats_of_a_tempo_and_heard_ones() -> None:
    steady = TempoBeats(Tempo(bpm=120.0, first_beat_seconds=0.1))
    assert steady.snap(0.8) == pytest.approx(0.6)
    assert steady.snap(0.9) == pytest.approx(1.1)
    heard = HeardBeats((0.5, 1.02, 1.49))
    assert [heard.snap(seconds) for seconds in (0.0, 0.74, 0.8, 9.0)] == [0.5, 0.5, 1.02, 1.49]
    assert HeardBeats(()).snap(0.7) == 0.7


def test_a_beat_first_and_the_zero_crossing_next_to_it() -> None:
    ramp = np.linspace(-1.0, 1.0, RATE, dtype=np.float32)[:, None]
    both = InTurn(HeardBeats((0.495, 0.9)), crossings(ramp))
    assert both.snap(0.4) == pytest.approx(0.5, abs=1 / RATE)


def test_a_file_that_is_gone_draws_nobody() -> None:
    def read(_start: int, _stop: int) -> Samples:
        raise AudioFileError("“piano.wav” has become shorter since it was opened.")

    assert ZeroCrossings(read, RATE, RATE).snap(0.3333) == 0.3333
