"""Compiling ahead what the features need."""

import os
import subprocess
import sys
from pathlib import Path


def test_it_fills_the_cache_of_the_libraries(tmp_path: Path) -> None:
    # Not optimised, which takes a third of the time away: it is kept all the same.
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), "NUMBA_OPT": "0"}
    command = [sys.executable, "-m", "audiosynth_gui.features.warmup"]
    subprocess.run(command, env=environment, check=True)
    assert list(tmp_path.rglob("*.nbi"))
