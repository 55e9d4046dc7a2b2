"""Compiling ahead: done in one process, found by every later one."""

import json
import subprocess
import sys

import numba
import pytest

from audiosynth_gui.generation import warmup

LATER_PROCESS = """
import gc
import json
import sys
import numba
from numba.core.dispatcher import Dispatcher
from audiosynth_gui import compiling
numba.config.CACHE_DIR = sys.argv[1]
from audiosynth_gui.generation import warmup
warmup.ARCHITECTURES = ("tiered",)
warmup.warm_up()
found = {}
for one in gc.get_objects():
    if issubclass(type(one), Dispatcher):  # `isinstance` would wake modules that load late
        stats = one.stats
        found[one.__name__] = sum(stats.cache_hits.values()), sum(stats.cache_misses.values())
print(json.dumps(found))
"""
"""Says of every function how many signatures it found compiled, and how many it compiled."""


def test_the_second_process_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warmup, "ARCHITECTURES", ("tiered",))
    warmup.warm_up()
    folder = numba.config.CACHE_DIR  # type: ignore[attr-defined]
    done = subprocess.run(
        [sys.executable, "-c", LATER_PROCESS, folder], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert found["render_tiered"] == [1, 0]  # one signature for listening and playing alike
    assert [name for name, (_, compiled) in found.items() if compiled] == []
