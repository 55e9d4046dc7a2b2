"""Failed writes in words."""

import errno
import os
from pathlib import Path

import pytest

from audiosynth_gui.audio.write_errors import explain_write_error


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EFBIG, "too large"),
        (errno.EACCES, "protected"),
        (errno.EROFS, "protected"),
        (errno.ENOENT, "missing"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EIO, "could not be written"),
    ],
)
def test_errors_in_words(number: int, words: str) -> None:
    message, advice = explain_write_error(
        Path("folder") / "take.wav", OSError(number, os.strerror(number))
    )
    assert words in message
    assert "take.wav" in message
    assert advice.endswith(".")
