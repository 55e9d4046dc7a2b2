"""Bringing in sound files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.controllers.import_controller import ImportController
from audiosynth_gui.controllers.imported_file import ImportedFile, ImportProgress
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.sounds import RATE, tone, write_tone


@pytest.fixture
def imports(qtbot: QtBot) -> Iterator[ImportController]:
    """A controller, closed at the end."""
    assert qtbot is not None
    made = ImportController()
    yield made
    made.close()


def wait_for_end(imports: ImportController, qtbot: QtBot) -> None:
    """Wait until nothing is imported any more."""
    qtbot.waitUntil(lambda: imports.progress is None and imports._task is None, timeout=20_000)


def test_one_bad_file_does_not_keep_out_the_others(
    imports: ImportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.wav"
    bad.write_text("no sound at all")
    imported: list[str] = []
    told: list[Message] = []
    progress: list[ImportProgress | None] = []
    imports.recording_imported.connect(lambda recording: imported.append(recording.name))
    imports.told.connect(told.append)
    imports.progressed.connect(lambda: progress.append(imports.progress))
    files = [write_tone(tmp_path / "a.wav"), bad, write_tone(tmp_path / "b.wav")]
    imports.import_files(folder, files)
    wait_for_end(imports, qtbot)
    assert imported == ["a", "b"]
    assert [message.severity for message in told] == ["error"]
    assert "bad.wav" in told[0].text
    assert [recording.name for recording in folder.document.recordings] == ["tone", "a", "b"]
    fractions = [step.whole_fraction for step in progress if step is not None]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1.0)
    assert progress[-1] is None


def test_files_that_are_asked_for_meanwhile_wait_for_their_turn(
    imports: ImportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        imports.import_files(folder, [write_tone(tmp_path / f"{name}.wav")])
    imports.import_files(folder, [])
    wait_for_end(imports, qtbot)
    names = [recording.name for recording in folder.document.recordings]
    assert names == ["tone", "a", "b", "c"]


def test_cancelling_leaves_out_what_is_not_in_yet(
    imports: ImportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    first = write_tone(tmp_path / "first.wav")
    others = [write_tone(tmp_path / f"{number}.wav") for number in range(3)]
    with qtbot.waitSignal(imports.recording_imported, timeout=20_000):
        imports.recording_imported.connect(imports.cancel)
        imports.import_files(folder, [first, *others])
    wait_for_end(imports, qtbot)
    names = [recording.name for recording in folder.document.recordings]
    assert names[:2] == ["tone", "first"]
    assert len(names) < 5


def test_what_was_mended_in_a_file_is_told(
    imports: ImportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    samples = tone(0.2)
    samples[5:8, 0] = float("nan")
    path = tmp_path / "holes.wav"
    write_wav(path, AudioBuffer(samples, RATE), "float32")
    raw = path.read_bytes()
    path.write_bytes(raw[:-64])
    told: list[Message] = []
    imports.told.connect(told.append)
    imports.import_files(folder, [path])
    wait_for_end(imports, qtbot)
    assert all(message.severity == "warning" for message in told)
    assert any("ends early" in message.text for message in told)


def test_one_file_can_be_left_out(
    imports: ImportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [write_tone(tmp_path / f"{name}.wav") for name in "abc"]
    told: list[Message] = []
    seen: list[tuple[ImportedFile, ...]] = []
    imports.told.connect(told.append)
    imports.progressed.connect(lambda: seen.append(imports.files))
    imports.import_files(folder, files)
    imports.cancel_file(imports.files[0].number)
    imports.cancel_file(imports.files[1].number)
    wait_for_end(imports, qtbot)
    assert [recording.name for recording in folder.document.recordings] == ["tone", "c"]
    assert [file.state for file in seen[-2]] == ["cancelled", "cancelled", "added"]
    assert seen[-1] == ()
    assert told == []


def test_failures_are_told_in_one_message(
    imports: ImportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[Message] = []
    imports.told.connect(told.append)
    bad = [tmp_path / "one.wav", tmp_path / "two.ogg"]
    for path in bad:
        path.write_text("no sound at all")
    imports.import_files(folder, [bad[0], write_tone(tmp_path / "a.wav"), bad[1]])
    wait_for_end(imports, qtbot)
    assert [message.text for message in told] == ["2 files could not be added."]
    assert "one.wav" in told[0].details
    assert "two.ogg" in told[0].details
    assert [recording.name for recording in folder.document.recordings] == ["tone", "a"]


def test_a_folder_gives_all_its_sounds(
    imports: ImportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "music" / "below").mkdir(parents=True)
    write_tone(tmp_path / "music" / "b.wav")
    write_tone(tmp_path / "music" / "below" / "c.wav")
    (tmp_path / "music" / "words.txt").write_text("")
    imports.import_files(folder, [tmp_path / "music"])
    qtbot.waitUntil(lambda: len(folder.document.recordings) == 3, timeout=20_000)
    wait_for_end(imports, qtbot)
    assert [recording.name for recording in folder.document.recordings] == ["tone", "b", "c"]
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(imports.told) as told:
        imports.import_files(folder, [tmp_path / "empty"])
    assert "no sound file" in told.args[0].text
    qtbot.waitUntil(lambda: imports._searches == [])


def test_looking_through_a_folder_can_be_cancelled(
    imports: ImportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "music").mkdir()
    write_tone(tmp_path / "music" / "b.wav")
    told: list[Message] = []
    imports.told.connect(told.append)
    imports.import_files(folder, [tmp_path / "music"])
    assert imports.is_busy()
    imports.cancel()
    qtbot.waitUntil(lambda: not imports.is_busy())
    assert (told, imports.files) == ([], ())
    assert len(folder.document.recordings) == 1


def test_nothing_is_added_to_what_is_only_looked_at(
    imports: ImportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    looked_at = ProjectFolder.open_read_only(folder.path)
    with qtbot.waitSignal(imports.told) as told:
        imports.import_files(looked_at, [write_tone(tmp_path / "a.wav")])
    assert "only for looking" in told.args[0].text
    assert imports.files == ()
