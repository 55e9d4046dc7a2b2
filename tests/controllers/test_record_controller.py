"""Listening, counting in and recording, on a scripted microphone."""

import shutil
from collections import namedtuple
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.count_in import CountIn
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.record_controller import RecordController
from audiosynth_gui.errors import PlaybackError
from audiosynth_gui.playback.devices import InputDevice, OutputDevice
from audiosynth_gui.playback.output import Output
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.recorder import RESERVE_BYTES
from audiosynth_gui.project.recordings import open_recording
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.inputs import ScriptedInputs
from tests.controllers.sounds import RATE, silent_output

DiskUsage = namedtuple("DiskUsage", "total used free")
BOX = InputDevice(3, "Box", 48_000, 4, is_default=False)


class Stand:
    """A controller, and what it said.

    Attributes:
        kept, blocks, begun, told, peaks: what its signals brought.
        outputs: what was opened to sound: rate, channels.
    """

    def __init__(self, inputs: ScriptedInputs, qtbot: QtBot) -> None:
        self.inputs = inputs
        self.qtbot = qtbot
        self.outputs: list[tuple[int, int]] = []
        self.kept: list[Recording] = []
        self.blocks: list[Samples] = []
        self.begun: list[tuple[int, int]] = []
        self.told: list[Message] = []
        self.peaks: list[tuple[float, ...]] = []
        self.states: list[str] = []
        self.record = RecordController(inputs, self._open_output)
        self.record.recording_kept.connect(self.kept.append)
        self.record.blocks_recorded.connect(self.blocks.extend)
        self.record.recording_begun.connect(lambda *what: self.begun.append(what))
        self.record.told.connect(self.told.append)
        self.record.level_measured.connect(lambda peaks, _seconds: self.peaks.append(peaks))
        self.record.state_changed.connect(lambda: self.states.append(self.record.state))

    def arm(self, folder: ProjectFolder, *channels: int) -> None:
        self.record.arm(folder, None, channels or (1, 2))
        self.wait_for("armed")

    def wait_for(self, state: str) -> None:
        self.qtbot.waitUntil(lambda: self.record.state == state)

    def _open_output(
        self, device: OutputDevice | None, sample_rate: int, channels: int, ring_seconds: float
    ) -> Output:
        self.outputs.append((sample_rate, channels))
        return silent_output(device, sample_rate, channels, ring_seconds)


@pytest.fixture
def stand(qapp: QApplication, qtbot: QtBot) -> Iterator[Stand]:
    """A controller on a scripted microphone, closed at the end."""
    assert qapp is not None
    made = Stand(ScriptedInputs(), qtbot)
    yield made
    made.record.close()


def sound_of(folder: ProjectFolder, recording: Recording) -> Samples:
    with open_recording(folder, recording) as source:
        return source.read(0, source.frames)


def test_armed_it_shows_the_level_and_writes_nothing(stand: Stand, folder: ProjectFolder) -> None:
    before = sorted(folder.recordings_path.iterdir())
    stand.arm(folder)
    stand.qtbot.waitUntil(lambda: bool(stand.peaks) and stand.peaks[-1][0] > 0.49)
    assert sorted(folder.recordings_path.iterdir()) == before
    assert (stand.record.sample_rate, stand.record.channels) == (RATE, 2)
    stand.record.disarm()
    stand.wait_for("idle")
    assert stand.inputs.opened[0].is_closed
    assert stand.kept == []


def test_a_recording_is_what_was_heard(stand: Stand, folder: ProjectFolder) -> None:
    stand.arm(folder, 1)
    stand.record.record(CountIn())
    stand.qtbot.waitUntil(lambda: stand.record.recorded_seconds > 0.2)
    assert stand.record.is_busy()
    assert stand.record.seconds_left is not None
    stand.record.stop()
    stand.qtbot.waitUntil(lambda: bool(stand.kept))
    stand.wait_for("armed")
    (recording,) = stand.kept
    assert folder.document.recordings[-1] == recording
    assert recording.source_name == "Microphone"
    sound = sound_of(folder, recording)
    heard = np.concatenate(stand.inputs.opened[0].given)
    starts = [i for i in range(len(heard) - len(sound) + 1) if heard[i, 0] == sound[0, 0]]
    assert any(np.array_equal(heard[i : i + len(sound)], sound) for i in starts)
    np.testing.assert_array_equal(np.concatenate(stand.blocks), sound)
    assert stand.begun == [(RATE, 1)]


