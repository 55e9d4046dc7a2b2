"""Sound files of other programs, as soundfile writes them, and ways to spoil them."""

from dataclasses import dataclass
from pathlib import Path

import soundfile

from audiosynth_gui.audio.buffer import Samples


@dataclass(frozen=True)
class FileKind:
    """A format to import from.

    Attributes:
        container: soundfile's name of the container.
        subtype: soundfile's name of the sample format.
        most_channels: how many channels it can hold (of the 8 that are imported).
        sample_rate: a rate it can hold, odd where it can.
        bits: exact integers of this size come back exactly; 0 where the format is lossy.
    """

    container: str
    subtype: str
    most_channels: int
    sample_rate: int
    bits: int

    def __str__(self) -> str:
        return f"{self.container}-{self.subtype}"


KINDS = (
    FileKind("WAV", "PCM_16", 8, 44_100, 16),
    FileKind("WAV", "PCM_24", 8, 12_345, 24),
    FileKind("WAV", "PCM_32", 8, 96_000, 24),
    FileKind("WAV", "PCM_U8", 8, 7_350, 8),
    FileKind("WAV", "FLOAT", 8, 1_001, 24),
    FileKind("WAV", "DOUBLE", 8, 192_000, 24),
    FileKind("WAVEX", "PCM_16", 8, 48_000, 16),
    FileKind("RF64", "PCM_24", 8, 384_000, 24),
    FileKind("FLAC", "PCM_16", 8, 11_111, 16),
    FileKind("FLAC", "PCM_24", 8, 96_000, 24),
    FileKind("AIFF", "PCM_16", 8, 22_050, 16),
    FileKind("AIFF", "PCM_24", 8, 45_678, 24),
    FileKind("OGG", "VORBIS", 8, 33_333, 0),
    FileKind("OGG", "OPUS", 2, 24_000, 0),
    FileKind("MP3", "MPEG_LAYER_III", 2, 22_050, 0),
)


def write_kind(folder: Path, kind: FileKind, samples: Samples) -> Path:
    """Write a file of this kind; returns where it is. Its name does not give the format away."""
    path = folder / f"{kind}.sound"
    soundfile.write(path, samples, kind.sample_rate, format=kind.container, subtype=kind.subtype)
    return path


def forget_flac_length(path: Path) -> None:
    """Make a FLAC file one of unknown length, as streaming encoders write them."""
    content = bytearray(path.read_bytes())
    content[21] &= 0xF0  # the 36 bits of STREAMINFO's total samples
    content[22:26] = bytes(4)
    path.write_bytes(content)


def cut(path: Path, share: float) -> None:
    """Keep the first share of a file."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
