"""How exactly a sound repeats itself."""

import numpy as np
import pytest

from audiosynth_gui.evaluation.repetition import repetition

STEP_SECONDS = 1 / 48


def rows(seconds: float, seed: int = 0) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.normal(-40, 6, (round(seconds / STEP_SECONDS), 8)).astype(np.float32)


@pytest.mark.parametrize("period_seconds", [0.25, 1.0, 3.5])
def test_a_loop_is_found_with_its_period(period_seconds: float) -> None:
    once = rows(period_seconds)
    looped = np.tile(once, (60, 1))[: round(15 / STEP_SECONDS)]
    found = repetition(looped, STEP_SECONDS)
    assert found.gap_db[-1] == pytest.approx(0.0, abs=1e-5)
    rounds = found.period_seconds[-1] / period_seconds
    assert rounds == pytest.approx(round(rounds), abs=0.01)


def test_what_never_repeats_has_a_gap() -> None:
    found = repetition(rows(15.0), STEP_SECONDS)
    assert found.gap_db[np.isfinite(found.gap_db)].min() > 4.0


def test_a_loop_must_hold_for_six_seconds() -> None:
    once = rows(1.0)
    short = np.concatenate([rows(6.0, 1), np.tile(once, (5, 1)), rows(6.0, 2)])
    long = np.concatenate([rows(6.0, 1), np.tile(once, (8, 1)), rows(6.0, 2)])
    assert repetition(short, STEP_SECONDS).gap_db.min() > 1.0
    found = repetition(long, STEP_SECONDS)
    assert found.gap_db.min() == pytest.approx(0.0, abs=1e-5)
    assert found.gap_db.argmin() * STEP_SECONDS == pytest.approx(13.0, abs=1.1)


def test_too_little_sound_tells_nothing() -> None:
    assert np.isinf(repetition(rows(6.1), STEP_SECONDS).gap_db).all()
