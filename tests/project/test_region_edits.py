"""Edits of regions, of order and of gain."""

import pytest

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project import edits
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.region_edits import (
    add_region,
    change_region,
    learnt_of,
    learnt_seconds,
    make_region,
    move_region,
    regions_of,
)
from audiosynth_gui.project.regions import RegionKind
from tests.project.examples import RECORDING, REGION, full_document

RATE = RECORDING.sample_rate


def with_regions(*names: str) -> ProjectDocument:
    """The full document and a second recording, each with regions of these names."""
    other = RECORDING.changed(id="hall", name="Hall", file="recordings/hall.wav")
    document = edits.add_recording(full_document(), other)
    for name in names:
        for recording in document.recordings:
            document = add_region(document, make_region(recording, "train", 0.0, 0.01, name))
    return document


def names_of(document: ProjectDocument, recording_id: str) -> list[str]:
    """The names of a recording's regions in order."""
    return [region.name for region in regions_of(document, recording_id)]


def test_a_region_is_added_with_a_name_of_its_own_in_its_recording() -> None:
    document = with_regions("chorus", "chorus")
    assert names_of(document, "kitchen") == ["chorus", "chorus 2"]
    assert names_of(document, "hall") == ["chorus", "chorus 2"]
    first = document.regions[0]
    assert (first.start_frame, first.stop_frame, first.colour) == (0, 441, "green")
    assert edits.find_region(document, first.id) == first


@pytest.mark.parametrize(
    ("kind", "name"), [("train", "Train on this"), ("leave-out", "Leave out"), ("prompt", "Prompt")]
)
def test_a_region_without_a_name_is_called_by_its_kind(kind: RegionKind, name: str) -> None:
    made = make_region(RECORDING, kind, 0.0, RECORDING.frames / RATE)
    assert (made.name, made.stop_frame) == (name, RECORDING.frames)


@pytest.mark.parametrize(
    ("start", "stop", "words"),
    [(0.0, 1.0, "beyond “Kitchen"), (-0.1, 0.01, "beyond"), (0.01, 0.01, "no length")],
)
def test_an_impossible_region_is_told(start: float, stop: float, words: str) -> None:
    with pytest.raises(ProjectError, match=words):
        make_region(RECORDING, "train", start, stop)
    document = full_document().changed(regions=(REGION,))
    with pytest.raises(ProjectError, match=words):
        move_region(document, REGION.id, start, stop)


def test_a_region_of_a_removed_recording_cannot_be_added() -> None:
    with pytest.raises(ProjectError, match="no recording"):
        add_region(edits.remove(full_document(), "kitchen"), REGION)


def test_a_region_is_moved_renamed_and_given_another_kind_and_colour() -> None:
    document = full_document().changed(regions=(REGION,))
    document = move_region(document, REGION.id, 0.002, 0.004)
    assert (document.regions[0].start_frame, document.regions[0].stop_frame) == (88, 176)
    document = edits.rename(document, REGION.id, "bridge")
    assert document.regions[0].name == "bridge"
    document = change_region(document, REGION.id, kind="leave-out")
    assert (document.regions[0].kind, document.regions[0].colour) == ("leave-out", "red")
    document = change_region(document, REGION.id, colour="violet")
    document = change_region(document, REGION.id, kind="prompt")
    assert (document.regions[0].kind, document.regions[0].colour) == ("prompt", "violet")


def test_a_recording_takes_its_regions_with_it() -> None:
    document = with_regions("chorus", "bridge")
    left = edits.remove(document, "hall")
    assert {region.recording_id for region in left.regions} == {"kitchen"}
    region_id = left.regions[0].id
    assert names_of(edits.remove(left, region_id), "kitchen") == ["bridge"]


@pytest.mark.parametrize(
    ("item", "place", "order"),
    [("a", 1, "bac"), ("a", 9, "bca"), ("c", 0, "cab"), ("c", -3, "cab"), ("b", 1, "abc")],
)
def test_a_region_moves_among_those_of_its_recording(item: str, place: int, order: str) -> None:
    document = with_regions(*"abc")
    moving = next(part for part in regions_of(document, "hall") if part.name == item)
    moved = edits.move_item(document, moving.id, place)
    assert "".join(names_of(moved, "hall")) == order
    assert "".join(names_of(moved, "kitchen")) == "abc"


def test_recordings_models_and_takes_move_in_their_lists() -> None:
    document = with_regions()
    moved = edits.move_item(document, "hall", 0)
    assert [recording.id for recording in moved.recordings] == ["hall", "kitchen"]
    assert moved.changed(recordings=document.recordings) == document
    assert edits.move_item(document, "take-1", 0) == document
    with pytest.raises(ProjectError, match="no longer"):
        edits.move_item(document, "nothing", 0)


def test_the_gain_of_a_recording() -> None:
    louder = edits.set_gain(full_document(), "kitchen", 6)
    assert louder.recordings[0].gain_db == 6.0
    for wrong in (24.5, -61.0, float("nan")):
        with pytest.raises(ProjectError, match="louder"):
            edits.set_gain(louder, "kitchen", wrong)


def test_how_much_is_learnt() -> None:
    document = full_document()
    assert learnt_seconds(document) == pytest.approx(1_000 / RATE)
    document = document.changed(regions=(REGION.changed(kind="leave-out"),))
    assert learnt_of(document, RECORDING) == ((0, 100), (400, 1_000))
    assert learnt_seconds(document) == pytest.approx(700 / RATE)
