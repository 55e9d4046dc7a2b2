"""The command `record`, in a room with a microphone."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.files import read_audio
from audiosynth_gui.cli import recording as recording_command
from audiosynth_gui.cli.recording import find_device
from audiosynth_gui.errors import PlaybackError
from audiosynth_gui.playback.devices import InputDevice
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.storage import ProjectFolder
from tests.cli.runs import Commands
from tests.controllers.inputs import ScriptedInput
from tests.playback.sounds import sweep
from tests.room import Room, furnish_room
from tests.sound_comparison import compare_sounds, discontinuities
from tests.sound_sink import SINK_SAMPLE_RATE, running_sound_sink

PATIENCE_SECONDS = 30.0


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project without anything."""
    with ProjectFolder.create(tmp_path / "Piece") as folder:
        return folder.path


def recorded(project: Path) -> tuple[Recording, Samples]:
    """The project's one recording and its sound."""
    with ProjectFolder.open(project) as folder:
        (recording,) = folder.document.recordings
        return recording, read_audio(folder.file_path(recording.file)).samples


def start_recording(project: Path, room: Room) -> "subprocess.Popen[str]":
    """Record until told to stop; it has begun, and a second of it is on the disk."""
    process = subprocess.Popen(
        [sys.executable, "-m", "audiosynth_gui", "record", str(project)],
        env={**room.sink.environment, "PYTHONPATH": ":".join(filter(None, sys.path))},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not any(
        part.stat().st_size > 44_100 * 8 for part in (project / "recordings").glob("*.part")
    ):
        assert process.poll() is None
        assert time.monotonic() < deadline, "nothing is recorded"
        time.sleep(0.02)
    return process


def test_so_many_seconds_of_what_sounds(command: Commands, empty: Path, room: Room) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 2.5)
    with room.sounding(sound):
        run = command("record", empty, "--seconds", "1.2", "--name", "Rain")
    assert run.status == 0
    assert run.out == "Recorded “Rain”: 0:01, 44100 Hz, 2 channels\n"
    recording, samples = recorded(empty)
    assert (recording.name, recording.frames) == ("Rain", round(1.2 * SINK_SAMPLE_RATE))
    comparison = compare_sounds(samples, sound)
    missed = sum(gap.lost_frames for gap in comparison.discontinuities if gap.sent_frame == 0)
    assert [gap for gap in comparison.discontinuities if gap.sent_frame > 0] == []
    assert comparison.matched_frames - missed > 10_000  # it may sound before it is listened to


def test_a_chosen_device_and_one_channel(command: Commands, empty: Path, room: Room) -> None:
    assert command("record", "--list-devices").out == ("default (default): 32 channels, 44100 Hz\n")
    options = ("--seconds", "0.2", "--device", "DEF", "--channels", "1", "--sample-rate", "16000")
    assert command("record", empty, *options).status == 0
    recording, samples = recorded(empty)
    assert (recording.sample_rate, samples.shape) == (16_000, (3_200, 1))
    assert recording.source_name == "default"


def test_interrupt_keeps_what_is_there(empty: Path, room: Room) -> None:
    process = start_recording(empty, room)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 130
    assert "Recorded “Recording 20" in out
    assert "what is done so far is kept" in err
    recording, _ = recorded(empty)
    assert recording.frames > SINK_SAMPLE_RATE


def test_a_kill_loses_at_most_a_moment(empty: Path, room: Room) -> None:
    sound = sweep(SINK_SAMPLE_RATE, 2.0)
    process = start_recording(empty, room)
    with room.sounding(sound) as player:
        player.wait()
        time.sleep(0.5)  # the way through the server
    process.kill()
    process.communicate()
    recording, samples = recorded(empty)
    assert recording.name == "Recovered recording"
    assert discontinuities(samples, sound) == ()


def test_what_is_missing_is_said(command: Commands, empty: Path, room: Room) -> None:
    assert "Which project" in command("record").problem()
    assert "no device “Harp”" in command("record", empty, "--device", "Harp").problem()
    problem = command("record", empty, "--channels", "98+99").problem()
    assert "has 32 channels, not the asked-for 98 and 99" in problem
    with ProjectFolder.open(empty) as folder:
        assert folder.document.recordings == ()
        assert list(folder.recordings_path.iterdir()) == []


def test_a_device_is_found_by_a_part_of_its_name() -> None:
    devices = [
        InputDevice(index, name, 48_000, 2, is_default=False)
        for index, name in enumerate(("Mic", "Mic 2", "Line in"))
    ]
    assert find_device(devices, None) is None
    assert find_device(devices, "Mic") == devices[0]
    assert find_device(devices, "line") == devices[2]
    with pytest.raises(PlaybackError, match="More than one device is called “mic”"):
        find_device(devices, "mic")


def test_a_device_that_gives_nothing_at_all_is_what_is_told(
    command: Commands, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = ScriptedInput(2)
    silent.unplug()
    monkeypatch.setattr(recording_command, "_all_of", lambda _device: (1, 2))
    monkeypatch.setattr(recording_command, "open_input", lambda *_: silent)
    run = command("record", empty)
    assert run.status == 1
    assert run.err.splitlines()[1:] == ["audiosynth: The microphone is gone. Connect it again."]
    assert silent.is_closed
    with ProjectFolder.open(empty) as folder:
        assert list(folder.recordings_path.iterdir()) == []


def test_a_server_that_dies_is_told_and_what_was_recorded_is_kept(empty: Path) -> None:
    with running_sound_sink() as sink:
        process = start_recording(empty, furnish_room(sink))
        sink.kill()
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 1
    assert "Recorded “Recording 20" in out
    assert "gives no sound any more" in err
    recording, _ = recorded(empty)
    assert recording.frames > SINK_SAMPLE_RATE
