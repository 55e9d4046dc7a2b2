"""What a program is said to hold."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.cli.benches import held_memory
from audiosynth_gui.errors import AudioSynthError

SIZE_BYTES = 200_000_000
"""Much more than other tests' leftovers, which may be given back meanwhile."""


def test_what_is_held_counts_and_what_is_mapped_does_not(tmp_path: Path) -> None:
    path = tmp_path / "mapped"
    with path.open("wb") as file:
        file.truncate(SIZE_BYTES)
    before = held_memory.held_megabytes()
    mapped = np.memmap(path, np.uint8, "r")
    assert int(mapped.sum()) == 0
    with_mapped = held_memory.held_megabytes()
    held = np.ones(SIZE_BYTES, np.uint8)
    with_held = held_memory.held_megabytes()
    assert held.all()
    assert with_mapped - before < SIZE_BYTES / 2e6
    assert with_held - with_mapped > SIZE_BYTES / 2e6


def test_it_is_read_as_the_system_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "status"
    path.write_text("VmRSS:\t 9000 kB\nRssAnon:\t 2000 kB\nRssFile:\t 7000 kB\n")
    monkeypatch.setattr(held_memory, "STATUS_PATH", path)
    assert held_memory.held_megabytes() == pytest.approx(2.048)


def test_a_system_that_does_not_tell_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudioSynthError, match="Linux only"):
        held_memory.check_told(tmp_path / "none")
