"""Takes the pictures of the window that the documents show. Run by hand:

    xvfb-run -a -s "-screen 0 1920x1200x24" python -m tests.ui.take_screenshots

It plays the demo with its shipped model into a private sound server, then makes a project of a
recording and really trains on it, and writes every state in light and dark to docs/images/. With
QT_SCALE_FACTOR=2 in the environment the names end in @2x.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

from audiosynth_gui.app import build_application, build_engine, build_window
from audiosynth_gui.audio.demo_sound import compose_demo, load_demo_score
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.controllers.controllers import build_controllers
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.shipped import resources_path
from audiosynth_gui.ui.dialogs.export import ExportDialog
from audiosynth_gui.ui.dialogs.new_project import NewProjectDialog
from audiosynth_gui.ui.main_window import MainWindow
from tests.sound_sink import running_sound_sink

IMAGES_PATH = Path(__file__).resolve().parents[2] / "docs" / "images"
SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
SETTLE_SECONDS = 0.6
PATIENCE_SECONDS = 600.0
SHOWN_FOLDER = "/home/ada/Music"
TRAINED_STEPS = 150
PLAYED_SECONDS = 12.0
CURSOR_SECONDS = 32.0


class Photographer:
    """Waits for states of the window and writes them down."""

    def __init__(self, application: QApplication, window: MainWindow, images_path: Path) -> None:
        self._application = application
        self._window = window
        self._images_path = images_path
        self._suffix = "@2x" if os.environ.get("QT_SCALE_FACTOR") == "2" else ""
        images_path.mkdir(parents=True, exist_ok=True)

    def wait(self, seconds: float, until: Callable[[], bool] | None = None) -> None:
        """Let the window work for a time, or until something is so."""
        stop = time.monotonic() + seconds
        while time.monotonic() < stop and not (until is not None and until()):
            self._application.processEvents()
            time.sleep(0.005)
        if until is not None and not until():
            raise TimeoutError("the window does not get there")

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Write the window, or a dialog, in both appearances."""
        for scheme_name in SCHEMES:
            self.dress(scheme_name)
            self.take_one(name, scheme_name, widget)

    def dress(self, scheme_name: str) -> None:
        """Show the window in one appearance."""
        self._window._set_scheme(SCHEMES[scheme_name])
        self.wait(SETTLE_SECONDS)

    def take_one(self, name: str, scheme_name: str, widget: QWidget | None = None) -> None:
        """Write the window, or a dialog, as it is."""
        path = self._images_path / f"{name}-{scheme_name}{self._suffix}.png"
        (widget or self._window).grab().save(str(path))
        print(path)


def main() -> int:
    """Take all pictures; give the exit status."""
    with running_sound_sink() as sink:  # so that no picture complains of missing loudspeakers
        names = ("PULSE_SERVER", "ALSA_CONFIG_PATH")
        os.environ.update({name: sink.environment[name] for name in names})
        return take_all()


def take_all() -> int:
    """Take all pictures, with sound; give the exit status."""
    application = build_application()
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        controllers = build_controllers(build_engine(folder / "Demo.audiosynth"))
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        window = build_window(application, controllers, settings)
        window.show()
        photographer = Photographer(application, window, IMAGES_PATH)
        try:
            go_through(photographer, window, folder)
        finally:
            controllers.close()
    return 0


def go_through(photographer: Photographer, window: MainWindow, folder: Path) -> None:
    """Do the main job, stopping at every state worth a picture."""
    photographer.take("empty")
    play_the_demo(photographer, window)
    export_the_take(photographer, window)
    train_on_a_recording(photographer, window, folder)
    show_dialogs(photographer, window)


def play_the_demo(photographer: Photographer, window: MainWindow) -> None:
    """Play on from the middle of the demo with the model that is shipped."""
    controllers, wait = window._controllers, photographer.wait
    controllers.project.open_demo()
    spectrogram = window.recording_view.spectrogram
    wait(PATIENCE_SECONDS, lambda: spectrogram.picture is not None)
    window.recording_view.timeline.put_cursor(CURSOR_SECONDS)
    for scheme_name in SCHEMES:  # one take each: dressing all widgets anew costs time and sound
        photographer.dress(scheme_name)
        window.generation.play_button.click()
        wait(PATIENCE_SECONDS, lambda: controllers.play.state == "playing")
        wait(PATIENCE_SECONDS, lambda: controllers.play.position_seconds > PLAYED_SECONDS)
        photographer.take_one("playing", scheme_name)
        window.generation.play_button.click()
        wait(PATIENCE_SECONDS, lambda: controllers.play.state == "stopped")
        wait(PATIENCE_SECONDS, lambda: controllers.take_sound.sound is not None)
    wait(PATIENCE_SECONDS, lambda: window.take_panel.view.spectrogram.picture is not None)
    photographer.take("take")
    window.recording_view.timeline.show_span(TimeSpan(CURSOR_SECONDS, CURSOR_SECONDS + 0.02))
    photographer.take("samples")


def export_the_take(photographer: Photographer, window: MainWindow) -> None:
    """Ask how to write it."""
    take = window._controllers.choice.take
    assert take is not None
    window.dialogs.ask_export(take)
    export = window.dialogs.shown
    assert isinstance(export, ExportDialog)
    with tempfile.TemporaryDirectory() as there:
        export.path_field.setText(f"{there}/Take.wav")  # a folder that is there
        export.path_field.blockSignals(True)
        export.path_field.setText(f"{SHOWN_FOLDER}/Take.wav")  # shown in its place
        photographer.take("export", export)
    export.close()


def train_on_a_recording(photographer: Photographer, window: MainWindow, folder: Path) -> None:
    """Make a project of a recording, and train on it."""
    controllers, wait = window._controllers, photographer.wait
    recording = folder / "Slow Window.wav"
    write_wav(
        recording, compose_demo(load_demo_score(resources_path() / "demo_score.json")), "pcm24"
    )
    with_nothing = window.recording_view.spectrogram
    controllers.project.create_project(folder / "My Piece", "My Piece")
    wait(PATIENCE_SECONDS, lambda: with_nothing.picture is None)
    window.dialogs.take_files([recording])
    wait(PATIENCE_SECONDS, lambda: window.recording_view.spectrogram.picture is not None)
    window.recording_view.timeline.select(TimeSpan(20.0, 26.0))
    photographer.take("recording")
    training = controllers.training
    window.training.preset_box.setCurrentIndex(window.training.preset_box.findData("draft"))
    window.training.start_button.click()
    wait(
        PATIENCE_SECONDS,
        lambda: bool(training.progress and training.progress.step >= TRAINED_STEPS),
    )
    photographer.take("training")
    window.training.start_button.click()
    wait(PATIENCE_SECONDS, lambda: training.state == "idle")


def show_dialogs(photographer: Photographer, window: MainWindow) -> None:
    """Open what is left: the help, the dialog of a new project, a problem."""
    window.dialogs.show_help()
    photographer.take("help", window.dialogs.shown)
    window.dialogs.ask_new_project()
    new_project = window.dialogs.shown
    assert isinstance(new_project, NewProjectDialog)
    new_project.folder_field.setText(SHOWN_FOLDER)
    photographer.take("new-project", new_project)
    new_project.close()
    window.messages.tell(
        Message(
            "error", "“kitchen.mp3” holds no sound that can be read.",
            "Open it in another program, and save it as WAV or FLAC.", "libsndfile: error 1",
        )
    )  # fmt: skip
    photographer.take("problem")


if __name__ == "__main__":
    sys.exit(main())
