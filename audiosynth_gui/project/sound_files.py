"""Which files are brought to the window: projects, sounds, and sounds in folders."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from audiosynth_gui.project.paths import DOCUMENT_NAME, SUFFIX

SOUND_SUFFIXES = ("wav", "flac", "ogg", "mp3", "aiff", "aif")


def is_sound_name(path: Path) -> bool:
    """Whether a file is called like a sound that can be imported."""
    return path.suffix.lower().removeprefix(".") in SOUND_SUFFIXES


def is_project(path: Path) -> bool:
    """Whether a path is a project's folder, or the `project.json` in it."""
    if path.name == DOCUMENT_NAME:
        return True
    # Unlike pathlib's, these of `os` take what cannot be looked at for something else.
    return path.suffix.lower() == SUFFIX or os.path.isfile(path / DOCUMENT_NAME)  # noqa: PTH113


def sounds_in(
    paths: Iterable[Path], is_cancelled: Callable[[], bool] | None = None
) -> Iterator[Path]:
    """Replace folders by the sounds below them, in the order of their names.

    Files named one by one are kept whatever they are called: reading them says what is wrong.
    Projects within a folder are left out, and so are hidden files. What cannot be read is, too.
    Any thread; looks at the disk. `is_cancelled` is asked before every folder, and ends it.
    """
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112  see `is_project`
            yield path
            continue
        for here, folders, names in os.walk(path):
            if is_cancelled is not None and is_cancelled():
                return
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and not is_project(Path(here, name))
            )
            for name in sorted(names):
                if not name.startswith(".") and is_sound_name(Path(name)):
                    yield Path(here, name)
