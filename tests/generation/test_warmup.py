"""Compiling ahead: done in a process of its own, found by every later one."""

import os
import subprocess
import sys
from pathlib import Path


def run(code: str, cache: Path) -> str:
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "HOME": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


WARM_UP = (
    "from audiosynth_gui.generation import warmup\n"
    "warmup.ARCHITECTURES = ('tiered',)\n"
    "warmup.warm_up()"
)
COUNT = (
    WARM_UP + "\nfrom audiosynth_gui.generation.kernels.tiered import render_tiered as kernel\n"
    "print(sum(kernel.stats.cache_hits.values()), sum(kernel.stats.cache_misses.values()))"
)


def test_the_second_process_compiles_nothing(tmp_path: Path) -> None:
    hits, misses = map(int, run(COUNT, tmp_path).split())
    assert (hits, misses) == (0, 1)  # one signature for listening and playing alike
    hits, misses = map(int, run(COUNT, tmp_path).split())
    assert (hits, misses) == (1, 0)
