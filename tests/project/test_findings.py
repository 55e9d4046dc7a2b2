"""What the program finds in a recording by itself, and keeps in the cache."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.features.beats import Beats
from audiosynth_gui.project import findings
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.findings import Finding, find_recording_beats, find_stretches
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder
from tests.features.steps import finished, melody

RATE = 11_025


def add(folder: ProjectFolder, name: str, samples: Samples) -> Recording:
    """Import a sound."""
    path = folder.path.parent / f"{name}.wav"
    write_wav(path, AudioBuffer(samples, RATE), "float32")
    return import_recording(folder, path)


def test_recordings_without_a_frame_hold_nothing(folder: ProjectFolder) -> None:
    empty = np.zeros((0, 2), np.float32)
    path = folder.recordings_path / "empty.wav"
    write_wav(path, AudioBuffer(empty, RATE), "float32")
    one = folder.document.recordings[0].changed(
        id="empty", file="recordings/empty.wav", frames=0, sha256="0" * 64
    )
    folder.save(folder.document.changed(recordings=(one,)))
    assert finished(find_stretches(folder, one)) == ()
    assert finished(find_recording_beats(folder, one)).seconds == ()


def first_sound() -> Samples:
    """A melody, a rest of 2 s, and the melody's beginning again."""
    sound = melody(8.0, RATE, 0)
    rest = np.zeros((2 * RATE, 2), np.float32)
    return np.concatenate((sound, rest, sound[: 3 * RATE]))


@pytest.fixture(scope="module")
def made_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two recordings; the second holds some of the first."""
    path = tmp_path_factory.mktemp("made") / "Piece.audiosynth"
    with ProjectFolder.create(path) as made:
        add(made, "first", first_sound())
        second = melody(6.0, RATE, 5)
        second[2 * RATE : 5 * RATE] = first_sound()[4 * RATE : 7 * RATE]
        add(made, "second", second)
    return path


@pytest.fixture
def folder(made_path: Path, tmp_path: Path) -> Iterator[ProjectFolder]:
    """A copy of that project for one test."""
    path = tmp_path / made_path.name
    shutil.copytree(made_path, path)
    with ProjectFolder.open(path) as opened:
        yield opened


def cached(folder: ProjectFolder, name: str) -> list[Path]:
    """The cache files of a kind."""
    return sorted(folder.cache_path.glob(f"{name}-*"))


def seconds(finding: Finding) -> tuple[float, float]:
    """From when to when."""
    return finding.start_frame / RATE, finding.stop_frame / RATE


def test_silences_and_repeats_are_found_in_their_order(folder: ProjectFolder) -> None:
    recording = folder.document.recordings[0]
    silence, repeat = finished(find_stretches(folder, recording))
    assert (silence.kind, repeat.kind) == ("silence", "repeat")
    assert seconds(silence) == pytest.approx((8.1, 9.9), abs=0.3)
    assert seconds(repeat) == pytest.approx((10.0, 13.0), abs=0.25)
    assert repeat.like_id == recording.id == repeat.recording_id
    assert repeat.like_start_seconds == pytest.approx(0.0, abs=0.25)


def test_a_repeat_of_an_earlier_recording(folder: ProjectFolder) -> None:
    first, second = folder.document.recordings
    [repeat] = finished(find_stretches(folder, second))
    assert seconds(repeat) == pytest.approx((2.0, 5.0), abs=0.25)
    assert repeat.like_id == first.id
    assert repeat.like_start_seconds - repeat.start_frame / RATE == pytest.approx(2.0, abs=0.01)


def test_the_second_time_everything_comes_from_the_cache(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = folder.document.recordings[1]
    found = finished(find_stretches(folder, recording))
    monkeypatch.setattr(findings, "find_silences", None)
    monkeypatch.setattr(findings, "fingerprint_blocks", None)
    assert finished(find_stretches(folder, recording)) == found


def test_fingerprints_are_taken_once(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = folder.document.recordings
    finished(find_stretches(folder, first))
    before = cached(folder, "fingerprints")
    assert len(before) == 1
    finished(find_stretches(folder, second))
    assert set(before) < set(cached(folder, "fingerprints"))
    stored = np.load(before[0])
    assert stored.dtype == np.uint32


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"\x93NUMPY\x01\x00", b"[{}]"])
def test_a_damaged_cache_is_made_again(folder: ProjectFolder, damage: bytes) -> None:
    recording = folder.document.recordings[0]
    found = finished(find_stretches(folder, recording))
    for path in (*cached(folder, "stretches"), *cached(folder, "fingerprints")):
        path.write_bytes(damage)
    assert finished(find_stretches(folder, recording)) == found
    [path] = cached(folder, "stretches")
    assert len(json.loads(path.read_bytes())) == len(found)


@pytest.mark.parametrize(
    "change",
    [{"stop_frame": 10**9}, {"recording_id": "other"}, {"like_id": "other"}, {"start_frame": -1}],
)
def test_a_cache_that_does_not_fit_is_not_believed(
    folder: ProjectFolder, change: dict[str, object]
) -> None:
    recording = folder.document.recordings[0]
    found = finished(find_stretches(folder, recording))
    [path] = cached(folder, "stretches")
    kept = json.loads(path.read_bytes())
    kept[1].update(change)
    path.write_text(json.dumps(kept))
    assert finished(find_stretches(folder, recording)) == found


@settings(deadline=None, max_examples=60)
@given(content=st.binary(max_size=300))
def test_whatever_lies_in_the_cache_is_no_harm(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("cache") / "beats-0.json"
    path.write_bytes(content)
    kept = findings._kept(path, findings._BEATS)
    assert kept is None or isinstance(kept, Beats)


def test_another_recording_before_it_is_another_question(folder: ProjectFolder) -> None:
    first, second = folder.document.recordings
    finished(find_stretches(folder, second))
    folder.file_path(first.file).unlink()
    assert finished(find_stretches(folder, second)) == ()
    assert len(cached(folder, "stretches")) == 2


def test_a_missing_recording_is_told(folder: ProjectFolder) -> None:
    recording = folder.document.recordings[0]
    folder.file_path(recording.file).unlink()
    with pytest.raises(AudioSynthError, match="missing from the project folder"):
        finished(find_stretches(folder, recording))


def test_a_project_opened_for_looking_is_left_as_it_is(folder: ProjectFolder) -> None:
    with ProjectFolder.open_read_only(folder.path) as looking:
        found = finished(find_stretches(looking, looking.document.recordings[1]))
    assert len(found) == 1
    assert cached(folder, "stretches") == cached(folder, "fingerprints") == []


def test_beats_are_kept_too(folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    recording = folder.document.recordings[0]
    found = finished(find_recording_beats(folder, recording))
    assert found.seconds
    assert found.tempo is not None
    monkeypatch.setattr(findings, "find_beats", None)
    assert finished(find_recording_beats(folder, recording)) == found


@pytest.mark.parametrize("times", [[2.0, 1.0], [-1.0], [1e9]])
def test_kept_beats_that_cannot_be_are_found_anew(
    folder: ProjectFolder, times: list[float]
) -> None:
    recording = folder.document.recordings[1]
    found = finished(find_recording_beats(folder, recording))
    [path] = cached(folder, "beats")
    path.write_text(json.dumps({"seconds": times, "tempo": None}))
    assert finished(find_recording_beats(folder, recording)) == found
