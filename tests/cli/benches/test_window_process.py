"""What a process with a window tells the bench that started it."""

import sys
from pathlib import Path

import pytest

from audiosynth_gui.cli.benches import window_process
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.window_process import measured
from audiosynth_gui.errors import AudioSynthError

TELLS = """\
import json, os, sys
print(json.dumps({"name": sys.argv[1], "value": 1.5, "unit": os.environ["UNIT"]}), flush=True)
sys.exit(int(sys.argv[2]))
"""


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without a window that tells one thing and ends as it is asked to."""
    path = tmp_path / "tells.py"
    path.write_text(TELLS, encoding="utf-8")
    monkeypatch.setattr(window_process, "COMMAND", (sys.executable, str(path)))


@pytest.mark.usefixtures("script")
def test_what_is_told_is_passed_on() -> None:
    found = list(measured("drawing", "0", environment={"UNIT": "ms"}))
    assert found == [Measurement("drawing", 1.5, "ms")]


@pytest.mark.usefixtures("script")
def test_what_was_told_before_it_failed_is_passed_on_too() -> None:
    found = measured("drawing", "1", environment={"UNIT": "ms"})
    assert next(found).name == "drawing"
    with pytest.raises(AudioSynthError, match="Nothing can be drawn"):
        next(found)


def test_the_window_itself_says_what_it_does_not_know() -> None:
    with pytest.raises(AudioSynthError, match="Nothing can be drawn"):
        list(measured("singing"))
