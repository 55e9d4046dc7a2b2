"""Opens the dialogs; none of them is modal, so that what plays can always be stopped."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QMessageBox, QWidget

from audiosynth_gui import __version__
from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.export_controller import ExportRequest
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.places import own_music_path
from audiosynth_gui.project.documents import Take
from audiosynth_gui.project.opening import find_project
from audiosynth_gui.project.sound_files import SOUND_SUFFIXES, is_project, is_sound_name
from audiosynth_gui.ui.dialogs.export import ExportDialog
from audiosynth_gui.ui.dialogs.help import HelpDialog
from audiosynth_gui.ui.dialogs.new_project import NewProjectDialog
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.window_state import WindowState


class DialogPresenter(QObject):
    """Asks for files and names, and passes the answers to the controllers.

    Attributes:
        shown: the dialog that was opened last, or None.

    Signals:
        recent_changed(): other projects are listed as opened lately.
    """

    recent_changed = Signal()

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
        self._waiting_for: Path | None = None  # the project that they were dropped with
        self.shown: QDialog | None = None
        controllers.project.project_opened.connect(self._import_waiting)

    def ask_new_project(self) -> None:
        """Ask for the name and place of a new project."""
        dialog = NewProjectDialog(self._projects_folder(), self._window)
        dialog.project_asked.connect(self._controllers.project.create_project)
        dialog.rejected.connect(self._waiting_files.clear)
        self.show(dialog)

    def ask_project(self) -> None:
        """Ask which project to open."""
        dialog = QFileDialog(self._window, self.tr("Open a project"), str(self._projects_folder()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda text: self.take_files([Path(text)]))
        self.show(dialog)

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
        self.show(dialog)

    def _take_recordings(self, texts: Sequence[str]) -> None:
        paths = [Path(text) for text in texts]
        if paths:
            self._state.import_folder = paths[0].parent
        self.take_files(paths)

    def ask_export(self, take: Take) -> None:
        """Ask how and where to write a take."""
        dialog = ExportDialog(take, self._state.export_folder, self._theme, self._window)
        dialog.export_asked.connect(self._export)
        self.show(dialog)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open a project, and import sounds and folders of them; into a new one without any."""
        projects = [path for path in paths if is_project(path)]
        sounds = [path for path in paths if not is_project(path)]
        project = self._controllers.project
        if projects:
            self._waiting_files, self._waiting_for = sounds, projects[0]
            project.open_project(projects[0])
        elif sounds and project.folder is not None:
            self._controllers.imports.import_files(project.folder, sounds)
        elif sounds:
            self._waiting_files, self._waiting_for = sounds, None
            self.ask_new_project()
        if len(projects) > 1:
            text = self.tr("One project can be open at a time; “{0}” is opened.")
            project.told.emit(Message("warning", text.format(projects[0].stem)))

    def can_take(self, paths: Sequence[Path]) -> bool:
        """Whether files that are dragged here are projects, sounds or folders."""
        return any(is_project(path) or is_sound_name(path) or path.is_dir() for path in paths)

    def fill_recent(self, menu: QMenu) -> None:
        """List the projects opened lately in `menu`; those that are gone cannot be chosen."""
        menu.clear()
        gone = []
        for path in self._state.recent_projects:
            is_gone = not is_project(path) or not path.is_dir()
            words = self.tr("{0}    {1} (gone)") if is_gone else "{0}    {1}"
            action = menu.addAction(words.format(path.stem, path.parent))
            action.triggered.connect(lambda _checked=False, p=path: self.take_files([p]))
            action.setEnabled(not is_gone)
            gone += [path] if is_gone else []
        if gone:
            menu.addSeparator()
            for path in gone:
                action = menu.addAction(self.tr("Take “{0}” off this list").format(path.stem))
                action.triggered.connect(lambda _checked=False, p=path: self._forget_recent(p))
        menu.setEnabled(not menu.isEmpty())

    def _forget_recent(self, path: Path) -> None:
        self._state.forget_project(path)
        self.recent_changed.emit()

    def show_help(self) -> None:
        """Show which keys and gestures there are."""
        self.show(HelpDialog(self._window))

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
        self.show(box)

    def show(self, dialog: QDialog) -> None:
        """Show a dialog in place of the one before, without stopping anything."""
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
        wanted, self._waiting_for = self._waiting_for, None
        if files and folder is not None and (wanted is None or find_project(wanted) == folder.path):
            self._controllers.imports.import_files(folder, files)

    def _export(self, request: ExportRequest) -> None:
        self._state.export_folder = request.out.parent
        folder = self._controllers.project.folder
        if folder is not None:
            self._controllers.exports.export(folder, request)

    def _projects_folder(self) -> Path:
        """Where the last project lies, else the program's own folder among the user's music."""
        recent = self._state.recent_projects
        there = [path.parent for path in recent if path.parent.is_dir()]
        return there[0] if there else own_music_path()


def local_paths(event: QDropEvent) -> list[Path]:
    """Give what is dragged from the desktop."""
    urls = event.mimeData().urls()
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
