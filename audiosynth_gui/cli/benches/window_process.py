"""Runs `audiosynth_gui.measuring` in a process of its own.

The command line knows nothing of windows; and a process of its own begins with a memory that
nothing else has filled.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping

from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.errors import AudioSynthError

COMMAND = (sys.executable, "-m", "audiosynth_gui.measuring")


def measured(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> Iterator[Measurement]:
    """Yield what a run with these arguments tells, as it tells it.

    Args:
        arguments: see `audiosynth_gui.measuring`.
        environment: variables beside those of this process.

    Raises:
        AudioSynthError: nothing can be drawn here.
    """
    variables = {**os.environ, **(environment or {})}
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, text=True, env=variables
    ) as process:
        if process.stdout is not None:
            for line in process.stdout:
                yield Measurement(**json.loads(line))
    if process.returncode != 0:
        raise AudioSynthError("Nothing can be drawn here.", "See what is written above.")
