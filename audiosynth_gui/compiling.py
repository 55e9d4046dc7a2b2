"""Compiling of inner loops by numba, and where what was compiled is kept.

It lies in the user's cache, in a folder named by the sources of all kernels: numba itself looks
only at the file of the outermost function, and would go on with the old machine code of the others
after an update.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import numba
import platformdirs

PACKAGE_PATH = Path(__file__).parent

KERNEL_SOURCES = (
    "compiling.py",
    "audio/splitting.py",
    "features/oscillators.py",
    "generation/kernels/*.py",
    "networks/head.py",
)
"""Every module that compiles or whose constants are compiled in, as patterns below the package."""

compiled = numba.njit(nogil=True, fastmath=True, cache=True, error_model="numpy")
"""For functions of plain arrays: compiled once, called from Python or from another kernel."""

inlined = numba.njit(nogil=True, fastmath=True, error_model="numpy", forceinline=True)
"""For whatever takes a structure: passed by value, its arrays' reference counts cost microseconds
a call, fifteen times the arithmetic."""


def sources_digest() -> str:
    """Sixteen hexadecimal digits that differ whenever a kernel does."""
    digest = hashlib.sha256()
    for pattern in KERNEL_SOURCES:
        for path in sorted(PACKAGE_PATH.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_path() -> Path:
    """The folder of the compiled kernels; it need not exist yet."""
    return Path(platformdirs.user_cache_dir("AudioSynth", False)) / f"kernels-{sources_digest()}"


def usable_cache_path() -> Path:
    """The folder of the compiled kernels, made; one for this run alone where it cannot be written.

    Never one of a known name that others may write too: what lies in it is run.
    """
    path = cache_path()
    try:
        path.mkdir(parents=True, exist_ok=True)
        if os.access(path, os.W_OK):
            return path
    except OSError:
        pass  # told by the slow start: every run compiles
    passing = Path(tempfile.mkdtemp(prefix="audiosynth-kernels-"))
    atexit.register(shutil.rmtree, passing, ignore_errors=True)
    return passing


numba.config.CACHE_DIR = str(usable_cache_path())  # type: ignore[attr-defined]
