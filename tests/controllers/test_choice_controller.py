"""What the window is about."""

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.choice_controller import ChoiceController
from audiosynth_gui.project import edits
from audiosynth_gui.project.documents import ProjectDocument, new_document
from tests.controllers.test_history import model, recording
from tests.project.examples import TAKE


@pytest.fixture
def choice(qtbot: QtBot) -> ChoiceController:
    """A choice that follows nothing yet."""
    assert qtbot is not None
    return ChoiceController()


def document() -> ProjectDocument:
    """Two recordings and two models."""
    made = new_document("Piece", 44_100, 2)
    return made.changed(
        recordings=(recording("a"), recording("b")), models=(model("old"), model("new"))
    )


def test_at_first_the_first_recording_and_the_newest_model(choice: ChoiceController) -> None:
    choice.follow_document(document())
    assert choice.recording is not None
    assert choice.model is not None
    assert (choice.recording.name, choice.model.name) == ("a", "new")
    assert choice.take is None


def test_what_is_chosen_stays_chosen_when_it_is_renamed(
    choice: ChoiceController, qtbot: QtBot
) -> None:
    first = document()
    choice.follow_document(first)
    choice.choose(first.recordings[1].id)
    with qtbot.waitSignal(choice.recording_chosen):
        choice.follow_document(edits.rename(first, first.recordings[1].id, "horn"))
    assert choice.recording is not None
    assert choice.recording.name == "horn"


def test_what_is_removed_gives_way(choice: ChoiceController) -> None:
    first = document()
    choice.follow_document(first)
    choice.follow_document(edits.remove(first, first.recordings[0].id))
    assert choice.recording == first.recordings[1]


def test_what_stands_beside_takes_its_place(choice: ChoiceController) -> None:
    first = document().changed(recordings=tuple(recording(name) for name in "abcd"))
    choice.follow_document(first)
    choice.choose(first.recordings[2].id)
    second = edits.remove(first, first.recordings[2].id)
    choice.follow_document(second)
    assert choice.recording == first.recordings[3]
    third = edits.remove(second, first.recordings[3].id)
    choice.follow_document(third)
    assert choice.recording == first.recordings[1]
    choice.choose(first.models[0].id)
    choice.follow_document(edits.remove(third, first.models[0].id))
    assert choice.model == first.models[1]


def test_a_new_model_is_chosen_and_a_new_recording_is_not(choice: ChoiceController) -> None:
    first = document()
    choice.follow_document(first)
    second = edits.add_recording(first, recording("c"))
    choice.follow_document(second)
    assert choice.recording == first.recordings[0]
    third = edits.add_model(second, model("newest"))
    choice.follow_document(third)
    assert choice.model == third.models[-1]


def test_an_unchanged_document_says_nothing(choice: ChoiceController) -> None:
    first = document().changed(takes=(TAKE,))
    choice.follow_document(first)
    told: list[str] = []
    choice.recording_chosen.connect(lambda: told.append("recording"))
    choice.model_chosen.connect(lambda: told.append("model"))
    choice.take_chosen.connect(lambda: told.append("take"))
    choice.follow_document(first.changed(name="Other"))
    assert told == []
    chosen = (choice.recording, choice.model, choice.take)
    assert chosen == (first.recordings[0], first.models[1], TAKE)
    choice.follow_document(first.changed(recordings=(), models=(), takes=()))
    assert told == ["recording", "model", "take"]


def test_unknown_ids_are_passed_over(choice: ChoiceController) -> None:
    first = document()
    choice.follow_document(first)
    choice.choose("nothing")
    assert choice.recording == first.recordings[0]


def test_what_comes_later_than_it_is_chosen_is_waited_for(choice: ChoiceController) -> None:
    first = document()
    choice.follow_document(first)
    second = edits.add_recording(first, recording("imported"))
    imported = second.recordings[-1]
    choice.choose(imported.id)
    choice.follow_document(second)
    assert choice.recording == imported
    choice.choose(first.recordings[0].id)
    choice.follow_document(second.changed(name="Other"))
    assert choice.recording == first.recordings[0]
    third = edits.add_recording(second, recording("of another project")).changed(id="other")
    choice.choose(third.recordings[-1].id)
    choice.follow_document(third)
    assert choice.recording == first.recordings[0]


def test_without_a_project_nothing_is_chosen(choice: ChoiceController) -> None:
    choice.follow_document(document())
    choice.follow_document(None)
    assert (choice.recording, choice.model, choice.take) == (None, None, None)
