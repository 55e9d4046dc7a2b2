"""The command `bench`."""

import json
from collections.abc import Iterator

import pytest

from audiosynth_gui.cli import bench
from audiosynth_gui.cli.benches.measurement import Measurement
from tests.cli.runs import Commands


@pytest.fixture(autouse=True)
def two_benches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts two quick benches in the place of the real ones."""

    def first() -> Iterator[Measurement]:
        yield Measurement("speed", 12.345678, "× real time")
        yield Measurement("start", 0.5, "s")

    def second() -> Iterator[Measurement]:
        yield Measurement("size", 3.0, "MB")

    monkeypatch.setattr(bench, "BENCHES", {"first": first, "second": second})


def test_all_benches_are_printed_with_name_value_unit(command: Commands) -> None:
    run = command("bench")
    assert run.status == 0
    assert [line.split() for line in run.out.splitlines()] == [
        ["speed", "12.35", "×", "real", "time"],
        ["start", "0.5", "s"],
        ["size", "3", "MB"],
    ]


def test_one_bench_as_json(command: Commands) -> None:
    run = command("bench", "second", "--json")
    assert [json.loads(line) for line in run.out.splitlines()] == [
        {"bench": "second", "name": "size", "value": 3.0, "unit": "MB"}
    ]


def test_unknown_bench_is_told_before_any_runs(command: Commands) -> None:
    run = command("bench", "first", "third")
    assert "There is no bench “third”" in run.problem()
    assert "first, second" in run.problem()
    assert run.out == ""
