"""How numbers, times and names are read."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audiosynth_gui.cli.arguments import (
    channel_numbers,
    moment,
    point_in_time,
    positive_number,
    sample_rate,
    seed_number,
    wav_path,
)


def test_numbers() -> None:
    assert moment("0") == 0.0
    assert positive_number("1e-3") == 0.001
    assert seed_number(str(2**64 - 1)) == 2**64 - 1
    for text in ("0", "-1", "nan", "inf", "soon", ""):
        with pytest.raises(argparse.ArgumentTypeError, match="is not a number above 0"):
            positive_number(text)
    for text in ("3999", "384001", "48000.0", "٤٨٠٠٠"):
        with pytest.raises(argparse.ArgumentTypeError, match="whole number from 4000 to 384000"):
            sample_rate(text)


def test_channels() -> None:
    assert [channel_numbers(text) for text in ("1", "2", "3+4")] == [(1,), (1, 2), (3, 4)]
    for text in ("3", "4+4", "1+2+3"):
        with pytest.raises(argparse.ArgumentTypeError, match="neither 1 nor 2 nor a pair"):
            channel_numbers(text)


def test_names_of_sound_files() -> None:
    assert wav_path("a.WAV") == Path("a.WAV")
    with pytest.raises(argparse.ArgumentTypeError, match="does not end in"):
        wav_path("a.mp3")


def test_times() -> None:
    assert point_in_time("2026-11-08T14:03") == datetime(2026, 11, 8, 14, 3)
    assert point_in_time("2026-11-08 14:03:05+00:00") == datetime(2026, 11, 8, 14, 3, 5, tzinfo=UTC)
    with pytest.raises(argparse.ArgumentTypeError, match="not a time such as"):
        point_in_time("noon")
