"""The program's start: command, window, or neither."""

import subprocess
import sys
import types
from pathlib import Path

import pytest

from audiosynth_gui import __main__ as program
from audiosynth_gui import __version__

HEAVY = ("torch", "PySide6", "pyqtgraph", "numpy", "librosa", "numba", "pydantic")
LIST_LOADED = f"""\
import sys
from audiosynth_gui.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    print(ended.code, [name for name in {HEAVY} if name in sys.modules])
"""


@pytest.mark.parametrize("arguments", [["--help"], ["train", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIST_LOADED, *arguments], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize("command", ["info", "export", "import"])
def test_commands_on_files_load_no_network_and_no_window(command: str) -> None:
    code = f"import sys; from audiosynth_gui.cli.program import _find; _find({command!r}); " + (
        "print([name for name in ('torch', 'PySide6', 'numba') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        program.main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"AudioSynth {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], True),
        (["Piece.audiosynth"], True),
        (["/music/Piece.audiosynth/"], True),
        (["info"], False),
        (["--help"], False),
        (["info", "Piece.audiosynth"], False),
    ],
)
def test_window_opens_without_a_command(arguments: list[str], expected: bool) -> None:
    assert program.asks_for_window(arguments) is expected


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_display_is_found(platform: str, environment: dict[str, str], expected: bool) -> None:
    assert program.has_display(platform, environment) is expected


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """The projects that a window was opened on; no real window opens."""
    paths: list[Path | None] = []

    def run_window(project_path: Path | None) -> int:
        paths.append(project_path)
        return 5

    app = types.ModuleType("audiosynth_gui.app")
    app.__dict__["run_window"] = run_window
    monkeypatch.setitem(sys.modules, "audiosynth_gui.app", app)
    monkeypatch.setattr("audiosynth_gui.diagnostics.start_diagnostics", lambda path: None)
    return paths


def test_window_gets_the_project(
    opened: list[Path | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert program.main([]) == 5
    assert program.main(["Piece.audiosynth"]) == 5
    assert opened == [None, Path("Piece.audiosynth")]


def test_without_display_the_demo_runs(
    opened: list[Path | None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(program, "has_display", lambda platform, environment: False)
    ran: list[list[str]] = []

    def run_command(arguments: list[str], log_path: Path) -> int:
        ran.append(arguments)
        return 0

    monkeypatch.setattr("audiosynth_gui.cli.program.run_command", run_command)
    assert program.main([]) == 0
    assert program.main(["Piece.audiosynth"]) == 0
    assert ran == [["demo"], ["demo", "--project", "Piece.audiosynth"]]
    assert opened == []
    assert "no display was found" in capsys.readouterr().out
