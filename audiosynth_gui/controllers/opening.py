"""A project on its way into the window."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.controllers.message import Message
from audiosynth_gui.project.lock import ProjectInUseError
from audiosynth_gui.project.paths import SUFFIX
from audiosynth_gui.project.storage import ProjectFolder

_READ_ONLY_ADVICE = "Here it is open for looking and listening; close it there to change it."


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
        return OpenedProject(opener(path))
    except ProjectInUseError as error:
        message = Message("warning", error.message, _READ_ONLY_ADVICE)
        return OpenedProject(ProjectFolder.open_read_only(path), message)
