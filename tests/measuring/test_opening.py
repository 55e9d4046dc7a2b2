"""How soon the real window draws what it opens."""

from pathlib import Path

from tests.measuring.projects import short_project, told


def test_the_second_opening_finds_what_the_first_has_kept(tmp_path: Path) -> None:
    project = short_project(tmp_path)
    for words in ("without cache", "with cache"):
        found = told("opening", str(project))
        first, whole = (found[f"{of}waveform drawn {words}"] for of in ("first of the ", ""))
        assert (first.unit, whole.unit) == ("s", "s")
        assert 0 < first.value <= whole.value
        assert list((project / "cache").glob("peaks-*"))
