"""Parts of the window, and the whole of it, on scripted engines."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers, Engine, build_controllers
from audiosynth_gui.project.preset_fits import Calibration, PresetFit
from audiosynth_gui.project.requests import presets
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.shipped import resources_path
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.window_state import WindowState
from tests.controllers.inputs import ScriptedInputs
from tests.controllers.scripted_findings import scripted_beats, scripted_stretches
from tests.controllers.sounds import ScriptedContinuation, add_take, filled_project, silent_output
from tests.controllers.test_training_controller import ScriptedTraining


@pytest.fixture(autouse=True)
def _garbage(tidy_garbage: None) -> None:
    """See `tests.display`."""


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The theme of the session's application."""
    return Theme(qapp)


@pytest.fixture
def dark(theme: Theme) -> Theme:
    """The theme, dark."""
    theme.set_scheme(Qt.ColorScheme.Dark)
    return theme


@pytest.fixture(scope="session")
def icons(theme: Theme) -> Icons:
    """The shipped icons."""
    return Icons(resources_path() / "icons", theme)


@pytest.fixture
def state(tmp_path: Path) -> WindowState:
    """Settings of this test alone."""
    return WindowState(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


def calibration_of_a_slow_computer() -> Calibration:
    """Draft is all that it plays live."""
    return Calibration(
        made_by="test",
        fits=tuple(
            PresetFit(
                preset=preset, realtime_factor=factor, audio_seconds_per_second=2.5,
                memory_bytes=196_000_000,
            )
            for preset, factor in (("standard", 1.5), ("draft", 3.1), ("deep", 0.4))
        ),
    )  # fmt: skip


@pytest.fixture
def scripted_training() -> ScriptedTraining:
    """What the window's Train button runs."""
    return ScriptedTraining(4)


@pytest.fixture
def inputs() -> ScriptedInputs:
    """What the window records from."""
    return ScriptedInputs()


@pytest.fixture
def engine(tmp_path: Path, scripted_training: ScriptedTraining, inputs: ScriptedInputs) -> Engine:
    """An engine that needs no network and no sound card; its demo is the project "Piece"."""

    def open_demo(_path: Path) -> ProjectFolder:
        return filled_project(tmp_path)

    return Engine(
        run_training=scripted_training.run,
        open_continuation=ScriptedContinuation,  # type: ignore[arg-type]  # plays the same part
        open_output=silent_output,
        open_input=inputs,
        demo_path=tmp_path / "Piece.audiosynth",
        open_demo=open_demo,
        find_devices=lambda: ("cpu",),
        calibrate=calibration_of_a_slow_computer,
        find_stretches=scripted_stretches,
        find_beats=scripted_beats,
    )


@pytest.fixture
def controllers(qapp: QApplication, engine: Engine) -> Iterator[Controllers]:
    """The controllers of the window, closed at the end."""
    assert qapp is not None
    made = build_controllers(engine)
    yield made
    made.close()


@pytest.fixture
def window(
    controllers: Controllers, icons: Icons, theme: Theme, state: WindowState, qtbot: QtBot
) -> MainWindow:
    """The whole window, shown, without a project."""
    made = MainWindow(controllers, presets(), icons, theme, state)
    qtbot.addWidget(made, before_close_func=_end_work(controllers))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def _end_work(controllers: Controllers) -> Callable[[MainWindow], None]:
    """A window does not close while something runs; the end of a test does not wait for it."""

    def end(_window: MainWindow) -> None:
        controllers.close()

    return end


@pytest.fixture
def piece(window: MainWindow, controllers: Controllers, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The window with the project "Piece" open and its recording drawn."""
    filled_project(tmp_path).close()
    controllers.project.open_project(tmp_path / "Piece.audiosynth")
    qtbot.waitUntil(lambda: controllers.recording_sound.sound is not None)
    qtbot.waitUntil(lambda: window.recording_view.spectrogram.picture is not None)
    return window


@pytest.fixture
def piece_with_take(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> MainWindow:
    """The window with the project "Piece" open, and a take of a second shown, too."""
    assert controllers.project.folder is not None
    add_take(controllers.project.folder)
    controllers.project.take_over_changes()
    qtbot.waitUntil(lambda: controllers.take_sound.sound is not None)
    return piece


@pytest.fixture
def looked_at(
    window: MainWindow, controllers: Controllers, tmp_path: Path, qtbot: QtBot
) -> Iterator[MainWindow]:
    """The window with the project "Piece" for looking and listening: another program has it."""
    with filled_project(tmp_path) as other:
        with qtbot.waitSignal(controllers.project.project_opened):
            controllers.project.open_project(other.path)
        qtbot.waitUntil(lambda: controllers.choice.model is not None)
        yield window
