"""Measurements are lines that the bench reads."""

import json

import pytest

from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.measuring.telling import tell


def test_a_measurement_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell("window on “screen”", 0.5, "s")
    tell("longer than 100 ms", 2, "times")
    first, second = capsys.readouterr().out.splitlines()
    assert Measurement(**json.loads(first)) == Measurement("window on “screen”", 0.5, "s")
    assert Measurement(**json.loads(second)) == Measurement("longer than 100 ms", 2, "times")
