"""A project on its way into the window."""

import errno
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.controllers.message import Message
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import Recording, Take
from audiosynth_gui.project.lock import ProjectInUseError
from audiosynth_gui.project.opening import DamagedProjectError, restore_backup
from audiosynth_gui.project.paths import SUFFIX
from audiosynth_gui.project.storage import ProjectFolder

_READ_ONLY_ADVICE = "Here it is open for looking and listening; close it there to change it."
_PROTECTED_ADVICE = "It is open for looking and listening; save it as another project to change it."
_PROTECTED_ERRORS = (errno.EACCES, errno.EPERM, errno.EROFS)


@dataclass(frozen=True)
class Opening:
    """A project that is being opened.

    Attributes:
        name: of its folder.
        is_made: whether it is made first, which takes longer.
    """

    name: str
    is_made: bool


@dataclass(frozen=True)
class OpenedProject:
    """A project that was opened.

    Attributes:
        folder: the project.
        message: what the musician should know of it, or None.
    """

    folder: ProjectFolder
    message: Message | None = None


@dataclass(frozen=True)
class DamagedProject:
    """A project that cannot be opened as it is, but as a backup has it.

    Attributes:
        path: its folder.
        message: what is wrong with it.
        restored_time: of the backup that it could go back to, in words.
    """

    path: Path
    message: Message
    restored_time: str


def noticing_damage(
    path: Path, work: Callable[[], OpenedProject]
) -> OpenedProject | DamagedProject:
    """Do the work of opening `path`; a damage that can be mended is a result. Any thread.

    Raises:
        ProjectError: any other reason why it cannot be opened.
    """
    try:
        return work()
    except DamagedProjectError as error:
        if error.backup is None:
            raise
        return DamagedProject(path, Message.from_error(error), error.backup.describe())


def open_unless_here(
    path: Path, here: ProjectFolder | None, opener: Callable[[Path], ProjectFolder]
) -> OpenedProject:
    """Open a project with `opener`, or give `here` where that is it. Any thread.

    One that another window or program works on is opened for looking and listening.

    Raises:
        ProjectError: see `opener` and `ProjectFolder.open_read_only`.
    """
    if here is not None and here.path in (path.resolve(), path.with_suffix(SUFFIX).resolve()):
        return OpenedProject(here)
    try:
        folder = opener(path)
    except ProjectInUseError as error:
        message = Message("warning", error.message, _READ_ONLY_ADVICE)
        return OpenedProject(ProjectFolder.open_read_only(path), message)
    except ProjectError as error:
        cause = error.__cause__
        if not isinstance(cause, OSError) or cause.errno not in _PROTECTED_ERRORS:
            raise
        message = Message("warning", error.message, _PROTECTED_ADVICE)
        return OpenedProject(ProjectFolder.open_read_only(path), message)
    return OpenedProject(folder, _recovered(folder))


def restore_and_open(path: Path) -> OpenedProject:
    """Put the newest backup in the place of a damaged project file, and open it. Any thread.

    Raises:
        ProjectError: there is no backup, or see `ProjectFolder.open`.
    """
    backup = restore_backup(path)
    folder = ProjectFolder.open(path)
    text = f"The project is as it was at {backup.describe()}."
    return OpenedProject(folder, Message("note", text))


def _recovered(folder: ProjectFolder) -> Message | None:
    """Tell of sounds that were found on opening; only this once, as they are listed from now on."""
    found: tuple[Recording | Take, ...] = (*folder.recovered_recordings, *folder.recovered_takes)
    if not found:
        return None
    lines = (f"“{one.name}”, {round(one.frames / one.sample_rate)} s" for one in found)
    return Message(
        "warning",
        f"Found again after the program ended early: {'; '.join(lines)}.",
        "Remove what you do not want; it is not asked again.",
    )
