"""The generation panel in the window."""

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.sounds import MODEL_ID, recipe


def test_without_a_model_nothing_can_be_played_on(window: MainWindow) -> None:
    assert not window.generation.play_button.isEnabled()
    assert window.generation.request() is None
    window.playing.play_continuation()
    assert window.messages.message is not None
    assert "no model" in window.messages.message.text


def test_the_request_is_what_is_set(piece: MainWindow, controllers: Controllers) -> None:
    panel = piece.generation
    piece.recording_view.timeline.put_cursor(1.5)
    panel.prompt_knob.set_value(0.5)
    panel.temperature_knob.set_value(0.8)
    panel.top_p_knob.set_value(0.9)
    panel.freedom_knob.set_value(0.6)
    panel.new_seed_box.setChecked(False)
    panel.seed_field.setValue(77)
    assert controllers.choice.recording is not None
    assert panel.request() == ContinuationRequest(
        model_id=MODEL_ID, recording_id=controllers.choice.recording.id, at_seconds=1.5,
        prompt_seconds=0.5, seconds=None, temperature=0.8, top_p=0.9, freedom=0.6, seed=77,
    )  # fmt: skip


def test_a_marked_stretch_is_the_prompt(piece: MainWindow) -> None:
    piece.recording_view.timeline.select(TimeSpan(0.25, 1.25))
    request = piece.generation.request()
    assert request is not None
    assert (request.at_seconds, request.prompt_seconds) == (1.25, 1.0)
    assert "00:00.250 to 00:01.250" in piece.generation.prompt_words.text()
    assert piece.recording_view.timeline.prompt == TimeSpan(0.25, 1.25)


def test_a_new_seed_each_time_unless_it_is_kept(piece: MainWindow) -> None:
    seeds = set()
    for _ in range(4):
        request = piece.generation.request()
        assert request is not None
        assert request.seed == piece.generation.seed_field.value()
        seeds.add(request.seed)
    assert len(seeds) > 1


def test_a_recipe_is_recalled(piece: MainWindow, controllers: Controllers) -> None:
    assert controllers.choice.recording is not None
    made = recipe(controllers.choice.recording.id).changed(freedom=0.7)
    piece.generation.recall(made)
    piece.recording_view.timeline.put_cursor(made.at_seconds)
    request = piece.generation.request()
    assert request is not None
    assert request.seed == made.seed
    assert (request.temperature, request.top_p) == (made.temperature, made.top_p)
    assert request.freedom == made.freedom == 0.7
    assert request.at_seconds == made.at_seconds


def test_knobs_turn_what_sounds(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    piece.generation.play_button.click()
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    assert piece.generation.play_button.text() == "Stop and keep take"
    piece.generation.temperature_knob.set_value(1.4)
    piece.generation.top_p_knob.set_value(0.6)
    piece.generation.freedom_knob.set_value(0.9)
    controls = controllers.play.controls
    assert (controls.temperature, controls.top_p, controls.freedom) == (1.4, 0.6, 0.9)
    piece.generation.play_button.click()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")
    assert piece.generation.play_button.text() == "Play continuation"


def test_choosing_a_model(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    assert controllers.project.document is not None
    second = controllers.project.document.models[0].changed(id="dusk", name="Dusk")
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.edit(lambda document: document.changed(
            models=(*document.models, second)
        ))  # fmt: skip
    assert controllers.choice.model == second
    piece.generation.model_box.setCurrentIndex(0)
    assert controllers.choice.model is not None
    assert controllers.choice.model.id == MODEL_ID
