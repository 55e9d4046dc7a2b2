"""Exit statuses and the one line that every problem becomes."""

import argparse
import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from audiosynth_gui.cli import program
from audiosynth_gui.cli.parser import build_parser
from audiosynth_gui.errors import ProjectError
from tests.cli.runs import Commands

Failing = Callable[[BaseException], None]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Lets the command `info` raise something."""

    def prepare(error: BaseException) -> None:
        def fail(arguments: argparse.Namespace) -> int:
            raise error

        monkeypatch.setattr(program, "_find", lambda name: fail)

    return prepare


def test_problem_is_one_line_and_1(command: Commands, failing: Failing) -> None:
    failing(ProjectError("It is\nbroken.", "Mend it."))
    run = command("info", "P")
    assert run.problem()
    assert run.err == "audiosynth: It is broken. Mend it.\n"


def test_interrupt_is_130(command: Commands, failing: Failing) -> None:
    failing(KeyboardInterrupt())
    run = command("info", "P")
    assert (run.status, run.err) == (130, "audiosynth: Interrupted.\n")


def test_fault_of_the_program_is_one_line_too(command: Commands, failing: Failing) -> None:
    failing(ZeroDivisionError("division by zero"))
    run = command("info", "P")
    assert run.status == 1
    assert run.err == (
        "audiosynth: Something went wrong inside AudioSynth "
        "(ZeroDivisionError: division by zero).\n"
    )


def test_refusal_by_the_system_names_the_file(command: Commands, failing: Failing) -> None:
    failing(PermissionError(errno.EACCES, "Permission denied", "/music/Demo"))
    assert "Permission denied (/music/Demo)" in command("info", "P").problem()


def test_lack_of_memory_is_told(command: Commands, failing: Failing) -> None:
    failing(MemoryError())
    assert "not enough memory" in command("info", "P").problem()


def test_wrong_usage_is_2(command: Commands) -> None:
    run = command("generate", "P")
    assert run.status == 2
    assert "usage: audiosynth generate" in run.err


def test_every_command_of_the_parser_has_its_function() -> None:
    (commands,) = (a for a in build_parser()._actions if isinstance(a.choices, dict))
    assert isinstance(commands.choices, dict)
    functions = {name: program._find(name) for name in commands.choices}
    assert len(set(functions.values())) == len(commands.choices) == 13


def test_reader_that_goes_away_ends_it_quietly(project: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "audiosynth_gui", "info", str(project)],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
