"""Recordings made here: grown, kept, found again after a crash or on a full disk."""

import hashlib
import shutil
from collections import namedtuple
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.files import read_audio
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.growing_sound import part_path, stem_of, unfinished_path
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.recorder import RESERVE_BYTES, RecordingWriter, seconds_left
from audiosynth_gui.project.recordings import open_recording
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.examples import RECORDING, noise
from tests.project.faults import every_failure, nth_call_fails, room_for
from tests.project.other_program import last_number, running

AFTERNOON = datetime(2026, 11, 23, 14, 3)
DiskUsage = namedtuple("DiskUsage", "total used free")

RECORD_ENDLESSLY = """
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.recorder import RecordingWriter
from tests.project.examples import noise
folder = ProjectFolder.open(Path(sys.argv[1]))
writer = RecordingWriter(folder, 44_100, 2, "Microphone")
for number in itertools.count(1):
    writer.write(noise(500, seed=number))
    print(number, flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An empty project."""
    with ProjectFolder.create(tmp_path / "piece") as folder:
        return folder.path


def test_a_kept_recording_is_listed_with_its_name_and_hash(path: Path) -> None:
    with ProjectFolder.open(path) as folder:
        for _ in range(2):
            writer = RecordingWriter(folder, 48_000, 1, "Microphone", AFTERNOON)
            writer.write(noise(100, 1))
            writer.write(noise(50, 1, seed=1))
            kept = writer.keep()
        first, second = folder.document.recordings
        assert (first.name, second.name) == (
            "Recording 2026-11-23 14.03", "Recording 2026-11-23 14.03 2",
        )  # fmt: skip
        assert kept == second
        assert writer.keep() == second
        assert (kept.sample_rate, kept.channels, kept.frames) == (48_000, 1, 150)
        assert kept.source_name == "Microphone"
        data = folder.file_path(kept.file).read_bytes()
        assert kept.sha256 == hashlib.sha256(data).hexdigest()
        with open_recording(folder, kept) as source:
            np.testing.assert_array_equal(source.read(0, 100), noise(100, 1))
        assert folder.document.sample_rate == 48_000
        assert sorted(file.suffix for file in folder.recordings_path.iterdir()) == [".wav", ".wav"]


@pytest.mark.parametrize(
    ("device", "source_name"), [("Box\x07 2", "Box 2"), ("", "Microphone"), ("x" * 300, "x" * 200)]
)
def test_any_name_of_a_device_can_be_recorded_from(
    path: Path, device: str, source_name: str
) -> None:
    with ProjectFolder.open(path) as folder:
        writer = RecordingWriter(folder, 44_100, 2, device)
        writer.write(noise(10))
        assert writer.keep().source_name == source_name


def test_the_growing_file_is_a_whole_wav_at_any_time(path: Path) -> None:
    with ProjectFolder.open(path) as folder:
        writer = RecordingWriter(folder, 44_100, 2, "Microphone")
        writer.write(noise(1_000))
        (part,) = folder.recordings_path.glob("*.wav.part")
        np.testing.assert_array_equal(read_audio(part).samples, noise(1_000))
        writer.discard()
        assert list(folder.recordings_path.iterdir()) == []


def test_nothing_recorded_is_nothing_kept(path: Path) -> None:
    with ProjectFolder.open(path) as folder:
        writer = RecordingWriter(folder, 44_100, 2, "Microphone")
        with pytest.raises(ProjectError, match="Nothing was recorded"):
            writer.keep()
        assert list(folder.recordings_path.iterdir()) == []


