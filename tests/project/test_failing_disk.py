"""Every single call to the disk may fail: the project is as before or after, never between."""

import errno
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.decoding import DecodedAudio
from audiosynth_gui.audio.files import WavWriter, read_audio
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.project import recordings
from audiosynth_gui.project.opening import restore_backup
from audiosynth_gui.project.parsing import document_to_bytes, parse_document
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter, export_take
from tests.project.examples import RECIPE, full_document, noise
from tests.project.faults import every_failure, nth_call_fails

CODES = (errno.ENOSPC, errno.EACCES, errno.EIO)


def _code(number: int) -> int:
    return CODES[number % len(CODES)]


def test_creating(tmp_path: Path) -> None:
    def attempt(number: int) -> str:
        path = tmp_path / f"{number}.audiosynth"
        with nth_call_fails(number, _code(number)) as disk:
            try:
                ProjectFolder.create(path).close()
            except ProjectError:
                assert disk.failed
        if path.exists():
            ProjectFolder.open(path).close()
        assert not [left for left in tmp_path.iterdir() if left.name.endswith(".part")]
        return disk.failed

    assert {"mkdir", "write", "fsync", "replace", "rename", "open"} <= set(every_failure(attempt))


def test_saving(tmp_path: Path) -> None:
    def attempt(number: int) -> str:
        with ProjectFolder.create(tmp_path / f"{number}") as folder:
            old = folder.document
            new = full_document().changed(name="New")
            with nth_call_fails(number, _code(number)) as disk:
                try:
                    folder.save(new)
                except ProjectError:
                    assert disk.failed
                    assert folder.document is old
                else:
                    assert folder.document is new
            # What the program thinks is what the file says, and both are one of the two.
            assert folder.document_path.read_bytes() == document_to_bytes(folder.document)
            for backup in folder.backups_path.iterdir():
                assert parse_document(backup.read_bytes()) == old
            assert list(folder.path.rglob("*.part")) == []
            folder.save(new)
            assert folder.document_path.read_bytes() == document_to_bytes(new)
        return disk.failed

    failed = every_failure(attempt)
    assert failed.count("replace") == 2
    assert failed.count("write") == 2
    assert failed.count("fsync") == 4


def test_opening_with_a_take_to_recover(tmp_path: Path) -> None:
    def attempt(number: int) -> str:
        folder = ProjectFolder.create(tmp_path / f"{number}")
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(100))
        folder.close()
        with nth_call_fails(number, _code(number)) as disk:
            try:
                ProjectFolder.open(folder.path).close()
            except ProjectError:
                assert disk.failed
        with ProjectFolder.open(folder.path) as folder:
            (take,) = folder.document.takes
            assert take.id == writer.take_id
            sound = read_audio(folder.file_path(take.file))
            np.testing.assert_array_equal(sound.samples, noise(100))
        with ProjectFolder.open(folder.path) as folder:
            assert folder.recovered_takes == ()
            assert folder.document.takes == (take,)
        return disk.failed

    assert len(every_failure(attempt)) > 15


def test_importing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def decode(_source: Path, target: Path, *_callbacks: object) -> DecodedAudio:
        # In this process, so that its calls can fail, and quick.
        with WavWriter(target, 44_100, 2, "float32") as writer:
            writer.write(noise(100))
        return DecodedAudio(44_100, 2, 100, 0, "WAV", False)

    monkeypatch.setattr(recordings, "decode_to_wav", decode)
    source = tmp_path / "kitchen.wav"

    def attempt(number: int) -> str:
        with ProjectFolder.create(tmp_path / f"{number}") as folder:
            with nth_call_fails(number, _code(number)) as disk:
                try:
                    import_recording(folder, source)
                except (ProjectError, AudioFileError):
                    assert disk.failed
            listed = [item.file for item in folder.document.recordings]
            there = [f"recordings/{path.name}" for path in folder.recordings_path.iterdir()]
            assert listed == there
            assert folder.document_path.read_bytes() == document_to_bytes(folder.document)
        return disk.failed

    assert len(every_failure(attempt)) > 10


def test_playing_and_keeping(tmp_path: Path) -> None:
    def attempt(number: int) -> str:
        folder = ProjectFolder.create(tmp_path / f"{number}")
        whole_blocks = 0
        with nth_call_fails(number, _code(number)) as disk:
            try:
                writer = TakeWriter(folder, RECIPE, 44_100, 2)
                for seed in range(3):
                    writer.write(noise(100, seed=seed))
                    whole_blocks += 1
                writer.keep()
            except ProjectError:
                assert disk.failed
            folder.close()
        with ProjectFolder.open(folder.path) as folder:
            takes = folder.document.takes
            assert len(takes) == (1 if whole_blocks else len(takes)) <= 1
            if takes:
                sound = read_audio(folder.file_path(takes[0].file)).samples
                played = np.concatenate([noise(100, seed=seed) for seed in range(3)])
                assert len(sound) >= 100 * whole_blocks
                np.testing.assert_array_equal(sound, played[: len(sound)])
            listed = {f"{take.id}{end}" for take in takes for end in (".wav", ".json")}
            assert {path.name for path in folder.takes_path.iterdir()} == listed
        return disk.failed

    assert len(every_failure(attempt)) > 15


def test_exporting(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(100))
        take = writer.keep()
        out = tmp_path / "out.wav"

        def attempt(number: int) -> str:
            out.write_text("old")
            with nth_call_fails(number, _code(number)) as disk:
                try:
                    export_take(folder, take, out, "float32")
                except AudioFileError:
                    assert disk.failed
            if out.read_bytes() != b"old":
                np.testing.assert_array_equal(read_audio(out).samples, noise(100))
            assert list(tmp_path.glob("*.part")) == []
            return disk.failed

        assert len(every_failure(attempt)) >= 5


def test_restoring(tmp_path: Path) -> None:
    def attempt(number: int) -> str:
        with ProjectFolder.create(tmp_path / f"{number}") as folder:
            first = folder.document
            folder.save(first.changed(name="Second"))
        folder.document_path.write_bytes(b"damaged")
        with nth_call_fails(number, _code(number)) as disk:
            try:
                restore_backup(folder.path)
            except ProjectError:
                assert disk.failed
        assert folder.document_path.read_bytes() in (b"damaged", document_to_bytes(first))
        restore_backup(folder.path)
        assert folder.document_path.read_bytes() == document_to_bytes(first)
        return disk.failed

    assert len(every_failure(attempt)) > 5
