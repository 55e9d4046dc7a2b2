"""Sound files of others brought into the project's own form, by a helper process."""

import contextlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.audio.atomic import place_file
from audiosynth_gui.audio.decoded_audio import DAMAGED_ADVICE, DecodedAudio
from audiosynth_gui.audio.decoding_helper import (
    DecodingCancelledError,
    HelperClock,
    helper_command,
    run_helper,
)
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.wav_layout import explain_read_error
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import AudioFileError

__all__ = ["DecodedAudio", "DecodingCancelledError", "DecodingLimits", "decode_to_wav"]


@dataclass(frozen=True)
class DecodingLimits:
    """What the helper process may use.

    The slowest honest file decodes far faster than these: they stop what hangs.

    Attributes:
        base_seconds: time allowed for any file.
        bytes_per_second: how slowly a file may be read; its size over this is added to the time.
        stall_seconds: the longest time without progress; a slow disk may need minutes to take all.
        memory_bytes: address space (Linux and other POSIX systems except macOS).
    """

    base_seconds: float = 120.0
    bytes_per_second: float = 50_000.0
    stall_seconds: float = 180.0
    memory_bytes: int = 2 << 30

    def wall_seconds(self, size_bytes: int) -> float:
        """Time allowed for a file of this size."""
        return self.base_seconds + size_bytes / self.bytes_per_second


def decode_to_wav(
    source: Path,
    target: Path,
    on_progress: Callable[[float], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    limits: DecodingLimits | None = None,
) -> DecodedAudio:
    """Decode any sound file into a WAV file of the project's own form.

    Reads WAV, FLAC, OGG, MP3, AIFF (also AU, CAF, W64, RF64), told by content, of 1 to 8 channels,
    1 to 384 kHz, up to 24 hours. The WAV file is 16 bit where that holds everything, else 32-bit
    float; rate and channels stay. NaN and infinite samples become silence and are counted. A
    damaged or cut-off file gives what can be read, with `truncated` set.

    Blocks the calling thread (any but the window's); the callbacks run in it.

    Args:
        source: the file to read.
        target: the WAV file to make; it appears only when complete.
        on_progress: called with 0…1.
        is_cancelled: asked about 20 times a second.
        limits: time and memory for the helper process.

    Raises:
        DecodingCancelledError: `is_cancelled` said so; nothing stands under `target`.
        AudioFileError: not audio, empty, damaged, beyond the limits, or the disk is full.
    """
    limits = limits or DecodingLimits()
    wall_seconds = limits.wall_seconds(_checked_size(source))
    # The helper never gets to the final name: what it made is checked first.
    made = target.with_name(target.name + ".decoded")
    command = helper_command(source, made, wall_seconds, limits.memory_bytes)
    clock = HelperClock(wall_seconds, limits.stall_seconds)
    try:
        decoded = run_helper(command, source.name, on_progress, is_cancelled, clock)
        _check_result(decoded, made)
        _place(made, target)
    finally:
        for leftover in (made, made.with_name(made.name + ".part")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
    return decoded


def _checked_size(source: Path) -> int:
    try:
        mode = source.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            # Opening a pipe would wait for its writer.
            raise AudioFileError(f"“{source.name}” is not a file.", "Choose a sound file.")
        with source.open("rb") as file:
            size_bytes = file.seek(0, os.SEEK_END)
    except OSError as error:
        raise explain_read_error(source, error) from error
    if size_bytes == 0:
        raise AudioFileError(f"“{source.name}” is empty.", "Choose a file that has sound in it.")
    return size_bytes


def _check_result(decoded: DecodedAudio, target: Path) -> None:
    """Hold what the helper says against what it wrote: it may have been taken over by the file."""
    with WavSource(target) as wav:
        written = (wav.sample_rate, wav.channels, wav.frames)
    if written != (decoded.sample_rate, decoded.channels, decoded.frames):
        raise AudioFileError("The decoded sound is not what was announced.", DAMAGED_ADVICE)


def _place(made: Path, target: Path) -> None:
    try:
        place_file(made, target)
    except OSError as error:
        raise AudioFileError(*explain_write_error(target, error)) from error
