"""Edits on their way to the disk; what it does not take waits, in order, and is tried again."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Literal

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.storage import ProjectFolder

Change = Callable[[ProjectDocument], ProjectDocument]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class SavingState:
    """How the open project stands to what is on the disk.

    Attributes:
        kind: "saved"; "saving", an edit is on its way; "failed", edits wait for the disk.
        saved_at: when the file became what it is, on the musician's clock; None where unknown.
        problem: why it cannot be saved and what to do; None unless it failed.
    """

    kind: Literal["saved", "saving", "failed"] = "saved"
    saved_at: datetime | None = None
    problem: ProjectError | None = None


@dataclass(frozen=True)
class Edited:
    """What came of an edit.

    Attributes:
        before, after: the document on either side of it.
        document: what the project says now: `after`, and what others have saved meanwhile.
        problem: why none of it is on the disk yet; None where it is.
    """

    before: ProjectDocument
    after: ProjectDocument
    document: ProjectDocument
    problem: ProjectError | None = None


class Saver:
    """Saves the edits of one project. One thread at a time: the worker's.

    An edit that the disk does not take is not lost: it is kept in memory with all that come
    after it, and the next edit or `retry` saves them all.
    """

    def __init__(self, folder: ProjectFolder) -> None:
        """Save into `folder`."""
        self.folder = folder
        self._waiting: list[Change] = []
        self._document = folder.document

    def edit(self, change: Change) -> Edited:
        """Apply an edit, and save it together with those that wait.

        Raises:
            ProjectError: `change` refuses, or the project may not be written at all.
        """
        if self._waiting:
            before = self._document
            after = change(before)
            self._waiting.append(change)
            return self._save_waiting(before, after)
        seen: list[ProjectDocument] = []

        def remember(document: ProjectDocument) -> ProjectDocument:
            seen.append(document)
            return change(document)

        try:
            after = self.folder.update(remember)
        except ProjectError as error:
            if not seen or not is_of_the_disk(error):
                raise
            before = self.folder.document
            after = self._document = change(before)
            self._waiting.append(change)
            return Edited(before, after, after, error)
        return Edited(seen[0], after, after)

    def retry(self) -> Edited:
        """Save what waits."""
        shown = self._document if self._waiting else self.folder.document
        return self._save_waiting(shown, shown)

    def _save_waiting(self, before: ProjectDocument, after: ProjectDocument) -> Edited:
        problem = None
        try:
            self._document = self.folder.update(self._with_waiting)
            self._waiting = []
        except ProjectError as error:
            self._document = self._with_waiting(self.folder.document)
            problem = error
        return Edited(before, after, self._document, problem)

    def _with_waiting(self, document: ProjectDocument) -> ProjectDocument:
        return reduce(_applied, self._waiting, document)


def is_of_the_disk(error: ProjectError) -> bool:
    """Whether it may go away by itself: the disk is full, protected, or not there."""
    return isinstance(error.__cause__, OSError)


def _applied(document: ProjectDocument, change: Change) -> ProjectDocument:
    try:
        return change(document)
    except (ProjectError, ValueError) as error:  # the latter is pydantic's: values do not fit
        _LOG.warning("an edit that waited for the disk does not fit any more: %s", error)
        return document
