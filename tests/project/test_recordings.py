"""Import of recordings: whole or not at all."""

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiosynth_gui.audio.decoding import DecodingCancelledError
from audiosynth_gui.audio.files import read_audio
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.project.edits import remove
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.recordings import import_recording, open_recording
from audiosynth_gui.project.relinking import missing_sounds
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.examples import noise, noise_file


def test_a_recording_is_copied_described_and_saved(tmp_path: Path) -> None:
    source = noise_file(tmp_path / "Küche, morgens.wav", 5_000, sample_rate=96_000, channels=1)
    fractions: list[float] = []
    with ProjectFolder.create(tmp_path / "piece") as folder:
        recording = import_recording(folder, source, fractions.append)
        assert folder.document.recordings == (recording,)
        assert recording.name == "Küche, morgens"
        assert recording.source_name == "Küche, morgens.wav"
        assert recording.file.startswith("recordings/Küche morgens-")
        path = folder.file_path(recording.file)
        assert recording.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        assert (recording.sample_rate, recording.channels, recording.frames) == (96_000, 1, 5_000)
        assert recording.replaced_samples == 0
        assert not recording.source_truncated
        assert (folder.document.sample_rate, folder.document.channels) == (48_000, 1)
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    with ProjectFolder.open(tmp_path / "piece") as folder:
        assert folder.document.recordings == (recording,)
        with open_recording(folder, recording) as sound:
            np.testing.assert_array_equal(sound.read(0, 5_000), noise(5_000, 1))


def test_the_same_file_twice_gets_names_of_its_own(tmp_path: Path) -> None:
    source = noise_file(tmp_path / "kitchen.wav", 100)
    with ProjectFolder.create(tmp_path / "piece") as folder:
        first, second = import_recording(folder, source), import_recording(folder, source)
        assert (first.name, second.name) == ("kitchen", "kitchen 2")
        assert first.file != second.file
        assert first.sha256 == second.sha256


def test_samples_that_are_no_numbers_are_counted(tmp_path: Path) -> None:
    samples = noise(1_000)
    samples[10, 0], samples[20:22, 1] = np.nan, np.inf
    soundfile.write(tmp_path / "bad.wav", samples, 44_100, "FLOAT")
    with ProjectFolder.create(tmp_path / "piece") as folder:
        recording = import_recording(folder, tmp_path / "bad.wav")
        assert recording.replaced_samples == 3
        stored = read_audio(folder.file_path(recording.file)).samples
        assert stored[10, 0] == 0.0
        assert np.isfinite(stored).all()


@pytest.mark.parametrize("data", [b"", b"this is no sound" * 100])
def test_a_file_that_is_no_sound_leaves_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "notes.wav").write_bytes(data)
    with ProjectFolder.create(tmp_path / "piece") as folder:
        before = folder.document
        with pytest.raises(AudioFileError, match=r"notes\.wav"):
            import_recording(folder, tmp_path / "notes.wav")
        assert folder.document is before
        assert list(folder.recordings_path.iterdir()) == []


@pytest.mark.parametrize("patience", [0, 1])
def test_a_stopped_import_leaves_nothing(tmp_path: Path, patience: int) -> None:
    source = noise_file(tmp_path / "kitchen.wav", 3_000_000)
    seen: list[float] = []
    with ProjectFolder.create(tmp_path / "piece") as folder:
        with pytest.raises(DecodingCancelledError, match="stopped"):
            import_recording(folder, source, seen.append, lambda: len(seen) >= patience)
        assert folder.document.recordings == ()
        assert list(folder.recordings_path.iterdir()) == []


def test_stopping_during_the_checksum_leaves_nothing(tmp_path: Path) -> None:
    source = noise_file(tmp_path / "kitchen.wav", 1_000)
    with ProjectFolder.create(tmp_path / "piece") as folder:
        with pytest.raises(DecodingCancelledError, match="stopped"):
            import_recording(
                folder, source, None, lambda: any(folder.recordings_path.glob("*.wav"))
            )
        assert list(folder.recordings_path.iterdir()) == []


def test_an_interruption_after_the_save_keeps_the_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = noise_file(tmp_path / "kitchen.wav", 1_000)
    real = os.replace

    def replace(made: Path, path: Path) -> None:
        real(made, path)
        if path.name == "project.json":
            raise KeyboardInterrupt

    with ProjectFolder.create(tmp_path / "piece") as folder:
        monkeypatch.setattr(os, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            import_recording(folder, source)
        (recording,) = folder.document.recordings
        assert folder.document_path.read_bytes() == document_to_bytes(folder.document)
        open_recording(folder, recording).close()


def test_a_project_that_is_only_looked_at_takes_no_recording(tmp_path: Path) -> None:
    source = noise_file(tmp_path / "kitchen.wav", 1_000)
    ProjectFolder.create(tmp_path / "piece").close()
    with (
        ProjectFolder.open_read_only(tmp_path / "piece") as folder,
        pytest.raises(ProjectError, match="only for looking"),
    ):
        import_recording(folder, source)
    assert list(folder.recordings_path.iterdir()) == []


def test_missing_and_changed_files_are_told_apart(tmp_path: Path) -> None:
    source = noise_file(tmp_path / "kitchen.wav", 1_000)
    with ProjectFolder.create(tmp_path / "piece") as folder:
        recording = import_recording(folder, source)
        assert missing_sounds(folder) == ()
        path = folder.file_path(recording.file)
        noise_file(path, 999)
        with pytest.raises(ProjectError, match="changed by another program"):
            open_recording(folder, recording)
        path.unlink()
        assert missing_sounds(folder) == (recording,)
        with pytest.raises(ProjectError, match="“kitchen” is missing"):
            open_recording(folder, recording)


def test_a_removed_recording_keeps_its_file_for_undo(tmp_path: Path) -> None:
    source = noise_file(tmp_path / "kitchen.wav", 1_000)
    with ProjectFolder.create(tmp_path / "piece") as folder:
        recording = import_recording(folder, source)
        before = folder.document
        folder.update(lambda old: remove(old, recording.id))
        folder.save(before)
        with open_recording(folder, recording) as sound:
            np.testing.assert_array_equal(sound.read(0, sound.frames), noise(1_000))


@pytest.mark.recordings
def test_a_real_recording(tmp_path: Path, recordings_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        recording = import_recording(folder, recordings_path / "solo-trumpet.ogg")
        assert (recording.name, recording.channels) == ("solo-trumpet", 2)
        assert recording.sample_rate == folder.document.sample_rate == 44_100
        assert 5.0 < recording.frames / 44_100 < 5.6
