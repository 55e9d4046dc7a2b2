"""The command `bench`."""

import json
from collections.abc import Iterator

import pytest

from audiosynth_gui.cli import bench
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from tests.cli.runs import Commands


@pytest.fixture(autouse=True)
def three_benches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts two quick benches and a long one in the place of the real ones."""

    def first() -> Iterator[Measurement]:
        yield Measurement("speed", 12.345678, "× real time")
        yield Measurement("start", 0.5, "s")

    def second() -> Iterator[Measurement]:
        yield Measurement("size", 3.0, "MB")

    def third(options: BenchOptions) -> Iterator[Measurement]:
        yield Measurement("recordings", len(options.recordings), "files")
        yield Measurement("training", options.minutes, "minutes")
        yield Measurement(options.preset, options.continuations * options.seconds, "s")

    monkeypatch.setattr(bench, "QUICK_BENCHES", {"first": first, "second": second})
    monkeypatch.setattr(bench, "LONG_BENCHES", {"third": third})


def test_all_quick_benches_are_printed_with_name_value_unit(command: Commands) -> None:
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
    run = command("bench", "first", "fourth")
    assert "There is no bench “fourth”" in run.problem()
    assert "first, second, third" in run.problem()
    assert run.out == ""


def test_a_long_bench_is_told_the_options(command: Commands) -> None:
    paths = ("--recordings", "a.wav", "b")
    lengths = ("--minutes", 0.5, "--continuations", 3, "--seconds", 2)
    run = command("bench", "third", *paths, *lengths, "--preset", "draft")
    assert [line.split() for line in run.out.splitlines()] == [
        ["recordings", "2", "files"],
        ["training", "0.5", "minutes"],
        ["draft", "6", "s"],
    ]


def test_a_long_bench_has_defaults(command: Commands) -> None:
    run = command("bench", "third")
    assert [line.split() for line in run.out.splitlines()] == [
        ["recordings", "0", "files"],
        ["training", "10", "minutes"],
        ["standard", "1200", "s"],
    ]
