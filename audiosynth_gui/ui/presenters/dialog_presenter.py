"""Opens the dialogs; none of them is modal, so that what plays can always be stopped."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QMessageBox, QWidget

from audiosynth_gui import __version__
from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.export_controller import ExportRequest
from audiosynth_gui.places import own_music_path
from audiosynth_gui.project.documents import Take
from audiosynth_gui.project.paths import SUFFIX
from audiosynth_gui.ui.dialogs.export import ExportDialog
from audiosynth_gui.ui.dialogs.help import HelpDialog
from audiosynth_gui.ui.dialogs.new_project import NewProjectDialog
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.window_state import WindowState

SOUND_SUFFIXES = ("wav", "flac", "ogg", "mp3", "aiff", "aif")


class DialogPresenter(QObject):
    """Asks for files and names, and passes the answers to the controllers.

    Attributes:
        shown: the dialog that was opened last, or None.
    """

    def __init__(
        self, controllers: Controllers, window: QWidget, state: WindowState, theme: Theme
    ) -> None:
        """Open dialogs over `window`. GUI thread."""
        super().__init__(window)
        self._controllers = controllers
        self._window = window
        self._state = state
        self._theme = theme
        self._waiting_files: list[Path] = []
        self.shown: QDialog | None = None
        controllers.project.project_opened.connect(self._import_waiting)

    def ask_new_project(self) -> None:
        """Ask for the name and place of a new project."""
        dialog = NewProjectDialog(self._projects_folder(), self._window)
        dialog.project_asked.connect(self._controllers.project.create_project)
        dialog.rejected.connect(self._waiting_files.clear)
        self._show(dialog)

    def ask_project(self) -> None:
        """Ask which project to open."""
        dialog = QFileDialog(self._window, self.tr("Open a project"), str(self._projects_folder()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda text: self.take_files([Path(text)]))
        self._show(dialog)

    def ask_recordings(self) -> None:
        """Ask which sound files to add."""
        dialog = QFileDialog(
            self._window, self.tr("Add recordings"), str(self._state.import_folder)
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*.{suffix}" for suffix in SOUND_SUFFIXES)
        dialog.setNameFilters(
            [self.tr("Sound files ({0})").format(patterns), self.tr("All files (*)")]
        )
        dialog.filesSelected.connect(self._take_recordings)
        self._show(dialog)

    def _take_recordings(self, texts: Sequence[str]) -> None:
        paths = [Path(text) for text in texts]
        if paths:
            self._state.import_folder = paths[0].parent
        self.take_files(paths)

    def ask_export(self, take: Take) -> None:
        """Ask how and where to write a take."""
        dialog = ExportDialog(take, self._state.export_folder, self._theme, self._window)
        dialog.export_asked.connect(self._export)
        self._show(dialog)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open a project, or import sound files; into a new project where none is open."""
        projects = [path for path in paths if path.suffix.lower() == SUFFIX or path.is_dir()]
        sounds = [path for path in paths if path not in projects]
        project = self._controllers.project
        if projects:
            project.open_project(projects[0])
        elif sounds and project.folder is not None:
            self._controllers.imports.import_files(project.folder, sounds)
        elif sounds:
            self._waiting_files = sounds
            self.ask_new_project()

    def fill_recent(self, menu: QMenu) -> None:
        """List the projects opened lately in `menu`."""
        menu.clear()
        for path in self._state.recent_projects:
            action = menu.addAction(f"{path.stem}    {path.parent}")
            action.triggered.connect(lambda _checked=False, p=path: self.take_files([p]))
        menu.setEnabled(not menu.isEmpty())

    def show_help(self) -> None:
        """Show which keys and gestures there are."""
        self._show(HelpDialog(self._window))

    def show_about(self) -> None:
        """Show what this program is."""
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("About AudioSynth"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"AudioSynth {__version__}")
        box.setInformativeText(
            self.tr(
                "Learns from your own recordings and continues them.\n"
                "Nothing leaves this computer. MIT licence."
            )
        )
        self._show(box)

    def _show(self, dialog: QDialog) -> None:
        if self.shown is not None:
            self.shown.close()
        dialog.setModal(False)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        self.shown = dialog
        dialog.show()

    def _forget(self) -> None:
        if self.sender() is self.shown:
            self.shown = None

    def _import_waiting(self) -> None:
        files, self._waiting_files = self._waiting_files, []
        folder = self._controllers.project.folder
        if files and folder is not None:
            self._controllers.imports.import_files(folder, files)

    def _export(self, request: ExportRequest) -> None:
        self._state.export_folder = request.out.parent
        folder = self._controllers.project.folder
        if folder is not None:
            self._controllers.exports.export(folder, request)

    def _projects_folder(self) -> Path:
        """Where the last project lies, else the program's own folder among the user's music."""
        recent = self._state.recent_projects
        return recent[0].parent if recent else own_music_path()
