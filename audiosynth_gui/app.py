"""Builds and wires every object of the window; the only place that does."""

import functools
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from audiosynth_gui import __version__
from audiosynth_gui.controllers.controllers import Controllers, Engine, build_controllers
from audiosynth_gui.controllers.garbage import GarbageCollector
from audiosynth_gui.controllers.preparation import Preparation, load_torch_libraries
from audiosynth_gui.controllers.training_controller import TrainingSteps
from audiosynth_gui.places import calibration_path, demo_project_path
from audiosynth_gui.playback.output import open_output
from audiosynth_gui.project.findings import find_recording_beats, find_stretches
from audiosynth_gui.project.paths import DOCUMENT_NAME
from audiosynth_gui.project.requests import ContinuationRequest, TrainingRequest, presets
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.shipped import resources_path
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.presenters.status_presenter import PROGRAM_NAME
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.window_state import WindowState

if TYPE_CHECKING:  # loads torch and numba, which the window's start does not wait for
    from audiosynth_gui.generation.terrain import Surveys
    from audiosynth_gui.project.continuation import Continuation
    from audiosynth_gui.project.preset_fits import Calibration


@dataclass(frozen=True)
class Program:
    """The window with everything behind it, wired; make it with `build_program`. GUI thread.

    Attributes:
        application, controllers, window: what is seen and what works.
        collector: collects garbage in their place.
        preparation: loads what is heavy.
    """

    application: QApplication
    controllers: Controllers
    window: MainWindow
    collector: GarbageCollector
    preparation: Preparation

    def begin(self, project_path: Path | None) -> None:
        """Open a project, show the window, and load what is heavy once that is painted.

        Args:
            project_path: the project to open; None opens the demo project.
        """
        if project_path is None:
            self.controllers.project.open_demo()
        else:
            self.controllers.project.open_project(project_path)
        self.window.show()
        # One after the other, once the window is painted: two threads that load libraries at once
        # wait for each other, and the window for both.
        self.controllers.devices.devices_found.connect(
            self.preparation.start, Qt.ConnectionType.SingleShotConnection
        )
        QTimer.singleShot(0, self.controllers.devices.look)

    def close(self) -> None:
        """End all threads, saving what is to be saved. Blocks."""
        self.controllers.close()
        self.preparation.close()
        self.collector.close()


def run_window(project_path: Path | None) -> int:
    """Show the window until it is closed. Main thread, once in a process.

    Args:
        project_path: the project to open; None opens the demo project.

    Returns:
        the exit status.
    """
    application = build_application()
    settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, PROGRAM_NAME)
    program = build_program(application, build_engine(demo_project_path()), settings)
    program.begin(project_path)
    status = application.exec()
    program.close()
    return status


def build_program(application: QApplication, engine: Engine, settings: QSettings) -> Program:
    """Put the whole program together around an engine; it remembers itself in `settings`."""
    controllers = build_controllers(engine)
    window = build_window(application, controllers, settings)
    collector = GarbageCollector()
    preparation = Preparation()
    preparation.modules_loaded.connect(collector.settle)
    preparation.modules_loaded.connect(controllers.training.look_for_devices)
    preparation.ready.connect(controllers.calibration.start)
    return Program(application, controllers, window, collector, preparation)


def build_application() -> QApplication:
    """Make the application, named for the desktop."""
    QCoreApplication.setApplicationName(PROGRAM_NAME)
    QCoreApplication.setApplicationVersion(__version__)
    application = QApplication(sys.argv[:1])
    application.setDesktopFileName("audiosynth")
    return application


def build_window(
    application: QApplication, controllers: Controllers, settings: QSettings
) -> MainWindow:
    """Make the window on `controllers`; it remembers itself in `settings`. GUI thread."""
    theme = Theme(application)
    icons = Icons(resources_path() / "icons", theme)
    window = MainWindow(controllers, presets(), icons, theme, WindowState(settings))
    window.setWindowIcon(icons.program_icon())
    return window


def build_engine(demo_path: Path, calibrated_path: Path | None = None) -> Engine:
    """Give what trains, plays on and sounds; what loads torch or numba does so when called.

    Args:
        demo_path: where the demo project lies, or is made.
        calibrated_path: where it is kept what was measured of this computer; the usual place
            where None.
    """

    def run_training(folder: ProjectFolder, request: TrainingRequest) -> TrainingSteps:
        load_torch_libraries()
        from audiosynth_gui.project import training_run
        from audiosynth_gui.training.devices import leave_core_for_sound

        leave_core_for_sound()
        return training_run.run_training(folder, request)

    @functools.cache
    def surveys() -> "Surveys":
        from audiosynth_gui.generation.terrain import Surveys

        return Surveys()

    def open_continuation(folder: ProjectFolder, request: ContinuationRequest) -> "Continuation":
        load_torch_libraries()
        from audiosynth_gui.project import continuation

        return continuation.open_continuation(folder, request, surveys=surveys())

    def find_devices() -> tuple[str, ...]:
        load_torch_libraries()
        from audiosynth_gui.project import training_run

        return training_run.available_devices()

    def calibrate() -> "Calibration":
        load_torch_libraries()
        from audiosynth_gui.project import calibration

        return calibration.calibrate_once(calibrated_path or calibration_path())

    return Engine(
        run_training, open_continuation, open_output, demo_path, _open_demo, find_devices,
        calibrate, find_stretches, find_recording_beats,
    )  # fmt: skip


def _open_demo(path: Path) -> ProjectFolder:
    if (path / DOCUMENT_NAME).exists():
        folder = ProjectFolder.open(path)
        if folder.document.models:
            return folder
        folder.close()
    load_torch_libraries()
    from audiosynth_gui.project import demo

    return demo.open_demo(path)