def test_counting_in_sounds_and_comes_before_the_recording(
    stand: Stand, folder: ProjectFolder
) -> None:
    stand.arm(folder)
    stand.record.record(CountIn(bars=1, beats_per_minute=600.0))
    stand.wait_for("counting in")
    stand.qtbot.waitUntil(lambda: stand.record.beat == 3)
    assert stand.outputs == [(44_100, 1)]
    stand.wait_for("recording")
    assert stand.record.beat in (0, 4)
    stand.record.stop()
    stand.qtbot.waitUntil(lambda: bool(stand.kept))
    assert [state for state in stand.states if state != "keeping"][:3] == [
        "armed", "counting in", "recording",
    ]  # fmt: skip


def test_a_stopped_count_in_records_nothing(stand: Stand, folder: ProjectFolder) -> None:
    stand.arm(folder)
    stand.record.record(CountIn(bars=2, beats_per_minute=60.0))
    stand.wait_for("counting in")
    stand.record.stop()
    stand.wait_for("armed")
    assert (stand.kept, stand.told, stand.begun) == ([], [], [])


def test_monitoring_opens_an_output_of_the_input(stand: Stand, folder: ProjectFolder) -> None:
    stand.arm(folder)
    assert stand.outputs == []
    stand.record.set_monitoring(True)
    stand.qtbot.waitUntil(lambda: stand.outputs == [(RATE, 2)])
    stand.record.set_monitoring(False)
    stand.record.set_monitoring(True)
    assert stand.record.is_monitoring


def test_a_device_that_vanishes_is_told_and_what_was_recorded_is_kept(
    stand: Stand, folder: ProjectFolder
) -> None:
    stand.arm(folder)
    stand.record.record(CountIn())
    stand.qtbot.waitUntil(lambda: stand.record.recorded_seconds > 0.1)
    stand.inputs.opened[0].overflows = 2
    stand.qtbot.waitUntil(lambda: stand.record.overflows == 2)
    stand.inputs.opened[0].unplug()
    stand.wait_for("idle")
    (recording,) = stand.kept
    assert recording.frames > 0.1 * RATE
    assert stand.record.problem == "The microphone is gone. Connect it again."
    assert [message.text for message in stand.told] == [stand.record.problem]


def test_no_device_is_an_ordinary_state(stand: Stand, folder: ProjectFolder) -> None:
    stand.inputs.error = PlaybackError("No microphone was found.", "Connect one.")
    stand.record.arm(folder, None, (1,))
    stand.qtbot.waitUntil(lambda: stand.record.problem != "")
    assert (stand.record.state, stand.told) == ("idle", [])
    assert stand.record.problem == "No microphone was found. Connect one."
    stand.inputs.error = None
    stand.arm(folder)
    assert stand.record.problem == ""


def test_another_device_takes_the_place_and_the_recording_is_kept(
    stand: Stand, folder: ProjectFolder
) -> None:
    stand.arm(folder)
    stand.record.record(CountIn())
    stand.qtbot.waitUntil(lambda: stand.record.recorded_seconds > 0.05)
    stand.record.arm(folder, BOX, (3, 4))
    stand.qtbot.waitUntil(lambda: len(stand.inputs.opened) == 2)
    stand.wait_for("armed")
    assert stand.inputs.asked == [(None, (1, 2)), (BOX, (3, 4))]
    assert len(stand.kept) == 1


def test_a_full_disk_ends_the_recording_keeps_it_and_listens_on(
    stand: Stand, folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = RESERVE_BYTES + RATE * 8 * 60
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: DiskUsage(0, 0, free))
    stand.arm(folder)
    stand.record.record(CountIn())
    stand.qtbot.waitUntil(lambda: bool(stand.told))
    assert stand.told[0].text == "The disk has room for 1 more minutes of recording."
    free = 0
    stand.qtbot.waitUntil(lambda: bool(stand.kept))
    stand.wait_for("armed")
    stand.qtbot.waitUntil(lambda: len(stand.told) == 2)
    assert "nearly full" in stand.told[1].text
    stand.record.record(CountIn())
    stand.qtbot.waitUntil(lambda: len(stand.told) == 3)
    assert "no room left to record" in stand.told[2].text
    assert stand.record.state == "armed"


def test_closing_keeps_what_is_recorded(stand: Stand, folder: ProjectFolder) -> None:
    stand.arm(folder)
    stand.record.record(CountIn())
    stand.qtbot.waitUntil(lambda: stand.record.recorded_seconds > 0.05)
    stand.record.close()
    assert len(folder.document.recordings) == 2
    assert stand.inputs.opened[0].is_closed
