"""Tells whether a sound file was cut off: libsndfile reads such files without a word."""

import os
from pathlib import Path
from typing import BinaryIO

UNKNOWN_FRAMES = 2**63 - 1
"""What libsndfile gives as the length of files that do not know theirs."""

_OGG_TAIL_BYTES = 1 << 17  # longer than the longest Ogg page (65,307 bytes)
_OGG_HEADER_BYTES = 27  # before the table of segment lengths
_OGG_END_FLAG = 4
_MP3_FRAME_BYTES = 1_500  # the longest first frame


def is_cut_off(path: Path, container: str, promised_frames: int, frames: int) -> bool:
    """Tell whether a sound file says that it should go on after what could be read of it.

    Args:
        path: the file.
        container: its format, as soundfile names it.
        promised_frames: its length by its header, as libsndfile understands it.
        frames: how many frames could be read.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(28)
        file_bytes = file.seek(0, os.SEEK_END)
        # libsndfile quietly adapts the length of these containers to what is there.
        if container in ("WAV", "WAVEX") and start[:4] == b"RIFF":
            promised_bytes = int.from_bytes(start[4:8], "little")
            # 1 is for a lost pad byte; all ones stand for an unknown length.
            return promised_bytes != 0xFFFF_FFFF and promised_bytes + 8 > file_bytes + 1
        if container == "RF64" and start[:4] == b"RF64":
            return int.from_bytes(start[20:28], "little") + 8 > file_bytes + 1
        if container == "AIFF" and start[:4] == b"FORM":
            return int.from_bytes(start[4:8], "big") + 8 > file_bytes + 1
        if container == "OGG":
            file.seek(max(0, file_bytes - _OGG_TAIL_BYTES))
            return not _is_end_of_ogg(file.read())
        if container == "MP3" and not _states_length(file):
            return False  # its length is only estimated
    return frames < promised_frames < UNKNOWN_FRAMES


def _is_end_of_ogg(tail: bytes) -> bool:
    """Tell whether these bytes end with a complete last page of an Ogg stream (RFC 3533)."""
    page = tail[max(0, tail.rfind(b"OggS")) :]
    if len(page) < _OGG_HEADER_BYTES or page[:4] != b"OggS":
        return False
    segments = page[26]
    page_bytes = _OGG_HEADER_BYTES + segments + sum(page[_OGG_HEADER_BYTES:][:segments])
    return bool(page[5] & _OGG_END_FLAG) and len(page) >= page_bytes


def _states_length(mp3: BinaryIO) -> bool:
    """Tell whether an MP3 file begins with the frame that holds its length (Xing, Info, VBRI)."""
    mp3.seek(0)
    tag = mp3.read(10)
    offset = 0
    if tag[:3] == b"ID3" and len(tag) == 10:
        # Four bytes of seven bits each.
        size = (tag[6] << 21) | (tag[7] << 14) | (tag[8] << 7) | tag[9]
        offset = 10 + size
    mp3.seek(offset)
    first_frame = mp3.read(_MP3_FRAME_BYTES)
    return any(mark in first_frame for mark in (b"Xing", b"Info", b"VBRI"))
