"""How the command line speaks: results on stdout, all else on stderr."""

import json
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]


def say(text: str) -> None:
    """Print a result for people."""
    print(text, flush=True)


def note(text: str) -> None:
    """Print what is going on, beside the results."""
    print(text, file=sys.stderr, flush=True)


def print_json(values: Mapping[str, JsonValue]) -> None:
    """Print one JSON object as one line.

    Raises:
        ValueError: a value is NaN or infinite, which JSON cannot say.
    """
    print(json.dumps(values, allow_nan=False), flush=True)


def duration_text(seconds: float) -> str:
    """A length as minutes and seconds, such as 3:07."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


class ProgressLine(AbstractContextManager["ProgressLine"]):
    """One changing line on a terminal, such as `kitchen.wav 42 %`; silent in a log file."""

    def __init__(self, title: str) -> None:
        """Name what progresses; inside `with`, call `show`."""
        self._title = title
        self._shown = ""

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def show(self, fraction: float) -> None:
        """Show how much is done, 0 to 1."""
        text = f"{self._title} {fraction:.0%}"
        if text != self._shown and sys.stderr.isatty():
            print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
            self._shown = text
