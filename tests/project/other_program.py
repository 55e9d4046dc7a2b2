"""Other programs that work on the same project, and can be killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOLD = """
from audiosynth_gui.project.storage import ProjectFolder
folder = ProjectFolder.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""

SAVE_ENDLESSLY = """
from datetime import timedelta
from audiosynth_gui.project import backups
from audiosynth_gui.project.storage import ProjectFolder
backups.SHORTEST_INTERVAL = timedelta(0)
folder = ProjectFolder.open(Path(sys.argv[1]))
for number in itertools.count(1):
    folder.update(lambda old: old.changed(name=str(number), notes="n" * 20_000))
    print(number, flush=True)
"""

PLAY_ENDLESSLY = """
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from tests.project.examples import RECIPE, noise
folder = ProjectFolder.open(Path(sys.argv[1]))
writer = TakeWriter(folder, RECIPE, 44_100, 2)
for number in itertools.count(1):
    writer.write(noise(500, seed=number))
    print(number, flush=True)
"""

EXPORT_ENDLESSLY = """
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import export_take
folder = ProjectFolder.open(Path(sys.argv[1]))
for number in itertools.count(1):
    export_take(folder, folder.document.takes[0], Path(sys.argv[2]), "pcm24")
    print(number, flush=True)
"""


@contextmanager
def running(program: str, *arguments: Path) -> Iterator["subprocess.Popen[str]"]:
    """Run one of the programs above; it has printed its first line. Killed at the end."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import itertools, sys\nfrom pathlib import Path\n{program}",
            *map(str, arguments),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    with process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline(), "the other program did not start"
            yield process
        finally:
            process.kill()


def last_number(process: "subprocess.Popen[str]") -> int:
    """Kill a program and return the last number that it printed whole, at least 1."""
    process.kill()
    assert process.stdout is not None
    lines = [line for line in process.stdout.read().splitlines(keepends=True) if "\n" in line]
    return int(lines[-1]) if lines else 1
