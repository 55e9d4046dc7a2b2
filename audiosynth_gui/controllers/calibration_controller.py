"""Finds out in the background what this computer can do."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.project.preset_fits import Calibration


class CalibrationController(QObject):
    """Measures once, in a thread of its own. GUI thread.

    Attributes:
        calibration: what was found; None until then.

    Signals:
        calibrated(): `calibration` is there.
        told(Message): it could not be measured.
    """

    calibrated = Signal()
    told = Signal(object)

    def __init__(self, calibrate: Callable[[], Calibration], parent: QObject | None = None) -> None:
        """Do nothing yet; `calibrate` measures, or reads what an earlier run has measured."""
        super().__init__(parent)
        self._calibrate = calibrate
        self._task: BackgroundTask | None = None
        self.calibration: Calibration | None = None

    def start(self) -> None:
        """Begin; returns at once. Does nothing the second time."""
        if self._task is not None:
            return
        self._task = BackgroundTask(lambda _task: self._calibrate(), self)
        self._task.succeeded.connect(self._take)
        self._task.failed.connect(self.told)
        self._task.start(QThread.Priority.LowPriority)

    def close(self) -> None:
        """Wait for its end. Blocks for some seconds at most."""
        if self._task is not None:
            self._task.wait()

    def _take(self, calibration: Calibration) -> None:
        self.calibration = calibration
        self.calibrated.emit()