@pytest.mark.parametrize("seed", range(2))
def test_killed_while_recording(path: Path, seed: int) -> None:
    with running(RECORD_ENDLESSLY, path) as program:
        number = last_number(program)
    with ProjectFolder.open(path) as folder:
        (recording,) = folder.recovered_recordings
        assert folder.document.recordings == (recording,)
        assert recording.name == "Recovered recording"
        assert recording.frames >= 500 * number
        sound = read_audio(folder.file_path(recording.file)).samples
        blocks = -(-recording.frames // 500)
        heard = np.concatenate([noise(500, seed=index + 1) for index in range(blocks)])
        np.testing.assert_array_equal(sound, heard[: recording.frames])
        data = folder.file_path(recording.file).read_bytes()
        assert recording.sha256 == hashlib.sha256(data).hexdigest()
    with ProjectFolder.open(path) as folder:
        assert folder.recovered_recordings == ()
        assert folder.document.recordings == (recording,)


def test_whatever_fails_on_the_way_nothing_is_lost(tmp_path: Path) -> None:
    def attempt(number: int) -> str:
        folder = ProjectFolder.create(tmp_path / f"{number}")
        written = 0
        with nth_call_fails(number) as disk:
            try:
                writer = RecordingWriter(folder, 44_100, 2, "Microphone")
                writer.write(noise(100))
                written = 100
                writer.keep()
            except ProjectError:
                assert disk.failed
        folder.close()
        with ProjectFolder.open(folder.path) as folder:
            frames = [recording.frames for recording in folder.document.recordings]
            assert sum(frames) >= written
            assert len(frames) <= 1
            assert list(folder.recordings_path.glob("*.part")) == []
            assert list(folder.recordings_path.glob("*.json")) == []
        return disk.failed

    assert len(every_failure(attempt)) > 8


def test_what_was_recorded_before_the_disk_was_full_is_kept(path: Path) -> None:
    with ProjectFolder.open(path) as folder:
        writer = RecordingWriter(folder, 44_100, 2, "Microphone")
        writer.write(noise(1_000))
        with room_for(803), pytest.raises(ProjectError, match="no room left"):
            writer.write(noise(1_000, seed=1))
        with pytest.raises(ProjectError, match="no room left"):
            writer.write(noise(1))
        recording = writer.keep()
        sound = read_audio(folder.file_path(recording.file)).samples
        wanted = np.concatenate([noise(1_000), noise(1_000, seed=1)[:100]])
        np.testing.assert_array_equal(sound, wanted)


@pytest.mark.parametrize("bytes_taken", [0, 5])
def test_a_disk_that_took_no_whole_frame_leaves_nothing(path: Path, bytes_taken: int) -> None:
    with ProjectFolder.open(path) as folder:
        writer = RecordingWriter(folder, 44_100, 2, "Microphone")
        with room_for(bytes_taken), pytest.raises(ProjectError, match="no room left"):
            writer.write(noise(1_000))
        with pytest.raises(ProjectError, match="Nothing was recorded"):
            writer.keep()
        assert folder.document.recordings == ()
        assert list(folder.recordings_path.iterdir()) == []


def test_a_disk_that_is_nearly_full_ends_the_recording_in_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = RESERVE_BYTES + 44_100 * 8 * 60
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: DiskUsage(0, 0, free))
    with ProjectFolder.open(path) as folder:
        writer = RecordingWriter(folder, 44_100, 2, "Microphone")
        assert writer.seconds_left == 60.0
        free = RESERVE_BYTES - 1
        with pytest.raises(ProjectError, match="nearly full"):
            writer.write(noise(100))
        assert writer.keep().frames == 100
        with pytest.raises(ProjectError, match="no room left to record"):
            RecordingWriter(folder, 44_100, 2, "Microphone")
        shutil.rmtree(folder.path)
        monkeypatch.undo()
        with pytest.raises(ProjectError, match="cannot be reached"):
            seconds_left(folder, 1)


def test_a_note_that_uses_the_id_of_another_recording_is_left_alone(path: Path) -> None:
    with ProjectFolder.open(path) as folder:
        writer = RecordingWriter(folder, 44_100, 2, "Microphone")
        writer.write(noise(10))
        kept = writer.keep()
        other = RecordingWriter(folder, 44_100, 2, "Microphone")
        other.write(noise(10))
        (note,) = folder.recordings_path.glob("*.json")
        stem = note.name.removesuffix(".unfinished.json")
        planted = RECORDING.changed(id=kept.id, file=f"recordings/{stem}.wav")
        note.write_bytes(document_to_bytes(planted))
    with ProjectFolder.open(path) as folder:
        assert folder.document.recordings == (kept,)
        assert stem_of(planted) == stem
        assert part_path(folder.recordings_path, stem).exists()
        assert unfinished_path(folder.recordings_path, stem).exists()
