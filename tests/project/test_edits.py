"""Edits: one document in, the next one out."""

import pytest
from pydantic import ValidationError

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import new_document
from audiosynth_gui.project.edits import (
    add_model,
    add_recording,
    add_take,
    find_model,
    find_recording,
    find_take,
    preferred_sample_rate,
    remove,
    rename,
    rename_project,
    replace_item,
)
from tests.project.examples import MODEL, RECORDING, TAKE, full_document


def test_added_items_come_last_with_their_own_names() -> None:
    document = full_document()
    document = add_recording(document, RECORDING.changed(id="second"))
    document = add_model(document, MODEL.changed(id="second-model"))
    document = add_take(document, TAKE.changed(id="second-take"))
    assert [item.name for item in document.recordings] == ["Kitchen, morning", "Kitchen, morning 2"]
    assert [item.name for item in document.models] == ["Evening", "Evening 2"]
    assert [item.name for item in document.takes] == ["Take", "Take 2"]


def test_an_id_cannot_be_added_twice() -> None:
    with pytest.raises(ValidationError, match="same id"):
        add_recording(full_document(), RECORDING)


@pytest.mark.parametrize(
    ("rate", "project_rate"),
    [
        (44_100, 44_100),
        (88_200, 44_100),
        (22_050, 44_100),
        (11_025, 44_100),
        (48_000, 48_000),
        (96_000, 48_000),
        (32_000, 48_000),
        (16_000, 48_000),
        (12_000, 48_000),
        (37_800, 44_100),
    ],
)
def test_the_first_recording_decides_the_rate(rate: int, project_rate: int) -> None:
    document = add_recording(
        new_document("My Piece", 44_100, 2), RECORDING.changed(sample_rate=rate)
    )
    assert document.sample_rate == project_rate == preferred_sample_rate(rate)
    again = add_recording(document, RECORDING.changed(id="second", sample_rate=44_100))
    assert again.sample_rate == project_rate


def test_the_project_becomes_stereo_with_its_first_stereo_recording() -> None:
    mono = add_recording(new_document("My Piece", 44_100, 2), RECORDING.changed(channels=1))
    assert mono.channels == 1
    stereo = add_recording(mono, RECORDING.changed(id="second", channels=6))
    assert stereo.channels == 2
    still = add_recording(stereo, RECORDING.changed(id="third", channels=1))
    assert still.channels == 2


def test_a_project_with_models_keeps_its_shape() -> None:
    mono = new_document("My Piece", 44_100, 1).changed(models=(MODEL,))
    document = add_recording(mono, RECORDING.changed(sample_rate=48_000))
    assert (document.sample_rate, document.channels) == (44_100, 1)


@pytest.mark.parametrize("item_id", [RECORDING.id, MODEL.id, TAKE.id])
def test_rename_and_remove(item_id: str) -> None:
    document = full_document()
    renamed = rename(document, item_id, " New\tname ")
    changed = [item for item in renamed.items() if item not in list(document.items())]
    assert [(item.id, item.name) for item in changed] == [(item_id, "New name")]
    left = [item.id for item in remove(document, item_id).items()]
    assert left == [item.id for item in document.items() if item.id != item_id]


def test_a_renamed_item_keeps_its_place() -> None:
    document = add_recording(full_document(), RECORDING.changed(id="second"))
    assert [item.id for item in rename(document, RECORDING.id, "A").recordings] == [
        RECORDING.id,
        "second",
    ]


def test_replacing_puts_the_item_in_place() -> None:
    louder = RECORDING.changed(gain_db=6.0)
    assert replace_item(full_document(), louder).recordings == (louder,)


def test_unknown_ids_and_empty_names_are_explained() -> None:
    with pytest.raises(ProjectError, match="no longer in the project"):
        remove(full_document(), "nothing")
    with pytest.raises(ProjectError, match="no longer in the project"):
        replace_item(full_document(), TAKE.changed(id="nothing"))
    with pytest.raises(ProjectError, match="cannot be empty"):
        rename(full_document(), TAKE.id, " \n")


def test_search_by_id_and_by_name() -> None:
    document = full_document()
    assert find_recording(document, "kitchen") == find_recording(document, "Kitchen, morning")
    assert find_model(document, "Evening") == MODEL
    assert find_take(document, "take-1") == TAKE


def test_a_failed_search_says_what_there_is() -> None:
    with pytest.raises(ProjectError, match=r"There is: “Kitchen, morning” \(kitchen\)"):
        find_recording(full_document(), "bathroom")
    with pytest.raises(ProjectError, match="no model yet"):
        find_model(new_document("My Piece", 44_100, 2), "evening")


def test_an_ambiguous_name_is_explained() -> None:
    document = full_document()
    document = document.changed(takes=(TAKE, TAKE.changed(id="take-2")))
    with pytest.raises(ProjectError, match="Give its id: take-1, take-2"):
        find_take(document, "Take")


def test_a_project_gets_another_name() -> None:
    document = full_document()
    assert rename_project(document, "  Brass\n").name == "Brass"
    with pytest.raises(ProjectError, match="cannot be empty"):
        rename_project(document, " \t")
