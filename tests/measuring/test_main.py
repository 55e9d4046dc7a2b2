"""What the process that measures is asked for."""

from pathlib import Path

import pytest

from audiosynth_gui.measuring import __main__ as measuring
from audiosynth_gui.measuring import drawing, freezes, opening, starting


@pytest.mark.parametrize(
    ("module", "name", "given", "expected"),
    [
        (opening, "measure_opening", ["opening", "a"], (Path("a"),)),
        (drawing, "measure_drawing", ["drawing", "a", "3", "2"], (Path("a"), 3, 2)),
        (starting, "measure_start", ["starting", "a"], (Path("a"),)),
        (freezes, "measure_freezes", ["freezes", "a", "b", "1.5"], (Path("a"), Path("b"), 1.5)),
    ],
)
def test_what_is_asked_for_is_measured(
    module: object, name: str, given: list[str], expected: tuple[object, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(module, name, lambda *arguments: asked.append(arguments))
    assert measuring.main(given) == 0
    assert asked == [expected]


@pytest.mark.parametrize("given", [[], ["singing"], ["opening"], ["drawing", "a"]])
def test_anything_else_is_answered_with_the_usage(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert measuring.main(given) == 2
    told = capsys.readouterr()
    assert "opening PROJECT" in told.err
    assert told.out == ""
