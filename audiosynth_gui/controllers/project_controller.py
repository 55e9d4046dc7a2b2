"""The open project: what it says, what changed, and the way back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.autosave import Autosave
from audiosynth_gui.controllers.history import History, carry_over, changed_lists
from audiosynth_gui.controllers.opening import (
    DamagedProject,
    OpenedProject,
    Opening,
    open_unless_here,
    restore_and_open,
)
from audiosynth_gui.controllers.openings import Openings
from audiosynth_gui.controllers.saving import Change, Edited
from audiosynth_gui.controllers.worker import Worker
from audiosynth_gui.project import edits
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.generations import Generation, go_back
from audiosynth_gui.project.storage import ProjectFolder


class ProjectController(QObject):
    """Holds one project and is the only one to edit it from the window.

    Saving waits for the disk, so every edit is done by a worker, in order; the signals come back
    to the GUI thread, where all methods are to be called. What other threads save (a take kept, a
    model trained) is taken over by `take_over_changes`.

    Attributes:
        folder: the open project, or None.
        document: what it says, as the window shows it; None without a project.
        history: what can be undone and redone.
        autosave: brings the edits to the disk, and knows how it stands with them.

    Signals:
        opening_changed(): opening is another.
        project_opened(): another project is open (document_changed follows).
        document_changed(frozenset[str]): which of "recordings", "models", "takes", "regions",
            "project".
        history_changed(): undo and redo mean something else.
        damage_found(DamagedProject): one cannot be opened, but restored.
        told(Message): something the musician should read.
    """

    opening_changed = Signal()
    project_opened = Signal()
    document_changed = Signal(object)
    history_changed = Signal()
    damage_found = Signal(object)
    told = Signal(object)

    def __init__(self, demo_path: Path, open_demo: Callable[[Path], ProjectFolder]) -> None:
        """Begin without a project. GUI thread.

        Args:
            demo_path: where the demo project lies, or is made.
            open_demo: opens it, and makes it where it is not there; called in the worker.
        """
        super().__init__()
        self._demo_path = demo_path
        self._open_demo = open_demo
        self.folder: ProjectFolder | None = None
        self.document: ProjectDocument | None = None
        self.history = History()
        self._worker = Worker(self)
        self._worker.failed.connect(self.told)
        self._openings = Openings(self._worker, self._arrived, self)
        self._openings.changed.connect(self.opening_changed)
        self.autosave = Autosave(self._worker, self)
        self.autosave.told.connect(self.told)
        self.autosave.retried.connect(self._edited)
        self._may_leave: Callable[[], bool] = self.autosave.may_leave

    @property
    def opening(self) -> Opening | None:
        """What is being opened now; several wait for one another."""
        return self._openings.present

    def create_project(self, path: Path, name: str | None = None) -> None:
        """Make a project and open it in place of the present one."""
        self._begin_opening(path, lambda: OpenedProject(ProjectFolder.create(path, name)))

    def open_project(self, path: Path, anew: bool = False) -> None:
        """Open a project in place of the present one, unless it is this one; `anew` even then."""

        def work() -> OpenedProject:
            return open_unless_here(path, None if anew else self.folder, ProjectFolder.open)

        self._begin_opening(path, work)

    def restore_project(self, path: Path) -> None:
        """Open a project whose file is damaged as its newest backup has it."""
        self._begin_opening(path, lambda: restore_and_open(path))

    def ask_before_leaving(self, may_leave: Callable[[], bool]) -> None:
        """Have `may_leave` asked, too, before another project takes the place of this one.

        That is before it is opened and after it, as work may have begun meanwhile.
        """
        self._may_leave = lambda: may_leave() and self.autosave.may_leave()

    def open_demo(self) -> None:
        """Open the demo project in place of the present one; the first time it is made."""
        path = self._demo_path

        def work() -> OpenedProject:
            return open_unless_here(path, self.folder, self._open_demo)

        self._begin_opening(path, work, is_made=not path.exists())

    def edit(self, change: Change, name: str = "") -> None:
        """Change the document and save it; can be undone under `name`, or one made for it."""
        self.autosave.submit(change, lambda edited: self._edited(edited, name))

    def rename(self, item_id: str, name: str) -> None:
        """Give a recording, model or take another name."""
        self.edit(lambda document: edits.rename(document, item_id, name))

    def remove(self, item_id: str) -> None:
        """Take a recording, model or take out of the project; its files stay for undo."""
        self.edit(lambda document: edits.remove(document, item_id))

    def rename_project(self, name: str) -> None:
        """Give the project another name; its folder keeps its own."""
        self.edit(lambda document: edits.rename_project(document, name))

    def go_back(self, generation: Generation) -> None:
        """Put an older generation in the place of the present one, which becomes a backup."""
        folder = self.folder
        if folder is not None:
            name = self.tr("Go back to {0}").format(f"{generation.saved_at:%Y-%m-%d %H:%M}")
            self.edit(lambda now: go_back(folder, now, generation), name)

    def undo(self) -> None:
        """Undo the newest edit, if there is one, after the edits that are on their way."""
        self._worker.submit(_nothing, self._begin_undo)

    def redo(self) -> None:
        """Do again what was undone last, if there is something."""
        self._worker.submit(_nothing, self._begin_redo)

    def take_over_changes(self) -> None:
        """Show what other threads have saved meanwhile, as edits that can be undone.

        It waits for the edits on their way: the file may be ahead of them already.
        """
        if self.folder is None or self.document is None:
            return
        if self.autosave.is_saving:
            self._worker.submit(_nothing, lambda _result: self.take_over_changes())
        elif self.autosave.is_behind:
            self.autosave.retry()
        else:
            now = self.folder.document
            self._edited(Edited(now, now, now))
            self.autosave.follow_others()

    def close(self) -> None:
        """Finish what waits to be saved and give the project back. Blocks; GUI thread."""
        self.autosave.close()
        self._worker.close()
        if self.folder is not None:
            self.folder.close()
            self.folder = None

    def _begin_undo(self, _result: object) -> None:
        if self.history.done:
            edit = self.history.done[-1]
            self._step(edit.after, edit.before, self.history.after_undo())

    def _begin_redo(self, _result: object) -> None:
        if self.history.undone:
            edit = self.history.undone[-1]
            self._step(edit.before, edit.after, self.history.after_redo())

    def _step(self, left: ProjectDocument, wanted: ProjectDocument, history: History) -> None:
        def put_back() -> None:
            self.history = history_before
            self.history_changed.emit()

        # now, so that a second undo takes the next edit
        history_before, self.history = self.history, history
        self.autosave.submit(lambda now: carry_over(now, left, wanted), self._stepped, put_back)

    def _begin_opening(
        self, path: Path, work: Callable[[], OpenedProject], is_made: bool = False
    ) -> None:
        is_here = self.folder is not None and self.folder.path == path.absolute()
        if self.folder is None or is_here or self._may_leave():
            self._openings.add(path, work, is_made)

    def _arrived(self, opened: OpenedProject | DamagedProject) -> None:
        if isinstance(opened, OpenedProject):
            self._opened(opened)
        else:
            self.told.emit(opened.message)
            self.damage_found.emit(opened)

    def _opened(self, opened: OpenedProject) -> None:
        folder, old = opened.folder, self.folder
        if old is not None and old is not folder:
            if not self._may_leave():
                self._worker.submit(folder.close, _nothing)
                return
            self._worker.submit(old.close, _nothing)
        if old is not folder:
            self.history = History()
            self.autosave.follow(folder)
        self.folder = folder
        self.document = folder.document
        self.project_opened.emit()
        self.document_changed.emit(changed_lists(None, folder.document))
        self.history_changed.emit()
        if opened.message is not None:
            self.told.emit(opened.message)

    def _edited(self, edited: Edited, name: str = "") -> None:
        if self._is_shown(edited.after):
            # what other threads saved before it and after it are edits of their own
            history = self.history.remembering(self.document, edited.before)
            history = history.remembering(edited.before, edited.after, name)
            self.history = history.remembering(edited.after, edited.document)
            self._show(edited.document)

    def _stepped(self, edited: Edited) -> None:
        if self._is_shown(edited.after):
            history = self.history.remembering_others(self.document, edited.before)
            self.history = history.remembering_others(edited.after, edited.document)
            self._show(edited.document)

    def _is_shown(self, document: ProjectDocument) -> bool:
        """Whether it is of the open project; another one may have been opened meanwhile."""
        return self.document is not None and self.document.id == document.id

    def _show(self, document: ProjectDocument) -> None:
        what = changed_lists(self.document, document)
        self.document = document
        if what:
            self.document_changed.emit(what)
        self.history_changed.emit()


def _nothing(_result: object = None) -> None:
    """Do nothing: a job that only waits for its turn, a result that nobody waits for."""
