"""Run commands in this process and look at what they said."""

from dataclasses import dataclass

import pytest

from audiosynth_gui.cli.program import run_command


@dataclass(frozen=True)
class Run:
    """What a command did.

    Attributes:
        status: its exit status.
        out: what it printed to stdout.
        err: likewise stderr.
    """

    status: int
    out: str
    err: str

    def problem(self) -> str:
        """The one clear line that it ended with; nothing else may be on stderr."""
        assert self.status == 1, self
        assert self.err.count("\n") == 1, self.err
        assert self.err.startswith("audiosynth: "), self.err
        assert "Traceback" not in self.err
        assert "Something went wrong inside" not in self.err
        return self.err


class Commands:
    """Runs commands; a fixture gives it."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Run:
        """Run one command to its end."""
        self._capsys.readouterr()
        try:
            status = run_command([str(argument) for argument in arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = self._capsys.readouterr()
        return Run(status, said.out, said.err)
