"""The open project: what it says, what changed, and the way back."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.history import (
    Edit,
    History,
    carry_over,
    changed_lists,
    describe_change,
)
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.opening import OpenedProject, Opening, open_unless_here
from audiosynth_gui.controllers.worker import Worker
from audiosynth_gui.project import edits
from audiosynth_gui.project.documents import Item, ProjectDocument
from audiosynth_gui.project.storage import ProjectFolder

Change = Callable[[ProjectDocument], ProjectDocument]
Documents = tuple[ProjectDocument, ProjectDocument]
"""Before and after."""


class ProjectController(QObject):
    """Holds one project and is the only one to edit it from the window.

    Saving waits for the disk, so every edit is done by a worker, in order; the signals come back
    to the GUI thread, where all methods are to be called. What other threads save (a take kept, a
    model trained) is taken over by `take_over_changes`.

    Attributes:
        folder: the open project, or None.
        document: what it says, as the window shows it; None without a project.
        history: what can be undone and redone.
        saved_at: when the document on disk became what it is; None before the first save.

    Signals:
        opening_changed(): opening is another.
        project_opened(): another project is open (document_changed follows).
        document_changed(frozenset[str]): which of "recordings", "models", "takes", "regions",
            "project".
        history_changed(): undo and redo mean something else.
        told(Message): something the musician should read.
    """

    opening_changed = Signal()
    project_opened = Signal()
    document_changed = Signal(object)
    history_changed = Signal()
    told = Signal(object)

    def __init__(
        self,
        demo_path: Path,
        open_demo: Callable[[Path], ProjectFolder],
        parent: QObject | None = None,
    ) -> None:
        """Begin without a project. GUI thread.

        Args:
            demo_path: where the demo project lies, or is made.
            open_demo: opens it, and makes it where it is not there; called in the worker.
            parent: see `QObject`.
        """
        super().__init__(parent)
        self._demo_path = demo_path
        self._open_demo = open_demo
        self.folder: ProjectFolder | None = None
        self.document: ProjectDocument | None = None
        self.history = History()
        self.saved_at: datetime | None = None
        self._openings: tuple[Opening, ...] = ()
        self._worker = Worker(self)
        self._worker.failed.connect(self.told)

    @property
    def opening(self) -> Opening | None:
        """What is being opened now; several wait for one another."""
        return next(iter(self._openings), None)

    def create_project(self, path: Path, name: str | None = None) -> None:
        """Make a project and open it in place of the present one."""
        self._begin_opening(path, lambda: OpenedProject(ProjectFolder.create(path, name)))

    def open_project(self, path: Path) -> None:
        """Open a project in place of the present one, unless it is this one."""
        self._begin_opening(path, lambda: open_unless_here(path, self.folder, ProjectFolder.open))

    def open_demo(self) -> None:
        """Open the demo project in place of the present one; the first time it is made."""
        path = self._demo_path
        self._begin_opening(
            path,
            lambda: open_unless_here(path, self.folder, self._open_demo),
            is_made=not path.exists(),
        )

    def edit(self, change: Change) -> None:
        """Change the document and save it; can be undone."""
        self._update(change, self._edited)

    def rename(self, item_id: str, name: str) -> None:
        """Give a recording, model or take another name."""
        self.edit(lambda document: edits.rename(document, item_id, name))

    def remove(self, item_id: str) -> None:
        """Take a recording, model or take out of the project; its files stay for undo."""
        self.edit(lambda document: edits.remove(document, item_id))

    def undo(self) -> None:
        """Undo the newest edit, if there is one, after the edits that are on their way."""
        self._worker.submit(_nothing, self._begin_undo)

    def redo(self) -> None:
        """Do again what was undone last, if there is something."""
        self._worker.submit(_nothing, self._begin_redo)

    def take_over_changes(self) -> None:
        """Show what other threads have saved meanwhile, as edits that can be undone."""
        if self.folder is not None and self.document is not None:
            now = self.folder.document
            self._edited((now, now))

    def close(self) -> None:
        """Finish what waits to be saved and give the project back. Blocks; GUI thread."""
        self._worker.close()
        if self.folder is not None:
            self.folder.close()
            self.folder = None

    def _begin_undo(self, _result: object) -> None:
        if not self.history.done:
            return
        edit, before = self.history.done[-1], self.history
        self.history = before.after_undo()  # now, so that a second undo takes the next one
        self._step(lambda now: carry_over(now, edit.after, edit.before), before)

    def _begin_redo(self, _result: object) -> None:
        if not self.history.undone:
            return
        edit, before = self.history.undone[-1], self.history
        self.history = before.after_redo()
        self._step(lambda now: carry_over(now, edit.before, edit.after), before)

    def _step(self, change: Change, history_before: History) -> None:
        def put_back() -> None:
            self.history = history_before
            self.history_changed.emit()

        self._update(change, self._stepped, put_back)

    def _update(
        self,
        change: Change,
        then: Callable[[Documents], None],
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        folder = self.folder
        if folder is None:
            return

        def work() -> Documents:
            before: list[ProjectDocument] = []

            def remember(document: ProjectDocument) -> ProjectDocument:
                before.append(document)
                return change(document)

            after = folder.update(remember)
            return before[0], after

        self._worker.submit(work, then, otherwise)

    def _begin_opening(
        self, path: Path, work: Callable[[], OpenedProject], is_made: bool = False
    ) -> None:
        def show(opened: OpenedProject) -> None:
            self._end_opening()
            self._opened(opened)

        self._openings = (*self._openings, Opening(path.stem, is_made))
        self._worker.submit(work, show, self._end_opening)
        self.opening_changed.emit()

    def _end_opening(self) -> None:
        self._openings = self._openings[1:]
        self.opening_changed.emit()

    def _opened(self, opened: OpenedProject) -> None:
        folder, old = opened.folder, self.folder
        if old is not None and old is not folder:
            self._worker.submit(old.close, _nothing)
        if old is not folder:
            self.history = History()
            self.saved_at = None
        self.folder = folder
        self.document = folder.document
        self.project_opened.emit()
        self.document_changed.emit(changed_lists(None, folder.document))
        self.history_changed.emit()
        if opened.message is not None:
            self.told.emit(opened.message)
        recovered: tuple[Item, ...] = (*folder.recovered_recordings, *folder.recovered_takes)
        if recovered:
            names = ", ".join(f"“{item.name}”" for item in recovered)
            self.told.emit(Message(
                "note", self.tr("Found again after the program ended early: {0}.").format(names)
            ))  # fmt: skip

    def _edited(self, documents: Documents) -> None:
        before, after = documents
        if self._is_shown(after):
            self._remember(self.document, before)  # what other threads saved in between
            self._remember(before, after)
            self._show(after)

    def _stepped(self, documents: Documents) -> None:
        before, after = documents
        if self._is_shown(after):
            if self.document is not None and self.document != before:
                name = describe_change(self.document, before)
                edit = Edit(name, self.document, before)
                self.history = self.history.with_edit_of_others(edit)
            self._show(after)

    def _is_shown(self, document: ProjectDocument) -> bool:
        """Whether it is of the open project; another one may have been opened meanwhile."""
        return self.document is not None and self.document.id == document.id

    def _show(self, document: ProjectDocument) -> None:
        what = changed_lists(self.document, document)
        self.document = document
        self.saved_at = datetime.now().astimezone()
        if what:
            self.document_changed.emit(what)
        self.history_changed.emit()

    def _remember(self, before: ProjectDocument | None, after: ProjectDocument) -> None:
        if before is not None and before != after:
            edit = Edit(describe_change(before, after), before, after)
            self.history = self.history.with_edit(edit)


def _nothing(_result: object = None) -> None:
    """Do nothing: a job that only waits for its turn, a result that nobody waits for."""
