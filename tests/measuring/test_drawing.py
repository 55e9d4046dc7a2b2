"""How quickly the real views draw."""

import math
from pathlib import Path

from audiosynth_gui.audio.spectrogram_kinds import KINDS
from tests.measuring.projects import short_project, told


def test_every_view_is_drawn_at_full_width(tmp_path: Path) -> None:
    found = told("drawing", str(short_project(tmp_path)), "5", "1")
    assert found["width of what is drawn"].value == 1600
    for kind in KINDS:
        for what in ("first tile", "first tile while others are drawn"):
            assert found[f"{kind}: {what}, 95th percentile"].value > 0
        # Whoever waits for all has waited for the first, too.
        assert found[f"{kind}: all there is, median"].value > 0
        assert found[f"{kind}: longest freeze meanwhile"].value > 0
    views = ("waveform", "spectrogram", "all views, zoomed and")
    walls, works = (
        [found[f"{view} redrawn{of}, 95th percentile"].value for view in views]
        for of in ("", ", processor")
    )
    assert min(walls) > 0
    assert min(works) > 0
    assert 0 < found["memory added"].value < 150
    assert all(math.isfinite(one.value) for one in found.values())
