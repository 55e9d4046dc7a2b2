"""Where the sound lies inside a WAV file, and the header that says so (RIFF and RF64).

libsndfile writes neither the same bytes twice (its PEAK chunk carries the time of day), nor can
it turn a RIFF file into RF64 when it grows past 4 GB; so headers are built here. The layout of
RF64 and of the placeholder that becomes `ds64` follows EBU Tech 3306.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from audiosynth_gui.errors import AudioFileError

SampleFormat = Literal["pcm16", "pcm24", "float32"]
"""How samples are stored: 16- or 24-bit integers, or 32-bit floats."""

MAX_CHANNELS = 8
MIN_SAMPLE_RATE = 1_000
MAX_SAMPLE_RATE = 384_000
MAX_SECONDS = 24 * 3600

BYTES_PER_SAMPLE: dict[SampleFormat, int] = {"pcm16": 2, "pcm24": 3, "float32": 4}

_PCM_TAG, _FLOAT_TAG, _EXTENSIBLE_TAG = 1, 3, 0xFFFE
_FORMATS: dict[tuple[int, int], SampleFormat] = {
    (_PCM_TAG, 16): "pcm16",
    (_PCM_TAG, 24): "pcm24",
    (_FLOAT_TAG, 32): "float32",
}
_UINT32_MAX = 0xFFFF_FFFF
_DS64_BYTES = 28
_MOST_CHUNKS = 1_000  # a file of millions of empty chunks is an attack, not music


@dataclass(frozen=True)
class WavLayout:
    """Format and place of the sound in a WAV file.

    Attributes:
        sample_format: how a sample is stored.
        channels: 1 to MAX_CHANNELS.
        sample_rate: in hertz, MIN_SAMPLE_RATE to MAX_SAMPLE_RATE.
        data_offset: byte at which the first frame begins.
        frames: whole frames that are really in the file.
        promised_frames: frames the header speaks of; more than `frames` in a cut-off file.
    """

    sample_format: SampleFormat
    channels: int
    sample_rate: int
    data_offset: int
    frames: int
    promised_frames: int

    @property
    def frame_bytes(self) -> int:
        """Bytes of one frame."""
        return self.channels * BYTES_PER_SAMPLE[self.sample_format]


def read_wav_layout(path: Path) -> WavLayout:
    """Find the sound in a WAV file without reading it. Any thread.

    Sizes in the header are not believed: they are held against the size of the file. A file whose
    writer was killed before it could fill in the sizes is read to its end.

    Raises:
        AudioFileError: missing, unreadable, not a WAV file, or not one of 16-bit, 24-bit or
            32-bit float samples within the limits above.
    """
    try:
        with path.open("rb") as file:
            return _parse(file, path.name)
    except OSError as error:
        raise explain_read_error(path, error) from error


def explain_read_error(path: Path, error: OSError) -> AudioFileError:
    """Put a failed read into words."""
    if isinstance(error, FileNotFoundError):
        return AudioFileError(f"“{path.name}” is not there.", "Look where it was moved to.")
    if isinstance(error, IsADirectoryError):
        return AudioFileError(f"“{path.name}” is a folder.", "Choose a sound file.")
    if isinstance(error, PermissionError):
        return AudioFileError(f"“{path.name}” may not be read.", "Change its permissions.")
    return AudioFileError(
        f"“{path.name}” could not be read: {error.strerror or error}.",
        "Check the disk it lies on, then try again.",
    )


def wav_header(
    sample_format: SampleFormat, channels: int, sample_rate: int, frames: int | None
) -> bytes:
    """Build the bytes that stand before the first frame; same length for every `frames`.

    Args:
        sample_format: how samples are stored.
        channels: number of channels.
        sample_rate: in hertz.
        frames: length; None while it is not known, which readers take as "to the end of the file".

    Returns:
        The header: RIFF, or RF64 when the sizes need more than 32 bits.
    """
    sample_bytes = BYTES_PER_SAMPLE[sample_format]
    frame_bytes = channels * sample_bytes
    tag = _FLOAT_TAG if sample_format == "float32" else _PCM_TAG
    form = struct.pack(
        "<HHIIHH",
        tag,
        channels,
        sample_rate,
        sample_rate * frame_bytes,
        frame_bytes,
        8 * sample_bytes,
    )
    # All ones stand for "not known"; ffmpeg writes the same into a pipe.
    data_bytes = _UINT32_MAX if frames is None else frames * frame_bytes
    # The standard asks for `fact` and the extension size wherever the samples are not integers.
    fact_bytes = 12 if tag == _FLOAT_TAG else 0
    if tag == _FLOAT_TAG:
        form += struct.pack("<H", 0)
    header_bytes = 12 + 8 + _DS64_BYTES + 8 + len(form) + fact_bytes + 8
    riff_bytes = header_bytes - 8 + data_bytes + data_bytes % 2
    large = frames is not None and riff_bytes > _UINT32_MAX
    first = struct.pack("<4sI4s", b"RF64" if large else b"RIFF", _cap(riff_bytes), b"WAVE")
    ds64 = struct.pack("<QQQI", riff_bytes, data_bytes, frames or 0, 0) if large else b""
    first += struct.pack("<4sI", b"ds64" if large else b"JUNK", _DS64_BYTES)
    first += ds64.ljust(_DS64_BYTES, b"\0")
    first += struct.pack("<4sI", b"fmt ", len(form)) + form
    if fact_bytes:
        first += struct.pack("<4sII", b"fact", 4, _UINT32_MAX if frames is None else _cap(frames))
    return first + struct.pack("<4sI", b"data", _cap(data_bytes))


def _cap(size: int) -> int:
    return min(size, _UINT32_MAX)


def _parse(file: BinaryIO, name: str) -> WavLayout:
    file_bytes = file.seek(0, 2)
    file.seek(0)
    start = file.read(12)
    if len(start) < 12 or start[:4] not in (b"RIFF", b"RF64", b"BW64") or start[8:] != b"WAVE":
        raise AudioFileError(f"“{name}” is not a WAV file.", "Import it again from its source.")
    riff_bytes = int.from_bytes(start[4:8], "little")
    large_data_bytes: int | None = None
    form: bytes | None = None
    offset = 12
    for _ in range(_MOST_CHUNKS):
        file.seek(offset)
        head = file.read(8)
        if len(head) < 8:
            break
        chunk, size = head[:4], int.from_bytes(head[4:], "little")
        offset += 8
        if chunk == b"ds64" and start[:4] != b"RIFF":
            sizes = file.read(16)
            large_data_bytes = int.from_bytes(sizes[8:16], "little") if len(sizes) == 16 else None
        elif chunk == b"fmt ":
            form = file.read(min(size, 40))
        elif chunk == b"data":
            if form is None:
                break
            if size == _UINT32_MAX and large_data_bytes is not None:
                size = large_data_bytes
            # Sizes not filled in: all ones, or (libsndfile) a file that ends before its sound.
            unfinished = size == _UINT32_MAX or (size == 0 and riff_bytes < offset - 8)
            available = file_bytes - offset
            return _layout(form, offset, available if unfinished else size, available, name)
        offset += size + size % 2
    raise AudioFileError(f"“{name}” holds no sound.", "Import it again from its source.")


def _layout(form: bytes, offset: int, promised: int, available: int, name: str) -> WavLayout:
    damaged = AudioFileError(
        f"The description of the sound in “{name}” makes no sense.",
        "Import it again from its source.",
    )
    if len(form) < 16:
        raise damaged
    tag, channels, sample_rate, _, frame_bytes, bits = struct.unpack("<HHIIHH", form[:16])
    if tag == _EXTENSIBLE_TAG and len(form) >= 26:
        tag = int.from_bytes(form[24:26], "little")
    sample_format = _FORMATS.get((tag, bits))
    if sample_format is None:
        raise AudioFileError(
            f"“{name}” stores its samples in a way that is not read directly.",
            "Import it into a project first.",
        )
    if (
        not 1 <= channels <= MAX_CHANNELS
        or not MIN_SAMPLE_RATE <= sample_rate <= MAX_SAMPLE_RATE
        or frame_bytes != channels * BYTES_PER_SAMPLE[sample_format]
    ):
        raise damaged
    return WavLayout(
        sample_format=sample_format,
        channels=channels,
        sample_rate=sample_rate,
        data_offset=offset,
        frames=min(promised, available) // frame_bytes,
        promised_frames=promised // frame_bytes,
    )
