"""The log file."""

import subprocess
import sys
from pathlib import Path

LOG_AND_WARN = """\
import logging, pathlib, sys, warnings
from audiosynth_gui.diagnostics import start_diagnostics
start_diagnostics(pathlib.Path(sys.argv[1]))
logging.getLogger("audiosynth_gui.test").error("a word")
warnings.warn("a warning")
"""
CRASH = LOG_AND_WARN + "import faulthandler; faulthandler._sigsegv()"


def run(code: str, log_path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, str(log_path)], capture_output=True, text=True, check=False
    )


def test_log_and_warnings_go_to_the_file(tmp_path: Path) -> None:
    log_path = tmp_path / "logs" / "audiosynth.log"
    done = run(LOG_AND_WARN, log_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = log_path.read_text()
    assert "ERROR audiosynth_gui.test: a word" in text
    assert "UserWarning: a warning" in text


def test_crash_leaves_its_trace(tmp_path: Path) -> None:
    done = run(CRASH, tmp_path / "audiosynth.log")
    assert done.returncode != 0
    assert "Fatal Python error: Segmentation fault" in (tmp_path / "crash.log").read_text()


def test_program_runs_where_no_log_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run(LOG_AND_WARN, tmp_path / "file" / "audiosynth.log")
    assert done.returncode == 0
    assert "a word" not in done.stderr
