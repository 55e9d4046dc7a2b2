"""Run one command: find its function, turn every problem into one line and an exit status."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from audiosynth_gui.cli.parser import build_parser
from audiosynth_gui.cli.statuses import INTERRUPTED, PROBLEM
from audiosynth_gui.diagnostics import start_diagnostics
from audiosynth_gui.errors import AudioSynthError

Command = Callable[[argparse.Namespace], int]

_LOG = logging.getLogger(__name__)


def run_command(arguments: Sequence[str], log_path: Path | None = None) -> int:
    """Run one command to its end. Main thread only.

    Args:
        arguments: the command and its options.
        log_path: file to write the log to; none is written where None.

    Returns:
        the exit status: 0 done, 1 a problem (told on stderr), 130 interrupted.

    Raises:
        SystemExit: with 2 for wrong usage, with 0 after `--help` and `--version`.
    """
    parsed = build_parser().parse_args(arguments)
    if log_path is not None:
        start_diagnostics(log_path)
    try:
        return _find(parsed.command)(parsed)
    except AudioSynthError as error:
        _LOG.info("a problem was told to the user", exc_info=error)
        return _tell(str(error))
    except KeyboardInterrupt:
        _tell("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        # Who read our output has gone (`audiosynth info … | head`); there is no one to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEM
    except OSError as error:
        _LOG.warning("the system refused", exc_info=error)
        return _tell(f"The system refused it: {error.strerror or error} ({error.filename}).")
    except MemoryError:
        return _tell("There is not enough memory for this. Close other programs and try again.")
    except Exception as error:
        # The outermost frame: a fault of the program, told in one line, its traceback in the log.
        _LOG.exception("the command failed")
        where = f" The details are in {log_path}." if log_path else ""
        kind = type(error).__name__
        return _tell(f"Something went wrong inside AudioSynth ({kind}: {error}).{where}")


def _tell(text: str) -> int:
    print("audiosynth: " + " ".join(text.split()), file=sys.stderr, flush=True)
    return PROBLEM


def _find(name: str) -> Command:
    """The function of a command. Only now its module is loaded, and with it what it needs."""
    match name:
        case "new" | "import":
            from audiosynth_gui.cli import importing

            return importing.new if name == "new" else importing.import_into
        case "record":
            from audiosynth_gui.cli.recording import record

            return record
        case "train":
            from audiosynth_gui.cli.training import train

            return train
        case "generate":
            from audiosynth_gui.cli.generating import generate

            return generate
        case "export":
            from audiosynth_gui.cli.exporting import export

            return export
        case "info":
            from audiosynth_gui.cli.info import info

            return info
        case "regions":
            from audiosynth_gui.cli.regions import regions

            return regions
        case "copy" | "restore" | "relink":
            from audiosynth_gui.cli import life

            commands = {"copy": life.copy, "restore": life.restore, "relink": life.find_missing}
            return commands[name]
        case "bench":
            from audiosynth_gui.cli.bench import bench

            return bench
        case "demo":
            from audiosynth_gui.cli.headless import demo

            return demo
    raise AssertionError(f"the parser knows {name!r}, the program does not")
