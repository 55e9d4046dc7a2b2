"""What made a take, in words."""

from audiosynth_gui.project.edits import remove
from audiosynth_gui.ui.presenters.take_words import take_words
from tests.project.examples import MODEL, RECORDING, TAKE, full_document


def test_what_made_it_is_named() -> None:
    document = full_document()
    recipe = TAKE.recipe.changed(
        model_id=MODEL.id, recording_id=RECORDING.id, at_seconds=83.25,
        temperature=0.9, top_p=0.8, seed=7,
    )  # fmt: skip
    take = TAKE.changed(recipe=recipe)
    from_recording = f"{MODEL.name} · from “{RECORDING.name}” at 1:23.2"
    assert take_words(take, document) == f"{from_recording} · seed 7 · temperature 0.9 · top-p 0.8"
    plain = take.changed(recipe=recipe.changed(top_p=1.0))
    assert take_words(plain, document) == f"{from_recording} · seed 7 · temperature 0.9"
    freer = take_words(take.changed(recipe=recipe.changed(top_p=1.0, freedom=0.25)), document)
    assert freer == f"{from_recording} · seed 7 · temperature 0.9 · freedom 0.25"
    without = remove(remove(document, MODEL.id), RECORDING.id)
    assert take_words(plain, without) == "seed 7 · temperature 0.9"
    assert take_words(plain, None) == "seed 7 · temperature 0.9"


def test_no_take_has_no_words() -> None:
    assert take_words(None, full_document()) == ""
