"""Takes that a crash left unfinished come back."""

import logging
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.files import read_audio
from audiosynth_gui.project.documents import Take
from audiosynth_gui.project.edits import add_take, remove
from audiosynth_gui.project.growing_sound import finish_sound, part_path, unfinished_path
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from tests.project.examples import RECIPE, TAKE, noise


def _abandon(path: Path, frames: int = 1_234) -> str:
    """Play into a project and stop without a word; returns the take's id."""
    with ProjectFolder.open(path) as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(frames))
        return writer.take_id


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    ProjectFolder.create(tmp_path / "piece").close()
    return tmp_path / "piece.audiosynth"


def _recovered(path: Path) -> tuple[Take, Samples]:
    """The one take that opening recovers, and tells of only once, with its sound."""
    with ProjectFolder.open(path) as folder:
        (take,) = folder.recovered_takes
        assert folder.document.takes == (take,)
        assert (take.name, take.recipe) == ("Recovered take", RECIPE)
        sound = read_audio(folder.file_path(take.file))
        names = sorted(file.name for file in folder.takes_path.iterdir())
        assert names == [f"{take.id}.json", f"{take.id}.wav"]
    with ProjectFolder.open(path) as folder:
        assert folder.recovered_takes == ()
        assert folder.document.takes == (take,)
    return take, sound.samples


def test_a_take_is_recovered_with_every_frame(project_path: Path) -> None:
    take_id = _abandon(project_path)
    take, samples = _recovered(project_path)
    assert (take.id, take.frames) == (take_id, 1_234)
    np.testing.assert_array_equal(samples, noise(1_234))


@pytest.mark.parametrize("cut_bytes", [1, 7, 8, 4_000])
def test_a_cut_off_take_is_recovered_to_its_last_whole_frame(
    project_path: Path, cut_bytes: int
) -> None:
    take_id = _abandon(project_path)
    part = part_path(project_path / "takes", take_id)
    with part.open("r+b") as file:
        file.truncate(part.stat().st_size - cut_bytes)
    take, samples = _recovered(project_path)
    whole_frames = 1_234 - -(-cut_bytes // 8)
    assert (take.id, take.frames) == (take_id, whole_frames)
    np.testing.assert_array_equal(samples, noise(1_234)[:whole_frames])


def test_a_crash_after_the_sound_was_finished(project_path: Path) -> None:
    take_id = _abandon(project_path)
    finish_sound(project_path / "takes", take_id)
    take, samples = _recovered(project_path)
    assert (take.id, take.frames) == (take_id, 1_234)
    np.testing.assert_array_equal(samples, noise(1_234))


def test_a_crash_after_the_document_was_saved(project_path: Path) -> None:
    take_id = _abandon(project_path)
    takes_path = project_path / "takes"
    finish_sound(takes_path, take_id)
    take = TAKE.changed(id=take_id, file=f"takes/{take_id}.wav", name="Mine", frames=1_234)
    with ProjectFolder.open_read_only(project_path) as folder:
        document = add_take(folder.document, take)
    (project_path / "project.json").write_bytes(document_to_bytes(document))
    with ProjectFolder.open(project_path) as folder:
        assert folder.document.takes == (take,)
        assert folder.recovered_takes == ()
    assert not unfinished_path(takes_path, take_id).exists()


@pytest.mark.parametrize("bytes_left", [0, 10, 88, 88 + 7, None])
def test_a_take_without_sound_is_dropped(project_path: Path, bytes_left: int | None) -> None:
    take_id = _abandon(project_path)
    part = part_path(project_path / "takes", take_id)
    if bytes_left is None:
        part.unlink()
    else:
        with part.open("r+b") as file:
            file.truncate(bytes_left)
    with ProjectFolder.open(project_path) as folder:
        assert folder.document.takes == ()
        assert list(folder.takes_path.iterdir()) == []


def test_a_removed_take_does_not_come_back(project_path: Path) -> None:
    with ProjectFolder.open(project_path) as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(10))
        take = writer.keep()
        folder.update(lambda old: remove(old, take.id))
    with ProjectFolder.open(project_path) as folder:
        assert folder.document.takes == ()


@pytest.mark.parametrize("note", [b"", b"{}", document_to_bytes(TAKE)])
def test_a_senseless_note_is_left_alone_and_logged(
    project_path: Path, note: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    bad_id = _abandon(project_path)
    unfinished_path(project_path / "takes", bad_id).write_bytes(note)
    good_id = ""
    with caplog.at_level(logging.WARNING):
        good_id = _abandon(project_path)
        with ProjectFolder.open(project_path) as folder:
            assert [take.id for take in folder.recovered_takes] == [good_id]
    assert "could not be recovered" in caplog.text
    assert part_path(project_path / "takes", bad_id).exists()


def test_of_two_notes_with_one_id_one_is_recovered(project_path: Path) -> None:
    takes_path, stems = project_path / "takes", ("a", "b")
    with ProjectFolder.open(project_path) as folder:
        for stem in stems:
            writer = TakeWriter(folder, RECIPE, 44_100, 2)
            writer.write(noise(10))
            part_path(takes_path, writer.take_id).rename(part_path(takes_path, stem))
            unfinished_path(takes_path, writer.take_id).rename(unfinished_path(takes_path, stem))
    for stem in stems:
        note = TAKE.changed(id="same", file=f"takes/{stem}.wav")
        unfinished_path(takes_path, stem).write_bytes(document_to_bytes(note))
    with ProjectFolder.open(project_path) as folder:
        assert [take.file for take in folder.document.takes] == [f"takes/{stems[0]}.wav"]
    assert part_path(takes_path, stems[1]).exists()


def test_sound_that_is_not_ours_is_left_alone(project_path: Path) -> None:
    take_id = _abandon(project_path)
    part = part_path(project_path / "takes", take_id)
    other = b"RIFF\x00\x00\x00\x00WAVE" + b"LIST" + bytes(4)
    part.write_bytes(other + part.read_bytes()[12:])
    before = part.read_bytes()
    with ProjectFolder.open(project_path) as folder:
        assert folder.recovered_takes == ()
    assert part.read_bytes() == before


def test_several_takes_are_recovered_with_names_of_their_own(project_path: Path) -> None:
    with ProjectFolder.open(project_path) as folder:
        for _ in range(3):
            TakeWriter(folder, RECIPE, 44_100, 2).write(noise(10))
    with ProjectFolder.open(project_path) as folder:
        names = [take.name for take in folder.recovered_takes]
        assert names == ["Recovered take", "Recovered take 2", "Recovered take 3"]
