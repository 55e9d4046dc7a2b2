"""The sampler's inner loops, compiled by numba; they run without the GIL and allocate nothing.

What is compiled lies in the user's cache, in a folder named by the sources of all kernels: numba
itself looks only at the file of the outermost function, and would go on with the old machine code
of the others after an update.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import numba
import platformdirs


def _sources_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_path() -> Path:
    """The folder of the compiled kernels; it need not exist yet."""
    return Path(platformdirs.user_cache_dir("AudioSynth", False)) / f"kernels-{_sources_digest()}"


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
