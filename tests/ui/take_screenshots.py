"""Takes the pictures of the window that the documents show. Run by hand:

    xvfb-run -a -s "-screen 0 1920x1200x24" python -m tests.ui.take_screenshots [PART...]

Without a PART all of them are taken: `play` plays the demo with its shipped model into a private
sound server, `train` makes a project of a recording and really trains on it, `edit` marks
recordings and records one, `care` shows what looks after the project. Every state is written in
light and dark to docs/images/; with QT_SCALE_FACTOR=2 in the environment the names end in @2x.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings

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
from tests.room import furnish_room
from tests.sound_sink import SoundSink, running_sound_sink
from tests.ui.editor_screenshots import care, edit
from tests.ui.photographer import SCHEMES, Photographer

IMAGES_PATH = Path(__file__).resolve().parents[2] / "docs" / "images"
SHOWN_FOLDER = "/home/ada/Music"
TRAINED_STEPS = 150
PLAYED_SECONDS = 12.0
CURSOR_SECONDS = 32.0


def main() -> int:
    """Take the pictures that are asked for; give the exit status."""
    asked = sys.argv[1:] or ["play", "train", "edit", "care"]
    with running_sound_sink() as sink:  # so that no picture complains of missing loudspeakers
        names = ("PULSE_SERVER", "ALSA_CONFIG_PATH")
        os.environ.update({name: sink.environment[name] for name in names})
        return take_parts(asked, sink)


def take_parts(asked: list[str], sink: SoundSink) -> int:
    """Take the pictures of these parts, with sound; give the exit status."""
    room = furnish_room(sink)
    parts: dict[str, Callable[[Photographer, MainWindow, Path], None]] = {
        "play": play_the_demo,
        "train": train_on_a_recording,
        "edit": lambda photographer, window, folder: edit(photographer, window, folder, room),
        "care": care,
    }
    application = build_application()
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        controllers = build_controllers(build_engine(folder / "Demo.audiosynth"))
        settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        window = build_window(application, controllers, settings)
        window.show()
        photographer = Photographer(application, window, IMAGES_PATH)
        try:
            for name in asked:
                parts[name](photographer, window, folder)
        finally:
            controllers.close()
    return 0


def play_the_demo(photographer: Photographer, window: MainWindow, _folder: Path) -> None:
    """Play on from the middle of the demo with the model that is shipped, and export that."""
    photographer.take("empty")
    controllers, wait_until = window._controllers, photographer.wait_until
    controllers.project.open_demo()
    spectrogram = window.recording_view.spectrogram
    wait_until(lambda: spectrogram.picture is not None)
    window.recording_view.timeline.put_cursor(CURSOR_SECONDS)
    for scheme_name in SCHEMES:  # one take each: dressing all widgets anew costs time and sound
        photographer.dress(scheme_name)
        window.generation.play_button.click()
        wait_until(lambda: controllers.play.state == "playing")
        wait_until(lambda: controllers.play.position_seconds > PLAYED_SECONDS)
        photographer.take_one("playing", scheme_name)
        window.generation.play_button.click()
        wait_until(lambda: controllers.play.state == "stopped")
        wait_until(lambda: controllers.take_sound.sound is not None)
    wait_until(lambda: window.take_panel.view.spectrogram.picture is not None)
    photographer.take("take")
    window.recording_view.timeline.show_span(TimeSpan(CURSOR_SECONDS, CURSOR_SECONDS + 0.02))
    photographer.take("samples")
    export_the_take(photographer, window)


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
    """Make a project of a recording, and train on it; then open what else there is."""
    controllers, wait_until = window._controllers, photographer.wait_until
    recording = folder / "Slow Window.wav"
    write_wav(
        recording, compose_demo(load_demo_score(resources_path() / "demo_score.json")), "pcm24"
    )
    with_nothing = window.recording_view.spectrogram
    controllers.project.create_project(folder / "My Piece", "My Piece")
    wait_until(lambda: controllers.project.folder is not None and with_nothing.picture is None)
    window.dialogs.take_files([recording])
    wait_until(lambda: window.recording_view.spectrogram.picture is not None)
    window.recording_view.timeline.select(TimeSpan(20.0, 26.0))
    photographer.take("recording")
    training = controllers.training
    window.training.preset_box.setCurrentIndex(window.training.preset_box.findData("draft"))
    window.training.start_button.click()
    wait_until(lambda: bool(training.progress and training.progress.step >= TRAINED_STEPS))
    photographer.take("training")
    window.training.start_button.click()
    wait_until(lambda: training.state == "idle")
    show_dialogs(photographer, window)


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
    window.messages.clear()


if __name__ == "__main__":
    sys.exit(main())
