"""Make a project folder, and bring one into order before work."""

import os
import secrets
import shutil
from pathlib import Path

from audiosynth_gui.audio.atomic import sync_folder, write_bytes_atomically
from audiosynth_gui.project.growing_sound import unfinished_path
from audiosynth_gui.project.paths import DOCUMENT_NAME, SUBFOLDERS, ProjectPaths


def make_project_folder(path: Path, document_data: bytes) -> None:
    """Make a whole project folder: built beside its place, then moved there.

    Args:
        path: the folder to make; nothing may be there yet.
        document_data: bytes of its `project.json`.

    Raises:
        OSError: it cannot be made; nothing is left of it.
    """
    building = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    building.mkdir()
    try:
        make_subfolders(building)
        write_bytes_atomically(building / DOCUMENT_NAME, document_data)
        os.rename(building, path)  # noqa: PTH104  the tests fail this very call
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    sync_folder(path.parent)


def make_subfolders(root: Path) -> None:
    """Make the folders of a project that are missing.

    Raises:
        OSError: one cannot be made.
    """
    for name in SUBFOLDERS:
        (root / name).mkdir(exist_ok=True)


def remove_leftovers(paths: ProjectPaths) -> None:
    """Delete what a killed save, import, search or training had not finished.

    Only while holding the lock: whatever is half-made then belongs to nobody.

    Unfinished takes and recordings are left alone: they are recovered.

    Raises:
        OSError: a file cannot be deleted.
    """
    patterns = {
        paths.path: ("*.json.*.part",),
        paths.backups_path: ("*.part",),
        paths.cache_path: ("**/*.part",),
        paths.models_path: ("*/*.part",),
        paths.recordings_path: ("*.part", "*.decoded"),
        paths.takes_path: ("*.json.*.part", "*.wav.*.part"),
    }
    for folder, names in patterns.items():
        for name in names:
            for leftover in folder.glob(name):
                stem = leftover.name.removesuffix(".wav.part")
                if not unfinished_path(folder, stem).exists():
                    leftover.unlink(missing_ok=True)
