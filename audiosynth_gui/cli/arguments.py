"""How the command line reads numbers, times and names, and what several commands take.

Every reader raises argparse.ArgumentTypeError for what it does not take.
"""

import argparse
import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path


def add_project(parser: argparse.ArgumentParser) -> None:
    """Add the project that a command works on."""
    parser.add_argument("project", type=Path, metavar="PROJECT")


def add_json(parser: argparse.ArgumentParser, text: str) -> None:
    """Add `--json`; `text` says what it gives."""
    parser.add_argument("--json", action="store_true", help=text)


def _checked(accept: Callable[[float], bool], wanted: str) -> Callable[[str], float]:
    """A reader of numbers for argparse that refuses those `accept` does not take."""

    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value) or not accept(value):
            raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}")
        return value

    return read


positive_number = _checked(lambda value: value > 0, "a number above 0")
moment = _checked(lambda value: value >= 0, "a number from 0 on")
temperature = _checked(lambda value: 0 <= value <= 10, "a number from 0 to 10")
probability = _checked(lambda value: 0 < value <= 1, "a number above 0 and up to 1")
share = _checked(lambda value: 0 <= value <= 1, "a number from 0 to 1")
fraction = _checked(lambda value: 0 <= value <= 0.9, "a number from 0 to 0.9")


def wav_path(text: str) -> Path:
    """Read the name of a WAV file to write."""
    path = Path(text)
    if path.suffix.lower() != ".wav":
        raise argparse.ArgumentTypeError(f"{text!r} does not end in .wav")
    return path


def sample_rate(text: str) -> int:
    """Read a sample rate in hertz."""
    return _whole_number(text, 4_000, 384_000)


def channel_numbers(text: str) -> tuple[int, ...]:
    """Read channels of a device, counted from 1: `1` is mono, `2` is stereo, `3+4` is that pair."""
    numbers = tuple(_whole_number(part, 1, 256) for part in text.split("+"))
    if numbers in ((1,), (2,)):
        return tuple(range(1, numbers[0] + 1))
    if len(numbers) != 2 or numbers[0] == numbers[1]:
        raise argparse.ArgumentTypeError(f"{text!r} is neither 1 nor 2 nor a pair such as 3+4")
    return numbers


def positive_integer(text: str) -> int:
    """Read a whole number above 0."""
    return _whole_number(text, 1, 2**31 - 1)


def seed_number(text: str) -> int:
    """Read the start of the random draws."""
    return _whole_number(text, 0, 2**64 - 1)


def _whole_number(text: str, lowest: int, highest: int) -> int:
    if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a whole number from {lowest} to {highest}"
        )
    return int(text)


def point_in_time(text: str) -> datetime:
    """Read a time in the form of ISO 8601; without an offset it is on the musician's clock."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a time such as 2026-11-08T14:03"
        ) from error
