"""The command `regions`."""

import json
from pathlib import Path

import pytest

from audiosynth_gui.cli.parser import REGION_KINDS
from audiosynth_gui.project import regions
from audiosynth_gui.project.edits import add_recording, set_gain
from audiosynth_gui.project.storage import ProjectFolder
from tests.cli.runs import Commands
from tests.project.examples import RECORDING


@pytest.fixture
def piece(project: Path) -> Path:
    """A project with a recording of ten seconds."""
    recording = RECORDING.changed(frames=441_000)
    with ProjectFolder.open(project) as folder:
        folder.update(lambda old: add_recording(old, recording))
    return project


def test_a_region_is_added_listed_and_removed(command: Commands, piece: Path) -> None:
    assert "No regions" in command("regions", piece).out
    added = command(
        "regions", piece, "add", "Kitchen, morning", "--from", 1.5, "--to", 9,
        "--kind", "leave-out", "--name", "noise",
    )  # fmt: skip
    assert added.status == 0
    assert added.out.startswith("Added: ")
    listed = command("regions", piece)
    assert listed.out.splitlines()[0] == "Kitchen, morning"
    for word in ("1.500 – 9.000 s", "leave-out", "noise"):
        assert word in listed.out
        assert word in command("info", piece).out
    assert command("regions", piece, "remove", "noise").out.startswith("Removed: ")
    assert "No regions" in command("regions", piece).out


def test_regions_as_json(command: Commands, piece: Path) -> None:
    added = json.loads(command("regions", piece, "--json", "add", "kitchen").out)
    assert (added["from"], added["to"], added["stop_frame"]) == (0.0, 10.0, 441_000)
    assert (added["kind"], added["colour"], added["name"]) == ("train", "green", "Train on this")
    assert json.loads(command("regions", piece, "--json").out) == {"regions": [added]}
    removed = json.loads(command("regions", piece, "--json", "remove", added["id"]).out)
    assert removed == added


def test_regions_are_listed_beside_a_window(command: Commands, piece: Path) -> None:
    with ProjectFolder.open(piece):
        assert command("regions", piece).status == 0
        assert "open" in command("regions", piece, "add", "kitchen").problem()


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("add nothing", "no recording"),
        ("add kitchen --to 11", "goes beyond"),
        ("add kitchen --from 3 --to 3", "no length"),
        ("remove nothing", "no region"),
    ],
)
def test_what_cannot_be_is_told(command: Commands, piece: Path, line: str, word: str) -> None:
    assert word in command("regions", piece, *line.split()).problem()


@pytest.mark.parametrize("line", ["add", "add kitchen --kind listen", "add kitchen --from -1"])
def test_wrong_usage_is_refused(command: Commands, piece: Path, line: str) -> None:
    assert command("regions", piece, *line.split()).status == 2


def test_the_parser_names_all_kinds() -> None:
    assert REGION_KINDS == regions.REGION_KINDS


def test_info_names_a_gain(command: Commands, piece: Path) -> None:
    with ProjectFolder.open(piece) as folder:
        folder.update(lambda old: set_gain(old, "kitchen", -3.5))
    assert "Kitchen, morning  (-3.5 dB)" in command("info", piece).out
