"""The main job through the real window, nothing stood in for.

New project, a recording, a network really trained, a continuation heard from the sound card, a
take, an export.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from audiosynth_gui.app import build_engine
from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.demo_sound import compose_demo, load_demo_score
from audiosynth_gui.audio.files import WavSource, read_audio, write_wav
from audiosynth_gui.controllers.controllers import Engine
from audiosynth_gui.project.takes import open_take
from audiosynth_gui.shipped import resources_path
from audiosynth_gui.ui.dialogs.export import ExportDialog
from audiosynth_gui.ui.dialogs.new_project import NewProjectDialog
from audiosynth_gui.ui.main_window import MainWindow
from tests.sound_comparison import compare_sounds
from tests.sound_sink import SINK_SAMPLE_RATE, HeardSound, SoundSink
from tests.ui.test_main_window import drop

PATIENCE_MILLISECONDS = 120_000
DEMO_SECONDS = 15.0
LISTENED_SECONDS = 2.0
LEAST_HEARD_SECONDS = 1.5
NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """The engine of the program itself, in place of the scripted one."""
    return build_engine(tmp_path / "Demo.audiosynth")


@pytest.fixture
def heard_window(window: MainWindow, sound_sink: SoundSink) -> Iterator[MainWindow]:
    """The window; what it plays goes to the private speaker."""
    assert sound_sink.process.poll() is None
    yield window
    window._controllers.close()  # before the speaker goes


@pytest.fixture(scope="module")
def demo_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first quarter of a minute of the demo recording as a file."""
    path = tmp_path_factory.mktemp("demo") / "demo.wav"
    demo = compose_demo(load_demo_score(resources_path() / "demo_score.json"))
    frames = round(DEMO_SECONDS * demo.sample_rate)
    write_wav(path, AudioBuffer(demo.samples[:frames], demo.sample_rate), "pcm24")
    return path


def click(widget: QWidget) -> None:
    """Click the middle of a widget."""
    QTest.mouseClick(widget, LEFT, NO_KEYS, widget.rect().center())


class Musician:
    """Uses the window by mouse and keyboard."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.controllers = window._controllers
        self.qtbot = qtbot

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Wait, for as long as a busy machine may need."""
        self.qtbot.waitUntil(happened, timeout=PATIENCE_MILLISECONDS)

    def make_project_from(self, recording: Path, folder: Path) -> None:
        """Drop a recording on the empty window and name the project."""
        drop(self.window, recording)
        dialog = self.window.dialogs.shown
        assert isinstance(dialog, NewProjectDialog)
        dialog.name_field.setText("Piece")
        dialog.folder_field.setText(str(folder))
        click(dialog.create_button)
        self.wait_until(lambda: self.controllers.recording_sound.sound is not None)
        self.wait_until(lambda: self.window.recording_view.spectrogram.picture is not None)

    def mark(self, start_share: float, stop_share: float) -> None:
        """Drag over a part of the waveform."""
        waveform = self.window.recording_view.waveform
        y = waveform.height() // 2
        start, stop = (round(share * waveform.width()) for share in (start_share, stop_share))
        QTest.mousePress(waveform, LEFT, NO_KEYS, QPoint(start, y))
        QTest.mouseMove(waveform, QPoint((start + stop) // 2, y))
        QTest.mouseMove(waveform, QPoint(stop, y))
        QTest.mouseRelease(waveform, LEFT, NO_KEYS, QPoint(stop, y))

    def train_some_steps(self) -> None:
        """Train a draft, and stop it as soon as it has learnt a little."""
        panel, training = self.window.training, self.controllers.training
        panel.preset_box.setCurrentIndex(panel.preset_box.findData("draft"))
        click(panel.start_button)
        self.wait_until(lambda: training.progress is not None and training.progress.step >= 2)
        click(panel.start_button)
        self.wait_until(lambda: training.state == "idle")
        self.wait_until(lambda: self.controllers.choice.model is not None)

    def listen(self, sink: SoundSink) -> HeardSound:
        """Play a continuation for a moment, and stop it."""
        play, button = self.controllers.play, self.window.generation.play_button
        with sink.record() as heard:
            click(button)
            self.wait_until(lambda: play.position_seconds > LISTENED_SECONDS)
            assert self.window.take_panel.live is not None
            click(button)
            self.wait_until(lambda: play.state == "stopped")
            self.wait_until(lambda: self.controllers.take_sound.sound is not None)
        return heard

    def export(self, out: Path, sample_format: str) -> None:
        """Export the take that is shown."""
        click(self.window.take_panel.export_button)
        dialog = self.window.dialogs.shown
        assert isinstance(dialog, ExportDialog)
        dialog.format_box.setCurrentIndex(dialog.format_box.findData(sample_format))
        dialog.path_field.setText(str(out))
        with self.qtbot.waitSignal(self.controllers.exports.exported, timeout=60_000):
            click(dialog.export_button)


def check_main_job(
    window: MainWindow, sink: SoundSink, qtbot: QtBot, recording: Path, folder: Path
) -> None:
    """Go the whole way with a recording."""
    musician = Musician(window, qtbot)
    musician.make_project_from(recording, folder)
    musician.mark(0.1, 0.15)
    prompt = window.recording_view.timeline.prompt
    assert prompt is not None
    assert prompt == window.recording_view.timeline.selection
    musician.train_some_steps()
    heard = musician.listen(sink)

    controllers = musician.controllers
    assert window.messages.message is None
    assert controllers.play.health.underruns == 0
    take, project = controllers.choice.take, controllers.project.folder
    assert take is not None
    assert project is not None
    assert take.recipe.at_seconds == pytest.approx(prompt.stop_seconds)
    assert take.sample_rate == SINK_SAMPLE_RATE
    with open_take(project, take) as source:
        played = source.read(0, take.frames)
    assert np.abs(played).max() > 0.01
    comparison = compare_sounds(heard.samples, played)
    assert comparison.discontinuities == ()
    assert comparison.matched_frames >= LEAST_HEARD_SECONDS * SINK_SAMPLE_RATE

    musician.export(folder / "exact.wav", "float32")
    np.testing.assert_array_equal(read_audio(folder / "exact.wav").samples, played)
    musician.export(folder / "for-cd.wav", "pcm16")
    with WavSource(folder / "for-cd.wav") as written:
        assert (written.sample_rate, written.frames) == (take.sample_rate, take.frames)
        assert np.abs(written.read(0, take.frames) - np.clip(played, -1, 1)).max() < 2**-13


def test_on_the_demo_recording(
    heard_window: MainWindow,
    sound_sink: SoundSink,
    qtbot: QtBot,
    demo_recording: Path,
    tmp_path: Path,
) -> None:
    check_main_job(heard_window, sound_sink, qtbot, demo_recording, tmp_path)


@pytest.mark.recordings
def test_on_a_real_recording(
    heard_window: MainWindow,
    sound_sink: SoundSink,
    qtbot: QtBot,
    recordings_path: Path,
    tmp_path: Path,
) -> None:
    check_main_job(heard_window, sound_sink, qtbot, recordings_path / "vibe-ace.ogg", tmp_path)
