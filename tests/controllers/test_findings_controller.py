"""Silences, repeats and beats of the shown recording."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.findings_controller import FindingsController
from audiosynth_gui.features.beats import Beats
from audiosynth_gui.project import edits
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.findings import Finding
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.scripted_findings import BEATS, scripted_beats, scripted_stretches
from tests.controllers.sounds import write_tone


class Counted:
    """Scripted searches, and which recordings they were asked about."""

    def __init__(self) -> None:
        self.stretches: list[str] = []
        self.beats: list[str] = []

    def find_stretches(
        self, folder: ProjectFolder, recording: Recording
    ) -> Generator[float, None, tuple[Finding, ...]]:
        """Find what the script says."""
        self.stretches.append(recording.name)
        return scripted_stretches(folder, recording)

    def find_beats(
        self, folder: ProjectFolder, recording: Recording
    ) -> Generator[float, None, Beats]:
        """Find what the script says."""
        self.beats.append(recording.name)
        return scripted_beats(folder, recording)


@pytest.fixture
def counted() -> Counted:
    """What is searched."""
    return Counted()


@pytest.fixture
def findings(counted: Counted, qtbot: QtBot) -> Iterator[FindingsController]:
    """A controller, closed at the end."""
    assert qtbot is not None
    made = FindingsController(counted.find_stretches, counted.find_beats)
    yield made
    made.close()


@pytest.fixture
def other(folder: ProjectFolder, tmp_path: Path) -> Recording:
    """A second recording."""
    return import_recording(folder, write_tone(tmp_path / "other.wav", hertz=300.0))


def test_nothing_is_searched_before_it_is_wanted(
    findings: FindingsController, folder: ProjectFolder, counted: Counted, qtbot: QtBot
) -> None:
    findings.follow(folder, folder.document.recordings[0])
    qtbot.wait(50)
    assert counted.stretches == counted.beats == []
    assert findings.findings is None
    assert findings.beats == ()
    assert findings.tempo is None


def test_stretches_come_when_they_are_wanted(
    findings: FindingsController, folder: ProjectFolder, counted: Counted, qtbot: QtBot
) -> None:
    findings.follow(folder, folder.document.recordings[0])
    with qtbot.waitSignal(findings.findings_changed):
        findings.want_stretches(True)
    assert findings.findings is not None
    assert [one.kind for one in findings.findings] == ["silence", "repeat"]
    assert counted.beats == []


def test_beats_come_when_they_are_wanted(
    findings: FindingsController, folder: ProjectFolder, counted: Counted, qtbot: QtBot
) -> None:
    findings.follow(folder, folder.document.recordings[0])
    with qtbot.waitSignal(findings.beats_changed):
        findings.want_beats(True)
    assert findings.beats == BEATS.seconds
    assert findings.tempo == BEATS.tempo
    assert counted.stretches == []


def test_another_recording_is_searched_by_itself(
    findings: FindingsController,
    folder: ProjectFolder,
    counted: Counted,
    other: Recording,
    qtbot: QtBot,
) -> None:
    findings.want_stretches(True)
    findings.want_beats(True)
    tone = folder.document.recordings[0]
    findings.follow(folder, tone)
    qtbot.waitUntil(lambda: findings.findings is not None and findings.beats != ())
    findings.follow(folder, other)
    assert findings.findings is None
    assert findings.beats == ()
    qtbot.waitUntil(lambda: findings.findings is not None and findings.beats != ())
    assert findings.findings is not None
    assert {one.recording_id for one in findings.findings} == {other.id}
    assert counted.stretches == counted.beats == ["tone", "other"]


def test_a_renamed_recording_is_not_searched_again(
    findings: FindingsController, folder: ProjectFolder, counted: Counted, qtbot: QtBot
) -> None:
    tone = folder.document.recordings[0]
    findings.want_stretches(True)
    with qtbot.waitSignal(findings.findings_changed):
        findings.follow(folder, tone)
    findings.follow(folder, tone.changed(name="horn"))
    qtbot.wait(50)
    assert findings.findings is not None
    assert counted.stretches == ["tone"]


def test_what_came_before_it_is_compared_with_anew(
    findings: FindingsController,
    folder: ProjectFolder,
    counted: Counted,
    other: Recording,
    qtbot: QtBot,
) -> None:
    """A repeat of a recording that was removed would be offered for leaving out: all is lost."""
    tone = folder.document.recordings[0]
    findings.want_stretches(True)
    findings.want_beats(True)
    findings.follow(folder, other)
    qtbot.waitUntil(lambda: findings.findings is not None and findings.are_beats_found)
    folder.update(lambda document: edits.rename(document, tone.id, "horn"))
    findings.follow(folder, other)
    assert counted.stretches == ["other"]
    folder.update(lambda document: edits.remove(document, tone.id))
    findings.follow(folder, other)
    assert findings.findings is None
    qtbot.waitUntil(lambda: findings.findings is not None)
    assert counted.stretches == ["other", "other"]
    assert counted.beats == ["other"]


def test_what_is_found_stays_when_no_more_is_wanted(
    findings: FindingsController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    findings.follow(folder, folder.document.recordings[0])
    with qtbot.waitSignal(findings.findings_changed):
        findings.want_stretches(True)
    findings.want_stretches(False)
    assert findings.findings is not None
    findings.follow(None, None)
    assert findings.findings is None
