"""The project folder on disk: made, opened by one writer at a time, saved whole or not at all."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.project.backups import back_up, back_up_if_due
from audiosynth_gui.project.containment import refuse_links
from audiosynth_gui.project.documents import (
    ProjectDocument,
    Recording,
    Take,
    new_document,
    time_now,
)
from audiosynth_gui.project.edits import add_recording, add_take
from audiosynth_gui.project.growing_sound import mark_kept
from audiosynth_gui.project.lock import ProjectLock
from audiosynth_gui.project.names import clean_name
from audiosynth_gui.project.opening import (
    StoredDocument,
    explain_open_error,
    find_project,
    read_document,
)
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.paths import LOCK_NAME, SUFFIX, ProjectPaths
from audiosynth_gui.project.preparation import (
    make_project_folder,
    make_subfolders,
    remove_leftovers,
)
from audiosynth_gui.project.recovery import recover_recordings, recover_takes
from audiosynth_gui.project.saving import holds, replace_document

_LOG = logging.getLogger(__name__)


class ProjectFolder(ProjectPaths, AbstractContextManager["ProjectFolder"]):
    """An open project. Any thread may read and save; saves wait for each other.

    As a context manager it closes itself.

    Attributes:
        path: the folder, absolute and without links.
        read_only: opened for looking and listening; saving is refused.
        recovered_takes: takes found on opening that a crash had left unfinished.
        recovered_recordings: likewise.
    """

    def __init__(self, path: Path, stored: StoredDocument, lock: ProjectLock | None) -> None:
        """Use `create`, `open` or `open_read_only` instead."""
        super().__init__(path)
        self.read_only = lock is None
        self.recovered_takes: tuple[Take, ...] = ()
        self.recovered_recordings: tuple[Recording, ...] = ()
        self._document = stored.document
        self._lock = lock
        self._closed = False
        self._saving = threading.RLock()

    @classmethod
    def create(
        cls, path: Path, name: str | None = None, sample_rate: int = 44_100, channels: int = 2
    ) -> Self:
        """Make a new project and open it.

        Args:
            path: the folder to make; `.audiosynth` is added where missing.
            name: what the musician calls it; the folder's name where None.
            sample_rate: rate of the project in hertz, until the first recording decides it.
            channels: 1 or 2, likewise.

        Raises:
            ProjectError: something is there already, or the folder cannot be made.
        """
        if not path.name.strip("."):
            raise ProjectError("A project needs a name.", "Type at least one letter.")
        if path.suffix.lower() != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        document = new_document(clean_name(name or path.stem), sample_rate, channels)
        try:
            if path.exists() or path.is_symlink():
                raise ProjectError(
                    f"There is already something called “{path.name}” in “{path.parent}”.",
                    "Choose another name, or open the project that is there.",
                )
            make_project_folder(path, document_to_bytes(document))
        except OSError as error:
            raise ProjectError(*explain_write_error(path, error)) from error
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a project for work, and recover what a crash left.

        Args:
            path: the folder, with or without its suffix, or the `project.json` in it.

        Raises:
            ProjectInUseError: another window or program has it open.
            DamagedProjectError: its `project.json` is damaged; names the backup to go back to.
            ProjectError: missing, from a newer version, not allowed, or leading outside.
        """
        root = find_project(path)
        try:
            refuse_links(root)
            lock = ProjectLock.acquire(root / LOCK_NAME)
        except OSError as error:
            raise explain_open_error(root, error) from error
        try:
            stored = read_document(root)
            folder = cls(root, stored, lock)
            folder._prepare(stored)
        except OSError as error:
            lock.release()
            raise explain_open_error(root, error) from error
        except BaseException:
            lock.release()
            raise
        return folder

    @classmethod
    def open_read_only(cls, path: Path) -> Self:
        """Open a project for looking and listening; works beside another window that writes.

        Nothing in the folder is touched, so it may lie on a disk that cannot be written.

        Raises:
            DamagedProjectError: see `open`.
            ProjectError: likewise.
        """
        root = find_project(path)
        try:
            refuse_links(root)
            return cls(root, read_document(root), lock=None)
        except OSError as error:
            raise explain_open_error(root, error) from error

    @property
    def document(self) -> ProjectDocument:
        """What the project says now; equal to what is saved."""
        return self._document

    def save(self, document: ProjectDocument) -> None:
        """Put another document in the place of the present one.

        The file on disk is the old one or the new one at every moment, and `document` says
        the same as the file, also after an error.

        Raises:
            ProjectError: read-only, closed, or the disk is full or protected.
            ValueError: an unknown field holds NaN or infinity.
        """
        data = document_to_bytes(document)
        with self._saving:
            self.require_writable()
            path = self.document_path
            try:
                replace_document(self, data)
            except OSError as error:
                if not holds(path, data):
                    raise ProjectError(*explain_write_error(path, error)) from error
                # The file was replaced; only the disk's word that it will survive is missing.
                _LOG.warning("the disk did not confirm a save of %s: %s", path, error)
            except BaseException:
                # Ctrl+C may come between the move and the line below.
                if holds(path, data):
                    self._document = document
                raise
            self._document = document

    def update(self, edit: Callable[[ProjectDocument], ProjectDocument]) -> ProjectDocument:
        """Apply an edit to the present document and save the result, as one step.

        Use this rather than `save` where other threads may save too.

        Returns:
            the saved document.

        Raises:
            ProjectError: see `save`; also what `edit` raises.
        """
        with self._saving:
            self.save(edit(self._document))
            return self._document

    def close(self) -> None:
        """Give the project back; a second call does nothing. Never raises."""
        with self._saving:
            if self._closed:
                return
            self._closed = True
            if self._lock is None:
                return
            try:
                back_up_if_due(self.backups_path, document_to_bytes(self._document), time_now())
            except OSError as error:
                _LOG.warning("no backup was made on closing %s: %s", self.path, error)
            self._lock.release()

    def __exit__(self, *_: object) -> None:
        self.close()

    def require_writable(self) -> None:
        """Refuse where nothing may be written.

        Raises:
            ProjectError: read-only, or closed.
        """
        if self._closed:
            raise ProjectError("The project is closed.", "Open it again.")
        if self.read_only:
            raise ProjectError(
                "This project is open only for looking and listening.",
                "Close it in the other window, then open it here again.",
            )

    def _prepare(self, stored: StoredDocument) -> None:
        """Bring the folder into order; only the writer does this."""
        make_subfolders(self.path)
        remove_leftovers(self)
        if stored.migrated:
            back_up(self.backups_path, stored.data, time_now())
            self.save(self._document)
        try:
            self._recover()
        except (OSError, AudioFileError, ProjectError) as error:
            # They stay where they are and are found again next time.
            _LOG.warning("sounds could not be recovered in %s: %s", self.path, error)

    def _recover(self) -> None:
        for take in recover_takes(self.takes_path, self._document):
            self.save(add_take(self._document, take))
            kept = self._document.takes[-1]
            mark_kept(self.takes_path, kept)
            self.recovered_takes = (*self.recovered_takes, kept)
        for recording in recover_recordings(self.recordings_path, self._document):
            self.save(add_recording(self._document, recording))
            found = self._document.recordings[-1]
            mark_kept(self.recordings_path, found)
            self.recovered_recordings = (*self.recovered_recordings, found)
