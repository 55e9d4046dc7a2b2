"""How the command line speaks."""

import io
import json
import math
import sys

import pytest

from audiosynth_gui.cli.output import ProgressLine, duration_text, print_json


class Terminal(io.StringIO):
    """Looks like a terminal, and keeps what is written to it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (187, "3:07")]
)
def test_duration_text(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_json_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "a\nb “ü”", "list": [1, None]})
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert json.loads(said) == {"name": "a\nb “ü”", "list": [1, None]}


def test_json_refuses_what_json_cannot_say() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        print_json({"bits": math.nan})


def test_progress_changes_one_line_and_clears_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with ProgressLine("kitchen.wav") as line:
        for fraction in (0.1, 0.101, 0.5):
            line.show(fraction)
    clear = "\r\033[K"
    assert terminal.getvalue() == f"{clear}kitchen.wav 10%{clear}kitchen.wav 50%{clear}"


def test_progress_is_silent_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressLine("kitchen.wav") as line:
        line.show(0.5)
    assert capsys.readouterr().err == ""
