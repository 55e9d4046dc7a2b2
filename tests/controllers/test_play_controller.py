"""Playing recordings, takes and continuations."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.play_controller import PlayController
from audiosynth_gui.controllers.play_health import PlayHealth
from audiosynth_gui.controllers.play_thread import PlayBegun, PlayThread
from audiosynth_gui.controllers.playables import Origin
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import Output, SilentOutput
from audiosynth_gui.project.documents import Take
from audiosynth_gui.project.requests import DEFAULT_FREEDOM, ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import open_take
from tests.controllers.sounds import (
    MODEL_ID,
    RATE,
    ScriptedContinuation,
    add_take,
    silent_output,
)


@dataclass
class Seen:
    """What the controller told."""

    states: list[str] = field(default_factory=list)
    positions: list[float] = field(default_factory=list)
    peaks: list[tuple[float, ...]] = field(default_factory=list)
    begun: list[PlayBegun] = field(default_factory=list)
    blocks: list[Samples] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)
    told: list[Message] = field(default_factory=list)


def watch(play: PlayController) -> Seen:
    """Write down what `play` tells."""
    seen = Seen()
    play.state_changed.connect(lambda: seen.states.append(play.state))
    play.position_moved.connect(lambda: seen.positions.append(play.position_seconds))
    play.level_measured.connect(lambda peaks, _seconds: seen.peaks.append(peaks))
    play.take_begun.connect(seen.begun.append)
    play.blocks_played.connect(seen.blocks.extend)
    play.take_kept.connect(seen.takes.append)
    play.told.connect(seen.told.append)
    return seen


@pytest.fixture
def play(qtbot: QtBot) -> Iterator[PlayController]:
    """A controller without a sound card; its continuations are scripted."""
    assert qtbot is not None
    made = PlayController(PlayThread(silent_output), ScriptedContinuation)  # type: ignore[arg-type]
    yield made
    made.close()


def test_a_recording_plays_from_a_place_to_another(
    play: PlayController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    seen = watch(play)
    recording = folder.document.recordings[0].changed(gain_db=-6.0206)
    play.play_recording(folder, recording, 0.5, 0.8)
    assert play.state == "starting"
    assert play.origin == Origin("recording", recording.id, 0.5)
    qtbot.waitUntil(lambda: play.state == "stopped")
    assert seen.states == ["starting", "playing", "stopped"]
    assert seen.positions == sorted(seen.positions)
    assert seen.positions[0] == 0.5
    assert 0.5 < seen.positions[-1] <= 0.8 + 1e-6
    assert max(peak[0] for peak in seen.peaks) == pytest.approx(0.25, abs=0.01)
    assert seen.peaks[-1] == (0.0,)
    assert (seen.begun, seen.blocks, seen.takes) == ([], [], [])


def test_a_take_plays(play: PlayController, folder: ProjectFolder, qtbot: QtBot) -> None:
    add_take(folder, 0.3)
    play.play_take(folder, folder.document.takes[0], 0.1)
    qtbot.waitUntil(lambda: play.state == "playing")
    assert play.origin == Origin("take", folder.document.takes[0].id, 0.1)
    qtbot.waitUntil(lambda: play.state == "stopped")


def test_a_continuation_is_drawn_and_kept_as_it_was_played(
    play: PlayController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    seen = watch(play)
    play.play_continuation(folder, ContinuationRequest(model_id=MODEL_ID, seed=11))
    qtbot.waitUntil(lambda: len(seen.blocks) > 20)
    play.stop()
    qtbot.waitUntil(lambda: play.state == "stopped")
    assert [(begun.sample_rate, begun.channels) for begun in seen.begun] == [(RATE, 2)]
    [take] = seen.takes
    assert take in folder.document.takes
    assert take.recipe.seed == 11
    with open_take(folder, take) as source:
        np.testing.assert_array_equal(source.read(0, take.frames), np.concatenate(seen.blocks))


def test_knobs_act_on_what_sounds(folder: ProjectFolder, qtbot: QtBot) -> None:
    made: list[ScriptedContinuation] = []

    def open_it(project: ProjectFolder, request: ContinuationRequest) -> ScriptedContinuation:
        made.append(ScriptedContinuation(project, request))
        return made[-1]

    play = PlayController(PlayThread(silent_output), open_it)  # type: ignore[arg-type]
    play.play_continuation(folder, ContinuationRequest(model_id=MODEL_ID, temperature=0.7))
    qtbot.waitUntil(lambda: bool(made) and len(made[0].temperatures) > 3)
    play.controls.temperature, play.controls.freedom = 1.3, 0.8
    qtbot.waitUntil(lambda: made[0].temperatures[-1] == 1.3)
    assert made[0].temperatures[0] == 0.7
    assert made[0].freedoms[0] == DEFAULT_FREEDOM
    assert made[0].freedoms[-1] == 0.8
    play.close()


def test_what_there_is_to_note_is_told_once(
    play: PlayController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    seen = watch(play)
    for _ in range(2):
        play.play_continuation(folder, ContinuationRequest(model_id=MODEL_ID, freedom=1.0))
        qtbot.waitUntil(lambda: play.state == "playing")
        play.stop()
        qtbot.waitUntil(lambda: play.state == "stopped")
    assert [(told.severity, told.text) for told in seen.told] == [
        ("note", "It has not learnt the form.")
    ]


def test_another_play_keeps_the_take_of_the_first(
    play: PlayController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    seen = watch(play)
    play.play_continuation(folder, ContinuationRequest(model_id=MODEL_ID))
    qtbot.waitUntil(lambda: len(seen.blocks) > 5)
    play.play_recording(folder, folder.document.recordings[0], 0.0, 0.1)
    qtbot.waitUntil(lambda: len(seen.takes) == 1)
    qtbot.waitUntil(lambda: play.state == "stopped")
    assert seen.states == ["starting", "playing", "starting", "playing", "stopped"]


def test_closing_keeps_the_take(folder: ProjectFolder, qtbot: QtBot) -> None:
    play = PlayController(PlayThread(silent_output), ScriptedContinuation)  # type: ignore[arg-type]
    seen = watch(play)
    play.play_continuation(folder, ContinuationRequest(model_id=MODEL_ID))
    qtbot.waitUntil(lambda: len(seen.blocks) > 5)
    play.close()
    assert len(folder.document.takes) == 1


def test_a_missing_sound_is_told(play: PlayController, folder: ProjectFolder, qtbot: QtBot) -> None:
    recording = folder.document.recordings[0]
    folder.file_path(recording.file).unlink()
    seen = watch(play)
    play.play_recording(folder, recording)
    qtbot.waitUntil(lambda: play.state == "stopped")
    assert [message.severity for message in seen.told] == ["error"]
    assert "missing" in seen.told[0].text


def test_an_output_that_cannot_be_heard_is_told_once(folder: ProjectFolder, qtbot: QtBot) -> None:
    def open_mute(
        _device: OutputDevice | None, rate: int, channels: int, ring_seconds: float
    ) -> Output:
        return SilentOutput(rate, channels, ring_seconds, problem="No device was found.")

    play = PlayController(PlayThread(open_mute), ScriptedContinuation)  # type: ignore[arg-type]
    seen = watch(play)
    for _ in range(2):
        play.play_recording(folder, folder.document.recordings[0], 0.0, 0.3)
        qtbot.waitUntil(lambda: play.state == "stopped")
    assert [message.text for message in seen.told] == ["No device was found."]
    assert play.health.problem == "No device was found."
    play.close()


def test_another_project_begins_anew(
    play: PlayController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    play.play_recording(folder, folder.document.recordings[0], 0.2)
    qtbot.waitUntil(lambda: play.state == "playing")
    play.forget()
    assert play.origin is not None  # it goes on
    play.stop()
    qtbot.waitUntil(lambda: play.state == "stopped")
    with qtbot.waitSignals([play.position_moved, play.health_changed, play.state_changed]):
        play.forget()
    begun = [play.origin, play.position_seconds, play.health]
    assert begun == [None, 0.0, PlayHealth()]


def test_a_loop_sounds_until_it_is_taken_away(
    play: PlayController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    seen = watch(play)
    recording = folder.document.recordings[0]
    play.play_recording(folder, recording, 1.0, None, TimeSpan(1.0, 1.1))
    qtbot.waitUntil(lambda: len(seen.positions) > 12)
    assert all(1.0 <= position <= 1.1 + 1e-6 for position in seen.positions)
    assert seen.positions != sorted(seen.positions)
    play.set_loop(None)
    qtbot.waitUntil(lambda: play.position_seconds > 1.2)
    play.stop()
    qtbot.waitUntil(lambda: play.state == "stopped")


def test_scrubbing_sounds_at_the_pointer_until_it_is_let_go(
    play: PlayController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    seen = watch(play)
    recording = folder.document.recordings[0]
    play.scrub(folder, recording, 0.5)
    qtbot.waitUntil(lambda: play.state == "playing")
    play.scrub(folder, recording, 0.75)
    qtbot.waitUntil(lambda: any(peak[0] > 0.4 for peak in seen.peaks))
    assert play.position_seconds == 0.75
    play.end_scrub()
    qtbot.waitUntil(lambda: play.state == "stopped")
    assert seen.states == ["starting", "playing", "stopped"]
    play.scrub(folder, recording, 0.25)
    assert play.state == "starting"
    play.stop()
    qtbot.waitUntil(lambda: play.state == "stopped")
