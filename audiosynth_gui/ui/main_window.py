"""The window: puts the panels together and passes on what the menus ask."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.project.requests import PresetInfo, TrainingRequest
from audiosynth_gui.ui.actions import Actions, Handlers
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.navigation_actions import NavigationActions
from audiosynth_gui.ui.panels.empty_state import EmptyState
from audiosynth_gui.ui.panels.findings import FindingsPanel
from audiosynth_gui.ui.panels.generation import GenerationPanel
from audiosynth_gui.ui.panels.library import LibraryPanel
from audiosynth_gui.ui.panels.record_bar import RecordBar
from audiosynth_gui.ui.panels.take_panel import TakePanel
from audiosynth_gui.ui.panels.time_bar import TimeBar
from audiosynth_gui.ui.panels.training import TrainingPanel
from audiosynth_gui.ui.panels.transport import Transport
from audiosynth_gui.ui.presenters.dialog_presenter import DialogPresenter, local_paths
from audiosynth_gui.ui.presenters.findings_presenter import FindingsPresenter
from audiosynth_gui.ui.presenters.library_presenter import LibraryPresenter
from audiosynth_gui.ui.presenters.life_presenter import LifePresenter
from audiosynth_gui.ui.presenters.menu_presenter import MenuPresenter
from audiosynth_gui.ui.presenters.navigation_presenter import NavigationPresenter
from audiosynth_gui.ui.presenters.play_presenter import PlayPresenter
from audiosynth_gui.ui.presenters.record_presenter import RecordPresenter
from audiosynth_gui.ui.presenters.region_presenter import RegionPresenter
from audiosynth_gui.ui.presenters.status_presenter import StatusPresenter
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.picture_style import PictureStyle
from audiosynth_gui.ui.views.sound_view import SoundView
from audiosynth_gui.ui.widgets.copy_bar import CopyBar
from audiosynth_gui.ui.widgets.import_bar import ImportBar
from audiosynth_gui.ui.widgets.message_bar import MessageBar
from audiosynth_gui.ui.widgets.opening_bar import OpeningBar
from audiosynth_gui.ui.widgets.picture_menu import PictureMenu
from audiosynth_gui.ui.window_layout import WindowLayout
from audiosynth_gui.ui.window_state import WindowState

FIRST_SIZE = (1360, 860)


class MainWindow(QMainWindow):
    """The one window of the program.

    Attributes:
        library, recording_view, take_panel, training, generation, time_bar, transport, record_bar,
            messages: its parts.
        pictures: how sound is drawn, in all views.
        playing, recording, finding, navigation, dialogs: what joins them to the controllers.
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
        self.time_bar = TimeBar(theme)
        self.transport = Transport(controllers.play, icons, theme)
        self.record_bar = RecordBar(controllers.record, icons, theme, self.pictures)
        self.messages = MessageBar(icons)
        self.empty_state = EmptyState(icons, theme)
        self.findings_panel = FindingsPanel()
        self.import_bar = ImportBar(controllers.imports)
        self.opening_bar = OpeningBar(controllers.project)
        self.copy_bar = CopyBar(controllers.copies)
        self.dialogs = DialogPresenter(controllers, self, state, theme)
        self.life = LifePresenter(controllers, self.dialogs, self.library, icons)
        self._layout = self._laid_out()
        self.setCentralWidget(self._layout)
        self._make_presenters(icons)
        self._connect()
        self.setAcceptDrops(True)
        self.resize(*FIRST_SIZE)
        state.restore(self, self._layout.splitters)
        self._set_scheme(state.scheme)
        self._fill_recent()

    def _make_presenters(self, icons: Icons) -> None:
        """Make what joins the parts to the controllers, and the menus."""
        controllers = self._controllers
        self.playing = PlayPresenter(
            controllers, self.recording_view, self.take_panel, self.generation, self.transport
        )
        self._library_presenter = LibraryPresenter(
            controllers, self.library, self.recording_view, self.take_panel,
            self.training, self.generation, self.playing,
        )  # fmt: skip
        view = self.recording_view
        self.finding = FindingsPresenter(controllers, self.findings_panel, view, self.playing)
        self._regions = RegionPresenter(controllers, self.library, view, self.playing)
        self.recording = RecordPresenter(controllers, self.record_bar, self.transport)
        self.finding.leave_out_asked.connect(self._regions.leave_out)
        self.actions_ = Actions(self, icons, self._handlers())
        self.navigation = NavigationPresenter(
            self.recording_view, self.take_panel.view, self.time_bar, self.transport,
            self.playing, controllers, self._state,
        )  # fmt: skip
        for teller in (self.playing, self._regions, self.recording, self.navigation):
            teller.told.connect(self.messages.tell)
        self.navigation_actions = NavigationActions(self.actions_, self.navigation)
        looks = self.actions_.view_menu.actions()[-1]
        self.actions_.view_menu.insertMenu(looks, PictureMenu(self.pictures, self))
        MenuPresenter(controllers, self.actions_)
        self.navigation.settings_changed.connect(self._show_tempo)
        self._show_tempo()
        self.pictures.changed.connect(self._keep_pictures)
        self._status = StatusPresenter(controllers, self, self.messages, self.actions_, self._state)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once when nothing runs; else end the work first, keeping what there is."""
        if self._controllers.is_busy():
            event.ignore()
            self._is_closing = True
            self._status.tell_closing()
            self._controllers.stop_work()
            return
        if not self._controllers.project.autosave.may_leave():
            event.ignore()
            self._is_closing = False
            return
        self._state.save(self, self._layout.splitters)
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from the desktop."""
        if self.dialogs.can_take(local_paths(event)):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import the files and folders that were dropped; a project is opened."""
        self.dialogs.take_files(local_paths(event))
        event.acceptProposedAction()

    def _laid_out(self) -> WindowLayout:
        life = self.life
        bars = (
            self.findings_panel, life.read_only_bar, life.missing_bar, life.damage_bar,
            self.opening_bar, self.copy_bar, self.import_bar, self.record_bar, self.messages,
            self.time_bar, self.transport,
        )  # fmt: skip
        sounds, side = (self.recording_view, self.take_panel), (self.training, self.generation)
        return WindowLayout(self.library, self.empty_state, sounds, side, bars)

    def _handlers(self) -> Handlers:
        project, dialogs, playing = self._controllers.project, self.dialogs, self.playing
        return Handlers(
            new_project=dialogs.ask_new_project,
            open_project=dialogs.ask_project,
            open_demo=project.open_demo,
            add_recordings=dialogs.ask_recordings,
            save_as=self.life.ask_save_as,
            rename_project=self.life.ask_name,
            go_back=self.life.ask_go_back,
            find_missing=self.life.ask_find_missing,
            export_take=self._library_presenter.export_chosen_take,
            quit=self.close,
            undo=project.undo,
            redo=project.redo,
            rename=self.library.edit_name,
            add_region=self._regions.add_from_selection,
            find_stretches=self.finding.find,
            zoom_in=lambda: self.navigation.timeline.zoom_in(),
            zoom_out=lambda: self.navigation.timeline.zoom_out(),
            zoom_to_all=lambda: self.navigation.timeline.zoom_to_all(),
            zoom_to_selection=lambda: self.navigation.timeline.zoom_to_selection(),
            set_scheme=self._set_scheme,
            train=self.training.start_or_stop,
            train_further=self.training.train_further,
            play=playing.play_or_stop,
            play_continuation=playing.play_or_stop_continuation,
            back=playing.back_to_beginning,
            record=self.recording.record_or_stop,
            show_help=dialogs.show_help,
            show_about=dialogs.show_about,
        )

    def _connect(self) -> None:
        controllers, dialogs = self._controllers, self.dialogs
        controllers.project.document_changed.connect(self._show_centre)
        for worker in (controllers.training, controllers.play, controllers.record):
            worker.state_changed.connect(self._close_when_idle)
        controllers.project.project_opened.connect(self._fill_recent)
        dialogs.recent_changed.connect(self._fill_recent)
        self.actions_.recent_menu.aboutToShow.connect(self._fill_recent)
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
        has_sound = document is not None and bool(document.recordings or document.takes)
        self._layout.show_sounds(has_sound)

    def _close_when_idle(self) -> None:
        if self._is_closing and not self._controllers.is_busy():
            self.close()

    def _set_scheme(self, scheme: Qt.ColorScheme) -> None:
        self._state.scheme = scheme
        self._theme.set_scheme(scheme)
        for action in self.actions_.schemes.actions():
            action.setChecked(action.data() == scheme)

    def _show_tempo(self) -> None:
        self.record_bar.show_tempo(self.navigation.settings.tempo.bpm)

    def _keep_pictures(self) -> None:
        self._state.picture_choice = self.pictures.choice
