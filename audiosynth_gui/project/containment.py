"""Keep everything a project names inside its own folder.

A project may come from a stranger. What it says about files is therefore checked twice: the text
of every path when the document is read, and the real folder on disk when it is opened.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path, PurePosixPath

from audiosynth_gui.errors import ProjectError

_RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{device}{digit}" for device in ("com", "lpt") for digit in range(1, 10)]
)
"""Names that mean devices on Windows, with or without a suffix."""

_FORBIDDEN_CHARACTERS = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"\\|?*]')
_NAME_LIMIT_BYTES = 255
_STEM_LIMIT_CHARACTERS = 60


def is_safe_file_name(name: str) -> bool:
    """Say whether `name` can be one part of a path on Linux, macOS and Windows."""
    stem = name.split(".", maxsplit=1)[0].strip().lower()
    return (
        name not in ("", ".", "..")
        and "/" not in name
        and _FORBIDDEN_CHARACTERS.search(name) is None
        and not name.endswith((" ", "."))
        and stem not in _RESERVED_NAMES
        and len(name.encode("utf-8", "replace")) <= _NAME_LIMIT_BYTES
    )


def is_safe_relative_path(text: str, folder: str) -> bool:
    """Say whether `text` is a plain path such as `recordings/kitchen.wav`.

    Args:
        text: parts joined by `/`; no drive, no backslash, no `.` or `..`, not absolute.
        folder: the part the path has to begin with.
    """
    parts = text.split("/")
    return len(parts) >= 2 and parts[0] == folder and all(map(is_safe_file_name, parts))


def safe_file_stem(name: str) -> str:
    """Turn a musician's name for something into a file name without suffix.

    Returns:
        letters, digits, `-`, `_` and single spaces of `name`, at most 60 characters;
        `untitled` where nothing is left.
    """
    normal = unicodedata.normalize("NFC", name)
    kept = "".join(c if c.isalnum() or c in "-_" else " " for c in normal)
    stem = " ".join(kept.split())[:_STEM_LIMIT_CHARACTERS].strip()
    # 60 characters of some scripts are 240 bytes; half of the limit leaves room for an id.
    while len(stem.encode()) > _NAME_LIMIT_BYTES // 2:
        stem = stem[:-1]
    return stem if is_safe_file_name(stem) else "untitled"


def contained_path(root: Path, relative: str) -> Path:
    """Turn a path from a document into a real one inside `root`.

    Args:
        root: the project folder, already resolved.
        relative: a path as `is_safe_relative_path` accepts it.

    Returns:
        the absolute path; the file need not exist.

    Raises:
        ProjectError: the path leads out of the folder, or goes through a link.
    """
    path = root.joinpath(*PurePosixPath(relative).parts)
    if ".." in path.parts or path.resolve() != path:
        raise _outside(relative)
    return path


def refuse_links(root: Path) -> None:
    """Look through a whole project folder and refuse links, pipes and devices in it.

    Args:
        root: the project folder, already resolved; it may itself have been reached by a link.

    Raises:
        ProjectError: something in the folder is neither a file nor a folder.
        OSError: a folder cannot be read.
    """
    waiting = [root]
    while waiting:
        with _entries(waiting.pop()) as entries:
            for entry in entries:
                path = Path(entry.path)
                is_folder = entry.is_dir(follow_symlinks=False)
                if entry.is_symlink() or (is_folder and _is_junction(path)):
                    raise _outside(path.relative_to(root).as_posix())
                if is_folder:
                    waiting.append(path)
                elif not entry.is_file(follow_symlinks=False) and path.exists():
                    raise ProjectError(
                        f"“{path.relative_to(root).as_posix()}” in this project is not a file.",
                        "Remove it from the project folder and open the project again.",
                    )


def _entries(folder: Path) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
    """What is in a folder; nothing where another window deleted it a moment ago."""
    try:
        return os.scandir(folder)
    except FileNotFoundError:
        return nullcontext(iter(()))


def _is_junction(path: Path) -> bool:
    """Windows' other kind of link; Python 3.11 cannot tell, but `resolve` follows it."""
    return os.name == "nt" and path.resolve() != path


def _outside(relative: str) -> ProjectError:
    return ProjectError(
        f"“{relative}” leads out of the project folder, so the project was not opened.",
        "Put a real copy of the file in the place of the link, or ask the sender for one.",
    )
