"""The project as a whole in the window: save as, go back, missing files, read-only."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.opening import DamagedProject
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.generations import Generation
from audiosynth_gui.ui.dialogs.find_missing import FindMissingDialog
from audiosynth_gui.ui.dialogs.go_back import GoBackDialog
from audiosynth_gui.ui.dialogs.new_project import NewProjectDialog
from audiosynth_gui.ui.dialogs.rename_project import RenameProjectDialog
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.library import LibraryPanel
from audiosynth_gui.ui.presenters.dialog_presenter import DialogPresenter
from audiosynth_gui.ui.widgets.notice_bar import NoticeBar


class LifePresenter(QObject):
    """Asks what to do with the whole project, and says how it stands.

    Attributes:
        read_only_bar, missing_bar, damage_bar: notices for the window to show.
    """

    def __init__(
        self,
        controllers: Controllers,
        dialogs: DialogPresenter,
        library: LibraryPanel,
        icons: Icons,
    ) -> None:
        """Connect them. GUI thread."""
        super().__init__(library)
        self._controllers = controllers
        self._dialogs = dialogs
        self._library = library
        self._damaged: DamagedProject | None = None
        save_as, again = self.tr("Save as…"), self.tr("Try to open again")
        self.read_only_bar = NoticeBar(icons, (save_as, again))
        self.read_only_bar.buttons[save_as].clicked.connect(self.ask_save_as)
        self.read_only_bar.buttons[again].clicked.connect(self._open_again)
        find = self.tr("Find missing files…")
        self.missing_bar = NoticeBar(icons, (find,))
        self.missing_bar.buttons[find].clicked.connect(self.ask_find_missing)
        restore, leave = self.tr("Go back to the backup"), self.tr("Leave it")
        self.damage_bar = NoticeBar(icons, (restore, leave))
        self.damage_bar.buttons[restore].clicked.connect(self._restore)
        self.damage_bar.buttons[leave].clicked.connect(self._forget_damage)
        project = controllers.project
        project.project_opened.connect(self._show_read_only)
        project.project_opened.connect(self._forget_damage)
        project.damage_found.connect(self._show_damage)
        project.document_changed.connect(self._read_generations)
        controllers.generations.generations_read.connect(self._show_generations)
        controllers.missing.missing_changed.connect(self._show_missing)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            # Files are mostly moved by another program, and put back by one.
            application.applicationStateChanged.connect(self._look_for_files)

    def ask_save_as(self) -> None:
        """Ask under which name to save the whole project once more."""
        project = self._controllers.project
        if project.folder is None or project.document is None:
            return
        if self._controllers.training.state != "idle":
            project.told.emit(Message(
                "warning",
                self.tr("A model is being trained in this project."),
                self.tr("Stop the training, then save as; it can go on in the copy."),
            ))  # fmt: skip
            return
        dialog = NewProjectDialog(
            project.folder.path.parent, self._library, copied_name=project.document.name
        )
        dialog.project_asked.connect(self._save_as)
        self._dialogs.show(dialog)

    def ask_name(self) -> None:
        """Ask for another name of the project."""
        document = self._controllers.project.document
        if document is not None:
            dialog = RenameProjectDialog(document.name, self._library)
            dialog.name_typed.connect(self._controllers.project.rename_project)
            self._dialogs.show(dialog)

    def ask_go_back(self) -> None:
        """List the backups."""
        if self._controllers.project.folder is not None:
            dialog = GoBackDialog(self._library)
            dialog.go_back_asked.connect(self._go_back)
            self._dialogs.show(dialog)
            self._read_generations()

    def ask_find_missing(self) -> None:
        """Ask where to look for missing files."""
        folder = self._controllers.project.folder
        if folder is not None:
            missing = self._controllers.missing
            dialog = FindMissingDialog(missing, folder.path.parent, self._library)
            dialog.search_asked.connect(self._find)
            self._dialogs.show(dialog)

    def _save_as(self, target: Path, name: str) -> None:
        project = self._controllers.project

        def unsaved() -> ProjectDocument | None:
            return project.document if project.autosave.is_behind else None

        if project.folder is not None:
            self._controllers.copies.copy(project.folder, target, name, unsaved)

    def _find(self, place: Path) -> None:
        folder = self._controllers.project.folder
        if folder is not None:
            self._controllers.missing.find(folder, place)

    def _go_back(self, generation: Generation) -> None:
        self._controllers.project.go_back(generation)

    def _read_generations(self) -> None:
        folder = self._controllers.project.folder
        if folder is not None and isinstance(self._dialogs.shown, GoBackDialog):
            self._controllers.generations.read(folder)

    def _show_generations(self) -> None:
        document, dialog = self._controllers.project.document, self._dialogs.shown
        if document is not None and isinstance(dialog, GoBackDialog):
            dialog.show_generations(self._controllers.generations.generations, document)

    def _show_missing(self) -> None:
        missing = self._controllers.missing.missing
        self._library.show_missing(frozenset(sound.id for sound in missing))
        text = ""
        if len(missing) == 1:
            text = self.tr("The sound file of “{0}” is missing.").format(missing[0].name)
        elif missing:
            text = self.tr("{0} sound files are missing.").format(len(missing))
        self.missing_bar.say(text)

    def _look_for_files(self, state: Qt.ApplicationState) -> None:
        project = self._controllers.project
        if state is Qt.ApplicationState.ApplicationActive and project.folder is not None:
            self._controllers.missing.look(project.folder, project.document)

    def _show_read_only(self) -> None:
        folder = self._controllers.project.folder
        is_read_only = folder is not None and folder.read_only
        text = self.tr("This project is open only for looking and listening.")
        self.read_only_bar.say(text if is_read_only else "")

    def _open_again(self) -> None:
        folder = self._controllers.project.folder
        if folder is not None:
            self._controllers.project.open_project(folder.path, anew=True)

    def _show_damage(self, damaged: DamagedProject) -> None:
        self._damaged = damaged
        text = self.tr(
            "“{0}” is damaged; there is a backup of {1}. Nothing is deleted by going back."
        )
        self.damage_bar.say(text.format(damaged.path.stem, damaged.restored_time))

    def _restore(self) -> None:
        if self._damaged is not None:
            self._controllers.project.restore_project(self._damaged.path)
        self._forget_damage()

    def _forget_damage(self) -> None:
        self._damaged = None
        self.damage_bar.say("")
