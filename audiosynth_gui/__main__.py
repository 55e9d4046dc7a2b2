"""The program's start: a command for the command line, or the window.

Loads neither torch nor Qt before it knows that they are needed.
"""

import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PROJECT_SUFFIX = ".audiosynth"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program.

    Args:
        arguments: what follows the program's name; those of the process where None.

    Returns:
        the exit status: 0 done, 1 a problem (told on stderr), 130 interrupted.

    Raises:
        SystemExit: with 2 for wrong usage, with 0 after `--help` and `--version`.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name that the terminal cannot show must not end the program.
            stream.reconfigure(errors="backslashreplace")
    if not asks_for_window(given):
        return _run_command(given)
    if has_display(sys.platform, os.environ):
        return _run_window(Path(given[0]) if given else None)
    print("AudioSynth: no display was found, so this runs without a window.", flush=True)
    return _run_command(["demo", *(["--project", *given] if given else [])])


def asks_for_window(arguments: Sequence[str]) -> bool:
    """Whether these arguments open the window: none, or a project alone."""
    return not arguments or (len(arguments) == 1 and Path(arguments[0]).suffix == PROJECT_SUFFIX)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window can be shown.

    Args:
        platform: as `sys.platform`; macOS and Windows always have a display.
        environment: the environment variables; a Qt platform chosen by hand counts as a display.
    """
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _run_command(arguments: Sequence[str]) -> int:
    from audiosynth_gui.cli.program import run_command
    from audiosynth_gui.places import log_file_path

    return run_command(arguments, log_file_path())


def _run_window(project_path: Path | None) -> int:
    from audiosynth_gui.app import run_window
    from audiosynth_gui.diagnostics import start_diagnostics
    from audiosynth_gui.places import log_file_path

    start_diagnostics(log_file_path())
    return run_window(project_path)


if __name__ == "__main__":
    sys.exit(main())
