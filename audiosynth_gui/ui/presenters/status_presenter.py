"""Shows messages, the title with its sign of saving, and what can be undone."""

from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QMainWindow

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.ui.actions import Actions
from audiosynth_gui.ui.widgets.message_bar import MessageBar
from audiosynth_gui.ui.window_state import WindowState

PROGRAM_NAME = "AudioSynth"


class StatusPresenter(QObject):
    """Joins everything that tells something to where it is told."""

    def __init__(
        self,
        controllers: Controllers,
        window: QMainWindow,
        messages: MessageBar,
        actions: Actions,
        state: WindowState,
    ) -> None:
        """Connect them. GUI thread."""
        super().__init__(window)
        self._controllers = controllers
        self._window = window
        self._messages = messages
        self._actions = actions
        self._state = state
        self._unopened: Message | None = None
        self._corner = QLabel()
        self._corner.setObjectName("corner")
        window.menuBar().setCornerWidget(self._corner)
        for teller in (
            controllers.project, controllers.imports, controllers.exports, controllers.training,
            controllers.calibration, controllers.findings, controllers.play, controllers.record,
            controllers.copies, controllers.missing, controllers.generations,
            controllers.recording_sound, controllers.recording_drawing, controllers.take_sound,
            controllers.take_drawing,
        ):  # fmt: skip
            teller.told.connect(messages.tell)
        for sound in (controllers.recording_sound, controllers.take_sound):
            sound.told.connect(self._remember_unopened)
            sound.sound_opened.connect(self._forget_unopened)
        project = controllers.project
        project.project_opened.connect(self._remember_project)
        project.document_changed.connect(self._show_title)
        project.history_changed.connect(self._show_history)
        project.autosave.state_changed.connect(self._show_title)
        self._show_history()

    def tell_closing(self) -> None:
        """Say why the window is still there."""
        self._messages.tell(
            Message("warning", self.tr("Closing as soon as what was made is kept…"))
        )

    def _remember_project(self) -> None:
        folder = self._controllers.project.folder
        if folder is not None:
            self._state.remember_project(folder.path)
        self._messages.clear()

    def _remember_unopened(self, message: Message) -> None:
        self._unopened = message

    def _forget_unopened(self) -> None:
        """Take back that a sound could not be opened: it is back, or another one is shown."""
        if self._unopened is not None and self._messages.message is self._unopened:
            self._messages.clear()
        self._unopened = None

    def _show_history(self) -> None:
        history = self._controllers.project.history
        self._actions.show_history(
            history.done[-1].name if history.done else None,
            history.undone[-1].name if history.undone else None,
        )
        self._show_title()

    def _show_title(self) -> None:
        project = self._controllers.project
        if project.document is None:
            self._window.setWindowTitle(PROGRAM_NAME)
            self._corner.setText("")
            return
        parts = [project.document.name]
        if project.folder is not None and project.folder.read_only:
            parts.append(self.tr("only for listening"))
        else:
            parts.append(self._saving_words())
        problem = project.autosave.state.problem
        self._corner.setToolTip(f"{problem.message}\n{problem.advice}" if problem else "")
        words = " · ".join(parts)
        self._window.setWindowTitle(f"{words} – {PROGRAM_NAME}")
        self._corner.setText(words)
        self._window.menuBar().adjustSize()  # its corner does not grow by itself

    def _saving_words(self) -> str:
        """Say how it stands with saving, with a sign before the words."""
        state = self._controllers.project.autosave.state
        if state.kind == "failed":
            return self.tr("⚠ not saved, trying again")
        if state.kind == "saving":
            return self.tr("… saving")
        if state.saved_at is None:
            return self.tr("saved")
        is_today = state.saved_at.date() == datetime.now().astimezone().date()
        time = f"{state.saved_at:%H:%M}" if is_today else f"{state.saved_at:%Y-%m-%d}"
        return self.tr("saved {0}").format(time)
