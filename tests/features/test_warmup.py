"""Compiling ahead what the features need."""

import os
import subprocess
import sys
from pathlib import Path


def test_it_fills_the_cache_of_the_libraries(tmp_path: Path) -> None:
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "audiosynth_gui.features.warmup"]
    subprocess.run(command, env=environment, check=True)
    assert list(tmp_path.rglob("*.nbi"))
