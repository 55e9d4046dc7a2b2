"""Save as: the whole project folder once more, under another name."""

import errno
import os
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.audio.atomic import sync_folder, write_bytes_atomically
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.containment import refuse_links
from audiosynth_gui.project.documents import ProjectDocument, new_id
from audiosynth_gui.project.file_copying import CopyCancelledError, copy_file
from audiosynth_gui.project.growing_sound import UNFINISHED_SUFFIX
from audiosynth_gui.project.names import clean_name
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.paths import DOCUMENT_NAME, LOCK_NAME, SUFFIX
from audiosynth_gui.project.preparation import make_subfolders
from audiosynth_gui.project.storage import ProjectFolder

_LEFT_OUT_FOLDERS = ("cache",)
_LEFT_OUT_FILES = (DOCUMENT_NAME, LOCK_NAME)
_HALF_MADE = (".part", ".decoded", UNFINISHED_SUFFIX)
_NEVER_WRITTEN_AGAIN = (".wav", ".safetensors")
"""Replaced as a whole where they change at all, so that two projects may share them."""
_MOST_ROUNDS = 8


@dataclass(frozen=True)
class _Stamp:
    """Tells one state of a file from another."""

    inode: int
    size_bytes: int
    changed_ns: int


_Listing = dict[str, _Stamp]


def copy_project(
    folder: ProjectFolder,
    target: Path,
    name: str | None = None,
    unsaved: Callable[[], ProjectDocument | None] | None = None,
    on_progress: Callable[[float], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Copy a whole project to another folder; the old one may be worked on meanwhile.

    It is built beside its place and moved there when all of it is on the disk, so there is never
    a part of a project under its name. Left out are the cache, the lock, and what is half-made.
    The copy is a project of its own: it has another id. Blocks the calling thread (any but the
    window's); what the system can share between the two is not copied.

    Args:
        folder: the open project, also one that is open only for looking.
        target: the folder to make; `.audiosynth` is added where missing.
        name: what the musician calls the copy; the folder's name where None.
        unsaved: asked at the end, in the calling thread, for what the copy is to say where the
            disk has not taken that yet; what is saved where it gives None.
        on_progress: called with 0…1 in the calling thread.
        is_cancelled: asked before every file and block.

    Returns:
        the folder that was made.

    Raises:
        CopyCancelledError: `is_cancelled` said so; nothing is left of the copy.
        ProjectError: something is there already, the disk is full or protected, or a file of the
            project cannot be read; nothing is left of the copy.
    """
    target = checked_target(folder, target)
    building = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    copy = _Copy(folder, building, on_progress or _nothing, is_cancelled or _never)
    try:
        refuse_links(folder.path)
        building.mkdir()
        try:
            make_subfolders(building)
            saved = copy.run()
            document = (None if unsaved is None else unsaved()) or saved
            renamed = document.changed(id=new_id(), name=clean_name(name or target.stem))
            write_bytes_atomically(building / DOCUMENT_NAME, document_to_bytes(renamed))
            for made in (building, *(path for path in building.rglob("*") if path.is_dir())):
                sync_folder(made)
            _refuse_what_is_there(target)
            os.rename(building, target)  # noqa: PTH104  the tests fail this very call
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise ProjectError(*explain_write_error(target, error)) from error
    return target


def checked_target(folder: ProjectFolder, target: Path) -> Path:
    """Give the folder a copy would be, or refuse it.

    Raises:
        ProjectError: there is something already, it has no name, or lies within the project.
    """
    if not target.name.strip("."):
        raise ProjectError("A project needs a name.", "Type at least one letter.")
    if target.suffix.lower() != SUFFIX:
        target = target.with_name(target.name + SUFFIX)
    target = target.absolute()
    if target.parent.resolve().is_relative_to(folder.path):
        raise ProjectError(
            "A project cannot be copied into itself.", "Choose a folder outside the project."
        )
    _refuse_what_is_there(target)
    return target


def _refuse_what_is_there(target: Path) -> None:
    # A rename would put the folder in the place of an empty one.
    if target.exists() or target.is_symlink():
        raise ProjectError(
            f"There is already something called “{target.name}” in “{target.parent}”.",
            "Choose another name.",
        )


class _Copy:
    """One copying: what lies in the copy so far, and how far it is."""

    def __init__(
        self,
        folder: ProjectFolder,
        building: Path,
        on_progress: Callable[[float], None],
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._folder = folder
        self._building = building
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._total_bytes = 1
        self._done_bytes = 0

    def run(self) -> ProjectDocument:
        """Copy until nothing has changed while it was copied; the document of that moment.

        A training or a take may be saved meanwhile. What did is copied again, so that the files
        belong together.
        """
        copied: _Listing = {}
        for _round in range(_MOST_ROUNDS):
            document, listing = self._folder.document, _listing(self._folder.path)
            self._bring_up_to_date(copied, listing)
            copied = listing
            if self._folder.document is document and _listing(self._folder.path) == listing:
                self._check(listing)
                return document
        raise ProjectError(
            "The project was changed all the time while it was copied.",
            "Stop what is running in it, then try again.",
        )

    def _bring_up_to_date(self, copied: _Listing, listing: _Listing) -> None:
        for gone in copied.keys() - listing.keys():
            (self._building / gone).unlink(missing_ok=True)
        to_copy = [path for path, stamp in listing.items() if copied.get(path) != stamp]
        self._total_bytes = max(1, sum(listing[path].size_bytes for path in to_copy))
        self._done_bytes = 0
        for relative in to_copy:
            target = self._building / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            source = self._folder.path / relative
            try:
                copy_file(
                    source, target, self._advance, self._is_cancelled,
                    may_link=source.suffix in _NEVER_WRITTEN_AGAIN,
                )  # fmt: skip
            except FileNotFoundError:
                if source.exists():
                    raise  # it is the copy that is gone
                continue  # replaced a moment ago: the next round has it

    def _check(self, listing: _Listing) -> None:
        for relative, stamp in listing.items():
            if (self._building / relative).stat().st_size != stamp.size_bytes:
                raise OSError(errno.EIO, f"the copy of {relative} is not whole")

    def _advance(self, more_bytes: int) -> None:
        self._done_bytes += more_bytes
        self._on_progress(min(1.0, self._done_bytes / self._total_bytes))


def _listing(root: Path) -> _Listing:
    """All files that a copy takes along, by their path from `root`."""
    found: _Listing = {}
    for place, folders, files in os.walk(root, onerror=_raise):
        here = Path(place)
        if here == root:
            folders[:] = [name for name in folders if name not in _LEFT_OUT_FOLDERS]
            files = [name for name in files if name not in _LEFT_OUT_FILES]
        for name in sorted(files):
            if name.endswith(_HALF_MADE):
                continue
            try:
                stat = (here / name).stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            relative = (here / name).relative_to(root).as_posix()
            found[relative] = _Stamp(stat.st_ino, stat.st_size, stat.st_mtime_ns)
    return found


def _raise(error: OSError) -> None:
    raise error


def _nothing(_fraction: float) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


__all__ = ["CopyCancelledError", "checked_target", "copy_project"]
