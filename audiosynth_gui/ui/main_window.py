"""The window: puts the panels together and passes on what the menus ask."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.project.requests import PresetInfo, TrainingRequest
from audiosynth_gui.ui.actions import Actions, Handlers
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.empty_state import EmptyState
from audiosynth_gui.ui.panels.generation import GenerationPanel
from audiosynth_gui.ui.panels.library import LibraryPanel
from audiosynth_gui.ui.panels.side_column import SideColumn
from audiosynth_gui.ui.panels.take_panel import TakePanel
from audiosynth_gui.ui.panels.training import TrainingPanel
from audiosynth_gui.ui.panels.transport import Transport
from audiosynth_gui.ui.presenters.dialog_presenter import DialogPresenter
from audiosynth_gui.ui.presenters.library_presenter import LibraryPresenter
from audiosynth_gui.ui.presenters.play_presenter import PlayPresenter
from audiosynth_gui.ui.presenters.status_presenter import StatusPresenter
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.picture_style import PictureStyle
from audiosynth_gui.ui.views.sound_view import SoundView
from audiosynth_gui.ui.widgets.import_bar import ImportBar
from audiosynth_gui.ui.widgets.message_bar import MessageBar
from audiosynth_gui.ui.widgets.opening_bar import OpeningBar
from audiosynth_gui.ui.widgets.picture_menu import PictureMenu
from audiosynth_gui.ui.window_state import WindowState

FIRST_SIZE = (1360, 860)
GAP = 6


class MainWindow(QMainWindow):
    """The one window of the program.

    Attributes:
        library, recording_view, take_panel, training, generation, transport, messages: its parts.
        pictures: how sound is drawn, in all views.
        playing, dialogs: what joins them to the controllers.
    """

    def __init__(
        self,
        controllers: Controllers,
        presets: tuple[PresetInfo, ...],
        icons: Icons,
        theme: Theme,
        state: WindowState,
    ) -> None:
        """Put it together. GUI thread."""
        super().__init__()
        self._controllers = controllers
        self._theme = theme
        self._state = state
        self._is_closing = False
        self.library = LibraryPanel(icons, theme)
        self.pictures = PictureStyle(state.picture_choice, self)
        self.recording_view = SoundView(
            theme, controllers.recording_drawing, is_take=False, style=self.pictures
        )
        self.take_panel = TakePanel(icons, theme, controllers.take_drawing, self.pictures)
        self.training = TrainingPanel(controllers.training, presets, icons, theme)
        self.generation = GenerationPanel(controllers.play, icons, theme)
        self.transport = Transport(controllers.play, icons, theme)
        self.messages = MessageBar(icons)
        self.empty_state = EmptyState(icons, theme)
        self.import_bar = ImportBar(controllers.imports)
        self.opening_bar = OpeningBar(controllers.project)
        self._lay_out()
        self.playing = PlayPresenter(
            controllers, self.recording_view, self.take_panel, self.generation, self.transport
        )
        self._library_presenter = LibraryPresenter(
            controllers, self.library, self.recording_view, self.take_panel,
            self.training, self.generation, self.playing,
        )  # fmt: skip
        self.playing.told.connect(self.messages.tell)
        self.dialogs = DialogPresenter(controllers, self, state, theme)
        self.actions_ = Actions(self, icons, self._handlers())
        self.actions_.view_menu.addMenu(PictureMenu(self.pictures, self))
        self.pictures.changed.connect(self._keep_pictures)
        self._status = StatusPresenter(controllers, self, self.messages, self.actions_, state)
        self._connect()
        self.setAcceptDrops(True)
        self.resize(*FIRST_SIZE)
        state.restore(self, self._splitters)
        theme.set_scheme(state.scheme)
        self._show_scheme()
        self._fill_recent()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once when nothing runs; else end the work first, keeping what there is."""
        if self._controllers.is_busy():
            event.ignore()
            self._is_closing = True
            self._status.tell_closing()
            self._controllers.stop_work()
            return
        self._state.save(self, self._splitters)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from the desktop."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the files that were dropped; a project is opened."""
        urls = event.mimeData().urls()
        self.dialogs.take_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        self._centre = QSplitter(Qt.Orientation.Vertical)
        self._centre.addWidget(self.recording_view)
        self._centre.addWidget(self.take_panel)
        self._centre.setStretchFactor(0, 3)
        self._centre.setStretchFactor(1, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty_state)
        self._stack.addWidget(self._centre)
        side = SideColumn([self.training, self.generation])
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.library, self._stack, side):
            self._columns.addWidget(widget)
        self._columns.setStretchFactor(1, 1)
        self._columns.setSizes([230, 830, side.sizeHint().width()])
        for splitter in (self._centre, self._columns):
            splitter.setHandleWidth(GAP)
            splitter.setChildrenCollapsible(False)
        self._splitters = {"centre": self._centre, "columns": self._columns}
        ground = QWidget()
        layout = QVBoxLayout(ground)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(self._columns, 1)
        # Below, so that nothing moves away under the pointer when one of them comes or goes.
        for bar in (self.opening_bar, self.import_bar, self.messages):
            layout.addWidget(bar)
        layout.addWidget(self.transport)
        self.setCentralWidget(ground)

    def _handlers(self) -> Handlers:
        project, dialogs, playing = self._controllers.project, self.dialogs, self.playing
        return Handlers(
            new_project=dialogs.ask_new_project,
            open_project=dialogs.ask_project,
            open_demo=project.open_demo,
            add_recordings=dialogs.ask_recordings,
            export_take=self._library_presenter.export_chosen_take,
            quit=self.close,
            undo=project.undo,
            redo=project.redo,
            rename=self.library.edit_name,
            zoom_in=lambda: self.active_view().timeline.zoom_in(),
            zoom_out=lambda: self.active_view().timeline.zoom_out(),
            zoom_to_all=lambda: self.active_view().timeline.zoom_to_all(),
            zoom_to_selection=lambda: self.active_view().timeline.zoom_to_selection(),
            set_scheme=self._set_scheme,
            train=self.training.start_or_stop,
            train_further=self.training.train_further,
            play=playing.play_or_stop,
            play_continuation=playing.play_or_stop_continuation,
            back=playing.back_to_beginning,
            show_help=dialogs.show_help,
            show_about=dialogs.show_about,
        )

    def _connect(self) -> None:
        controllers, dialogs = self._controllers, self.dialogs
        controllers.project.document_changed.connect(self._show_centre)
        for state_changed in (controllers.training.state_changed, controllers.play.state_changed):
            state_changed.connect(self._close_when_idle)
        controllers.project.project_opened.connect(self._fill_recent)
        self.training.train_asked.connect(self._train)
        self.library.add_clicked.connect(dialogs.ask_recordings)
        self.empty_state.add_clicked.connect(dialogs.ask_recordings)
        self.empty_state.demo_clicked.connect(self.playing.play_demo)
        self._library_presenter.export_asked.connect(dialogs.ask_export)
        controllers.calibration.calibrated.connect(self._show_calibration)
        self.transport.device_chosen.connect(controllers.play.choose_device)
        self.transport.rescan_asked.connect(controllers.devices.look_again)
        controllers.devices.devices_found.connect(
            lambda: self.transport.show_devices(
                controllers.devices.devices, controllers.devices.problem
            )
        )

    def active_view(self) -> SoundView:
        """Give the view that zooming from the menu is meant for: the one touched last."""
        return self.take_panel.view if self.playing.target == "take" else self.recording_view

    def _train(self, request: TrainingRequest) -> None:
        if self._controllers.project.folder is not None:
            self._controllers.training.start(self._controllers.project.folder, request)

    def _show_calibration(self) -> None:
        if self._controllers.calibration.calibration is not None:
            self.training.show_calibration(self._controllers.calibration.calibration)

    def _fill_recent(self) -> None:
        self.dialogs.fill_recent(self.actions_.recent_menu)

    def _show_centre(self) -> None:
        document = self._controllers.project.document
        has_sound = document is not None and (document.recordings or document.takes)
        self._stack.setCurrentIndex(1 if has_sound else 0)

    def _close_when_idle(self) -> None:
        if self._is_closing and not self._controllers.is_busy():
            self.close()

    def _set_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._state.scheme = scheme
        self._theme.set_scheme(scheme)
        self._show_scheme()

    def _keep_pictures(self) -> None:
        self._state.picture_choice = self.pictures.choice

    def _show_scheme(self) -> None:
        for action in self.actions_.schemes.actions():
            action.setChecked(action.data() == self._state.scheme)
