"""The checksum by which a recording's file is known again."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from audiosynth_gui.audio.wav_layout import explain_read_error

NO_SOUND_SHA256 = hashlib.sha256().hexdigest()
"""Of nothing: what a recording has while it grows."""

_BLOCK_BYTES = 1 << 20


class HashingCancelledError(Exception):
    """`is_cancelled` said so."""


def hash_file(path: Path, is_cancelled: Callable[[], bool] | None = None) -> str:
    """Give the SHA-256 of a file in hexadecimal digits. Any thread; reads the whole file.

    Args:
        path: the file.
        is_cancelled: asked between blocks of 1 MiB.

    Raises:
        AudioFileError: it is missing or cannot be read.
        HashingCancelledError: `is_cancelled` said so.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                if is_cancelled is not None and is_cancelled():
                    raise HashingCancelledError
                digest.update(block)
    except OSError as error:
        raise explain_read_error(path, error) from error
    return digest.hexdigest()
