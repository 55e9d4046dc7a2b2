"""Joins the recording bar and the transport's button to what records."""

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.ui.panels.record_bar import RecordBar
from audiosynth_gui.ui.panels.transport import Transport


class RecordPresenter(QObject):
    """Opens the bar at the first R, records at the second, stops at the third.

    Signals:
        told(Message): why nothing can be recorded.
    """

    told = Signal(object)

    def __init__(self, controllers: Controllers, bar: RecordBar, transport: Transport) -> None:
        """Connect them. GUI thread."""
        super().__init__(bar)
        self._controllers = controllers
        self._bar = bar
        self._is_look_wanted = self._is_looking = False
        record, devices = controllers.record, controllers.devices
        transport.record_clicked.connect(self.record_or_stop)
        bar.record_clicked.connect(self.record_or_stop)
        bar.close_clicked.connect(bar.hide)
        bar.hidden.connect(record.disarm)
        bar.monitoring_switched.connect(record.set_monitoring)
        bar.choice.chosen.connect(self._listen)
        bar.choice.rescan_asked.connect(self._look_again)
        record.state_changed.connect(self._look_when_idle)
        devices.devices_found.connect(self._show_devices)
        controllers.project.project_opened.connect(self._follow_project)
        self._show_devices()

    def record_or_stop(self) -> None:
        """Show the bar; where it is there, record; where it records, stop."""
        record = self._controllers.record
        if record.is_busy():
            record.stop()
        elif self._folder() is None:
            return
        elif record.state == "armed" and self._bar.isVisible():
            record.record(self._bar.count_in())
        else:
            self._bar.show()
            self._listen()

    def _folder(self) -> ProjectFolder | None:
        """Give the project to record into; where there is none, say so."""
        folder = self._controllers.project.folder
        if folder is None:
            self.told.emit(Message(
                "note", self.tr("There is no project to record into yet."),
                self.tr("Make or open one first."),
            ))  # fmt: skip
        elif folder.read_only:
            self.told.emit(Message(
                "note", self.tr("This project is open only for looking and listening."),
                self.tr("Close it in the other window, then open it here again."),
            ))  # fmt: skip
            return None
        return folder

    def _listen(self) -> None:
        """Listen to the chosen input."""
        folder = self._folder()
        if folder is not None and self._bar.isVisible():
            choice = self._bar.choice
            output = self._controllers.play.device
            self._controllers.record.arm(folder, choice.device, choice.channels, output)

    def _look_again(self) -> None:
        """Look for devices once nothing is listened to: open inputs keep the list as it is."""
        self._is_look_wanted = True
        self._controllers.record.disarm()
        self._look_when_idle()

    def _look_when_idle(self) -> None:
        if self._is_look_wanted and self._controllers.record.state == "idle":
            self._is_look_wanted, self._is_looking = False, True
            self._controllers.devices.look_again()

    def _show_devices(self) -> None:
        """Show what was found; listen again where it was looked for from the bar."""
        devices = self._controllers.devices
        self._bar.choice.show_devices(devices.inputs, devices.input_problem)
        was_looking, self._is_looking = self._is_looking, False
        if was_looking and self._bar.isVisible():
            self._listen()

    def _follow_project(self) -> None:
        """Record into the project that is open now; put the bar away where that cannot be."""
        self._bar.forget()
        folder = self._controllers.project.folder
        if folder is None or folder.read_only:
            self._bar.hide()
        elif self._bar.isVisible():
            self._listen()
