"""Finding missing files: all that is there comes back, and never a wrong one."""

import errno
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.decoding import DecodedAudio
from audiosynth_gui.audio.files import read_audio, write_wav
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.project import relinking
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.relinking import Sound, missing_sounds, relink
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.examples import noise, noise_file
from tests.project.faults import FAILING_CALLS, every_failure, nth_call_fails
from tests.project.sound_projects import project_with_sounds


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    """A project with two recordings and a take, all there."""
    return project_with_sounds(tmp_path)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder to look through, with one below it."""
    made = tmp_path / "elsewhere"
    (made / "below").mkdir(parents=True)
    return made


def move_away(folder: ProjectFolder, number: int, target: Path) -> bytes:
    """Move the file of a sound out of its place; its bytes."""
    sounds: tuple[Sound, ...] = (*folder.document.recordings, *folder.document.takes)
    sound = sounds[number]
    path = folder.file_path(sound.file)
    data = path.read_bytes()
    shutil.move(path, target)
    return data


def test_all_are_found_in_one_go(folder: ProjectFolder, elsewhere: Path) -> None:
    first = move_away(folder, 0, elsewhere / "renamed.dat")
    move_away(folder, 1, elsewhere / "below" / "second.wav")
    move_away(folder, 2, elsewhere / "below" / Path(folder.document.takes[0].file).name)
    sounds: tuple[Sound, ...] = (*folder.document.recordings, *folder.document.takes)
    assert missing_sounds(folder) == sounds
    seen: list[str] = []
    result = relink(folder, elsewhere, lambda _count, name: seen.append(name))
    assert set(result.found) == set(sounds)
    assert result.missing == missing_sounds(folder) == ()
    assert folder.file_path(sounds[0].file).read_bytes() == first
    assert (elsewhere / "renamed.dat").read_bytes() == first
    assert "renamed.dat" in seen
    assert result.looked_at == len(seen)
    assert list(folder.path.rglob("*.part")) == []


def test_what_was_only_moved_within_the_project(folder: ProjectFolder, elsewhere: Path) -> None:
    (folder.recordings_path / "mine").mkdir()
    data = move_away(folder, 0, folder.recordings_path / "mine" / "loud one.wav")
    move_away(folder, 2, folder.path / Path(folder.document.takes[0].file).name)
    assert len(relink(folder, elsewhere).found) == 2
    assert folder.file_path(folder.document.recordings[0].file).read_bytes() == data


def test_a_wrong_file_is_never_taken(folder: ProjectFolder, elsewhere: Path) -> None:
    recording, take = folder.document.recordings[0], folder.document.takes[0]
    data = move_away(folder, 0, elsewhere / "away.wav")
    (elsewhere / "away.wav").unlink()
    played = move_away(folder, 2, elsewhere / "away.wav")
    (elsewhere / "away.wav").write_bytes(played[:-8])
    other = data[:-4] + b"\0\0\0\0"
    (elsewhere / Path(recording.file).name).write_bytes(other)
    (elsewhere / Path(take.file).name).write_bytes(played[:-8])
    (elsewhere / "below" / "another take.wav").write_bytes(played)
    result = relink(folder, elsewhere)
    assert result.found == ()
    assert result.missing == (recording, take)
    assert not folder.file_path(recording.file).exists()
    assert not folder.file_path(take.file).exists()


def test_a_source_is_imported_again_where_the_same_comes_out(
    folder: ProjectFolder, elsewhere: Path, tmp_path: Path
) -> None:
    source = noise_file(tmp_path / "source.wav", 2_000)
    recording = import_recording(folder, source)
    path = folder.file_path(recording.file)
    before = path.read_bytes()
    path.write_bytes(before + b"an extra chunk")  # so that only the source gives it
    path.rename(elsewhere / "kept.wav")
    other = noise_file(elsewhere / "source.wav", 2_001)
    assert relink(folder, elsewhere).missing == (recording,)
    other.unlink()
    (source.parent / "below").mkdir()
    shutil.move(source, elsewhere / "below" / "source.wav")
    assert relink(folder, elsewhere).found == (recording,)
    assert path.read_bytes() == before


def test_what_is_there_is_left_alone(folder: ProjectFolder, elsewhere: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.recordings_path.iterdir()}
    result = relink(folder, elsewhere)
    assert (result.found, result.missing) == ((), ())
    assert {path: path.stat().st_mtime_ns for path in folder.recordings_path.iterdir()} == before


def test_cancelling_keeps_what_is_back(folder: ProjectFolder, elsewhere: Path) -> None:
    move_away(folder, 0, elsewhere / "a.wav")
    move_away(folder, 1, elsewhere / "b.wav")
    back = folder.file_path(folder.document.recordings[0].file)
    result = relink(folder, elsewhere, is_cancelled=back.exists)
    assert [sound.id for sound in result.found] == ["first"]
    assert [sound.id for sound in result.missing] == ["second"]


def test_where_nothing_can_be_looked_for(folder: ProjectFolder, elsewhere: Path) -> None:
    with pytest.raises(ProjectError, match="There is no folder"):
        relink(folder, elsewhere / "nowhere")
    folder.close()
    with (
        ProjectFolder.open_read_only(folder.path) as closed,
        pytest.raises(ProjectError, match="only for looking"),
    ):
        relink(closed, elsewhere)


def test_a_project_without_its_files_opens(folder: ProjectFolder, elsewhere: Path) -> None:
    for number in range(3):
        move_away(folder, number, elsewhere / f"{number}.wav")
    shutil.rmtree(folder.recordings_path)
    folder.close()
    with ProjectFolder.open(folder.path) as again:
        assert len(missing_sounds(again)) == 3
        assert {sound.id for sound in relink(again, elsewhere).found} == {"first", "second"}


def test_a_failing_disk_puts_back_a_whole_file_or_none(
    folder: ProjectFolder, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = move_away(folder, 0, elsewhere / "a.wav")
    path = folder.file_path(folder.document.recordings[0].file)

    def decode(*_arguments: object) -> DecodedAudio:
        raise AudioFileError("no helper process here")

    monkeypatch.setattr(relinking, "decode_to_wav", decode)

    def attempt(number: int) -> str:
        path.unlink(missing_ok=True)
        with nth_call_fails(number, errno.ENOSPC, FAILING_CALLS) as disk:
            try:
                relink(folder, elsewhere)
            except ProjectError:
                assert disk.failed
        assert not path.exists() or path.read_bytes() == data
        assert list(folder.path.rglob("*.part")) == []
        assert (elsewhere / "a.wav").read_bytes() == data
        return disk.failed

    assert {"open", "write", "fsync", "replace"} <= set(every_failure(attempt))


@settings(max_examples=25, deadline=None)
@given(
    fates=st.lists(
        st.sampled_from(("stays", "moved", "renamed", "cut", "changed", "gone")),
        min_size=3, max_size=3,
    ),
    decoys=st.lists(st.integers(900, 1_600), max_size=3),
)  # fmt: skip
def test_whatever_became_of_the_files(fates: list[str], decoys: list[int]) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(place).resolve()
        with project_with_sounds(root) as folder, pytest.MonkeyPatch.context() as patch:
            patch.setattr(relinking, "decode_to_wav", _fail_to_decode)
            sounds: tuple[Sound, ...] = (*folder.document.recordings, *folder.document.takes)
            whole = {sound.id: folder.file_path(sound.file).read_bytes() for sound in sounds}
            (root / "away").mkdir()
            for number, frames in enumerate(decoys):
                backwards = AudioBuffer(noise(frames, 1 + number % 2)[::-1], 44_100)
                write_wav(root / "away" / f"{number}.wav", backwards, "float32")
            for sound, fate in zip(sounds, fates, strict=True):
                path = folder.file_path(sound.file)
                data = path.read_bytes()
                name = path.name if fate != "renamed" else f"other {path.name}"
                if fate != "stays":
                    path.unlink()
                kept = {"cut": data[:-8], "changed": data[:-2] + b"\1\1"}.get(fate, data)
                if fate in ("moved", "renamed", "cut", "changed"):
                    (root / "away" / name).write_bytes(kept)
            result = relink(folder, root / "away")
            for sound, fate in zip(sounds, fates, strict=True):
                is_recording = sound in folder.document.recordings
                comes_back = fate == "moved" or (fate == "renamed" and is_recording)
                if fate != "changed" or is_recording:  # a take has no checksum
                    assert (sound in result.found) == comes_back
                path = folder.file_path(sound.file)
                assert path.exists() == (sound not in result.missing)
                if path.exists() and fate != "changed":
                    assert path.read_bytes() == whole[sound.id]
                    assert read_audio(path).samples.shape[0] == sound.frames


def _fail_to_decode(*_arguments: object) -> DecodedAudio:
    raise AudioFileError("no helper process here")
