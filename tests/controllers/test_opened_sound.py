"""Opening a sound for the views."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.peaks import PeakPyramid
from audiosynth_gui.controllers.opened_sound import OpenedSound, SoundOpener
from audiosynth_gui.project import edits
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.sounds import RATE, add_take, tone


@pytest.fixture
def opener(qtbot: QtBot) -> Iterator[SoundOpener]:
    """An opener, closed at the end."""
    assert qtbot is not None
    made = SoundOpener()
    yield made
    made.close()


def test_a_recording_is_open_with_its_peaks(
    opener: SoundOpener, folder: ProjectFolder, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(opener.peaks_grew):
        opener.open(folder, folder.document.recordings[0])
    sound = opener.sound
    assert sound is not None
    assert (sound.sample_rate, sound.channels, sound.frames) == (RATE, 2, 2 * RATE)
    assert sound.duration_seconds == 2.0
    columns = sound.columns(0, sound.frames, 4)
    np.testing.assert_allclose(columns.maximum[:, 0], 0.5, atol=0.01)
    np.testing.assert_array_equal(sound.read(10, 20), tone(2.0)[10:20])


def test_peaks_are_measured_once(
    opener: SoundOpener,
    folder: ProjectFolder,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recording = folder.document.recordings[0]
    with qtbot.waitSignal(opener.peaks_grew):
        opener.open(folder, recording)
    qtbot.waitUntil(lambda: any(folder.cache_path.glob("*.npy")))
    monkeypatch.setattr(PeakPyramid, "build", lambda _self: iter(()))
    opener.open(folder, None)
    qtbot.waitUntil(lambda: opener.sound is None)
    opener.open(folder, recording)
    qtbot.waitUntil(lambda: opener.sound is not None)
    assert opener.sound is not None
    assert opener.sound.peaks.is_complete


def test_another_gain_is_drawn_at_once(
    opener: SoundOpener, folder: ProjectFolder, qtbot: QtBot
) -> None:
    recording = folder.document.recordings[0]
    with qtbot.waitSignal(opener.peaks_grew):
        opener.open(folder, recording)
    assert opener.sound is not None
    source = opener.sound.source
    with qtbot.waitSignal(opener.sound_changed), qtbot.assertNotEmitted(opener.sound_opened):
        opener.open(folder, recording.changed(gain_db=-6.0206))
    columns = opener.sound.columns(0, opener.sound.frames, 4)
    np.testing.assert_allclose(columns.maximum[:, 0], 0.25, atol=0.01)
    np.testing.assert_allclose(columns.rms[:, 0], 0.25 / 2**0.5, atol=0.01)
    np.testing.assert_allclose(opener.sound.read(10, 20), tone(2.0)[10:20] / 2, atol=1e-5)
    assert opener.sound.source is source
    with qtbot.assertNotEmitted(opener.sound_changed):
        opener.open(folder, recording.changed(gain_db=-6.0206, name="horn"))


def test_a_renamed_recording_stays_open(
    opener: SoundOpener, folder: ProjectFolder, qtbot: QtBot
) -> None:
    recording = folder.document.recordings[0]
    with qtbot.waitSignal(opener.peaks_grew):
        opener.open(folder, recording)
    renamed = edits.rename(folder.document, recording.id, "horn").recordings[0]
    opened = opener.sound
    told: list[OpenedSound | None] = []
    opener.sound_opened.connect(lambda: told.append(opener.sound))
    opener.open(folder, renamed)
    qtbot.wait(50)
    assert told == []
    assert opener.sound is not None
    assert opener.sound is opened


def test_only_what_was_asked_for_last_is_shown(
    opener: SoundOpener, folder: ProjectFolder, qtbot: QtBot
) -> None:
    add_take(folder)
    recording, take = folder.document.recordings[0], folder.document.takes[0]
    for item in (recording, take, recording, take):
        opener.open(folder, item)
    qtbot.waitUntil(lambda: opener.sound is not None)
    assert opener.sound is not None
    assert opener.sound.item == take
    qtbot.wait(50)
    assert opener.sound.item == take


def test_the_file_of_a_sound_is_closed_with_it(
    opener: SoundOpener, folder: ProjectFolder, qtbot: QtBot
) -> None:
    opener.open(folder, folder.document.recordings[0])
    qtbot.waitUntil(lambda: opener.sound is not None)
    sound = opener.sound
    assert sound is not None
    opener.close()
    assert opener.sound is None
    with pytest.raises(ValueError, match="closed"):
        sound.read(0, 10)


def test_a_missing_file_is_told(opener: SoundOpener, folder: ProjectFolder, qtbot: QtBot) -> None:
    recording = folder.document.recordings[0]
    folder.file_path(recording.file).unlink()
    with qtbot.waitSignal(opener.told) as signal:
        opener.open(folder, recording)
    assert "missing" in signal.args[0].text
    assert opener.sound is None
