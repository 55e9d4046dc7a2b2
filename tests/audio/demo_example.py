"""The shipped score, and ways to change its text for a test."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from audiosynth_gui.audio.demo_score import DemoScore, load_demo_score

SCORE_PATH = Path(__file__).resolve().parents[2] / "resources" / "demo_score.json"


def shipped_score() -> DemoScore:
    """The demo score as shipped."""
    return load_demo_score(SCORE_PATH)


def write_changed_score(folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of the shipped score with something changed."""
    document = json.loads(SCORE_PATH.read_text(encoding="utf-8"))
    change(document)
    path = folder / "changed.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
