"""The bench of the editor: what is measured with which project."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audiosynth_gui.cli.bench import LONG_BENCHES
from audiosynth_gui.cli.benches import editor
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.project.storage import ProjectFolder


def test_one_project_is_opened_twice_drawn_and_started_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, ...]] = []

    def measured(what: str, project: str, *numbers: str) -> Iterator[Measurement]:
        asked.append((what, *numbers))
        with ProjectFolder.open(Path(project)) as folder:
            (recording,) = folder.document.recordings
            assert not list(folder.cache_path.glob("peaks-*")), "the first opening has no cache"
        yield Measurement(what, recording.frames, "frames")

    monkeypatch.setattr(editor, "measured", measured)
    found = list(LONG_BENCHES["editor"](BenchOptions(sound_minutes=0.03)))
    drawing = ("drawing", str(editor.REDRAWS), str(editor.TILES))
    assert asked == [("opening",), ("opening",), drawing, ("starting",)]
    assert [one.name for one in found] == [
        "0.03 min: opening", "0.03 min: opening", "0.03 min: drawing", "starting",
    ]  # fmt: skip
    assert {one.value for one in found} == {round(0.03 * 60 * 48_000)}


def test_where_memory_is_not_told_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise AudioSynthError("Memory is measured on Linux only.", "Run the other benches.")

    monkeypatch.setattr(editor, "check_told", refuse)
    with pytest.raises(AudioSynthError, match="Linux only"):
        list(editor.measure(BenchOptions(sound_minutes=0.03)))
