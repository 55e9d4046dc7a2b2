"""The helper process that decodes a stranger's sound file: `decoding` starts it, nobody else.

libsndfile parses hostile input in C, so that happens here, with limits on memory and time and
nothing of the program loaded but numpy, soundfile and the WAV writer. It speaks one JSON object
a line on its standard output: `{"fraction": …}`, and last `{"finished": {…}}` or
`{"problem": [message, advice]}`.
"""

import contextlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import soundfile

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.decoded_audio import DAMAGED_ADVICE, DecodedAudio
from audiosynth_gui.audio.files import WavWriter
from audiosynth_gui.audio.truncation import UNKNOWN_FRAMES, is_cut_off
from audiosynth_gui.audio.wav_layout import (
    BYTES_PER_SAMPLE,
    MAX_CHANNELS,
    MAX_SAMPLE_RATE,
    MAX_SECONDS,
    MIN_SAMPLE_RATE,
    SampleFormat,
)
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import AudioFileError

_FORMATS = frozenset(
    ("AIFF", "AU", "CAF", "FLAC", "MP3", "OGG", "RF64", "W64", "WAV", "WAVEX"),
)
_PCM16_SUBTYPES = frozenset(("PCM_16", "PCM_S8", "PCM_U8"))
_BLOCK_FRAMES = 1 << 15
_PIECE_FRAMES = 1 << 10
_REPORT_SECONDS = 0.05
_NICENESS = 5  # decoding gives way to playing


class _ForwardSound(soundfile.SoundFile):  # type: ignore[misc]  # it comes without types
    """A sound file read from start to end.

    soundfile seeks to where it already is after every read, which costs time in compressed files
    and fails in FLAC files that do not know their length.
    """

    def seekable(self) -> bool:
        """Say no, so that nothing seeks."""
        return False


def decode(source: Path, target: Path, on_progress: Callable[[float], None]) -> DecodedAudio:
    """Decode a sound file into a WAV file, in this process.

    Args:
        source: WAV, FLAC, OGG, MP3, AIFF, AU or CAF file, told by its content.
        target: the WAV file: 16 bit where that holds everything, else 32-bit float.
        on_progress: called with 0…1 after each block.

    Raises:
        AudioFileError: not audio, nothing in it, beyond the limits, or no room for it.
    """
    try:
        # Absolute, because libsndfile takes the name "-" for the standard input.
        sound = _ForwardSound(source.absolute())
    except (soundfile.LibsndfileError, TypeError, ValueError, OSError) as error:
        raise AudioFileError(
            f"“{source.name}” is not a sound file that can be read.",
            "Use WAV, FLAC, OGG, MP3 or AIFF; convert other formats first.",
        ) from error
    with sound:
        _check(source.name, sound)
        sample_format: SampleFormat = "pcm16" if sound.subtype in _PCM16_SUBTYPES else "float32"
        _check_room(sound, sample_format, target)
        with WavWriter(
            target, sound.samplerate, sound.channels, sample_format, dither_seed=None
        ) as writer:
            for block in _blocks(sound):
                writer.write(block)
                _check_length(source.name, writer.frames, sound.samplerate)
                on_progress(min(1.0, writer.frames / max(1, sound.frames)))
            if writer.frames == 0:
                raise _empty(source.name, sound.frames)
        return DecodedAudio(
            sample_rate=sound.samplerate,
            channels=sound.channels,
            frames=writer.frames,
            replaced_samples=writer.replaced_samples,
            source_format=f"{sound.format_info}, {sound.subtype_info}",
            truncated=is_cut_off(source, sound.format, sound.frames, writer.frames),
        )


def main(arguments: list[str]) -> None:
    """Run as `python -m audiosynth_gui.audio.decoding_process SOURCE TARGET SECONDS BYTES`.

    Args:
        arguments: source path, target path, processor seconds and bytes of memory allowed.
    """
    source, target, cpu_seconds, memory_bytes = arguments
    _limit_resources(int(cpu_seconds), int(memory_bytes))
    try:
        decoded = decode(Path(source), Path(target), _ProgressReport().tell)
    except AudioFileError as error:
        _say("problem", [error.message, error.advice])
    except MemoryError:
        _say(
            "problem",
            [f"Reading “{Path(source).name}” takes more memory than is safe.", DAMAGED_ADVICE],
        )
    else:
        _say("finished", asdict(decoded))


class _ProgressReport:
    """Says how far it is, but not after every block."""

    def __init__(self) -> None:
        self._told_at = 0.0

    def tell(self, fraction: float) -> None:
        """Say how far it is: 0…1."""
        now = time.monotonic()
        if fraction >= 1.0 or now - self._told_at >= _REPORT_SECONDS:
            self._told_at = now
            _say("fraction", fraction)


def _say(key: str, value: object) -> None:
    sys.stdout.write(json.dumps({key: value}) + "\n")
    sys.stdout.flush()


def _limit_resources(cpu_seconds: int, memory_bytes: int) -> None:
    if os.name != "posix":
        return  # Windows: only the time limit that the starting process keeps
    import resource  # exists on POSIX only

    os.nice(_NICENESS)
    for kind, amount in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS refuses limits on address space.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))


def _check(name: str, sound: soundfile.SoundFile) -> None:
    if sound.format not in _FORMATS:
        raise AudioFileError(
            f"“{name}” is a {sound.format_info} file, which is not read here.",
            "Convert it to WAV or FLAC first.",
        )
    if sound.channels > MAX_CHANNELS:
        raise AudioFileError(
            f"“{name}” has {sound.channels} channels, and no more than {MAX_CHANNELS} are read.",
            "Save the channels you want as a file of their own.",
        )
    if not MIN_SAMPLE_RATE <= sound.samplerate <= MAX_SAMPLE_RATE:
        raise AudioFileError(
            f"“{name}” has a sample rate of {sound.samplerate} Hz, which is not possible here.",
            f"Convert it to a rate from {MIN_SAMPLE_RATE} to {MAX_SAMPLE_RATE} Hz.",
        )
    if sound.frames < UNKNOWN_FRAMES:
        _check_length(name, sound.frames, sound.samplerate)


def _check_length(name: str, frames: int, sample_rate: int) -> None:
    if frames > MAX_SECONDS * sample_rate:
        raise AudioFileError(
            f"“{name}” is longer than {MAX_SECONDS // 3600} hours.", "Cut it into shorter files."
        )


def _check_room(sound: soundfile.SoundFile, sample_format: SampleFormat, target: Path) -> None:
    frames = 0 if sound.frames >= UNKNOWN_FRAMES else sound.frames
    needed = frames * sound.channels * BYTES_PER_SAMPLE[sample_format]
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError as error:
        raise AudioFileError(*explain_write_error(target, error)) from error
    if needed > free:
        raise AudioFileError(
            f"“{Path(sound.name).name}” needs {needed / 1e6:,.0f} MB in the project, "
            "more than is free on its disk.",
            "Free some space or move the project to another disk.",
        )


def _blocks(sound: soundfile.SoundFile) -> Iterator[Samples]:
    """Read on until the end, or until the file turns out to be damaged.

    What was read before the damage is kept; the caller sees that it is too short. An error takes
    the whole piece with it that was being read, so pieces are small.
    """
    block = np.empty((_BLOCK_FRAMES, sound.channels), np.float32)
    while True:
        filled = 0
        while filled < _BLOCK_FRAMES:
            piece = block[filled : filled + _PIECE_FRAMES]
            try:
                read = len(sound.read(out=piece))
            except soundfile.LibsndfileError:
                read = 0
            if read == 0:
                break
            filled += read
        yield block[:filled]
        if filled < _BLOCK_FRAMES:
            return


def _empty(name: str, promised_frames: int) -> AudioFileError:
    if promised_frames > 0:
        return AudioFileError(f"“{name}” is damaged: nothing in it can be read.", DAMAGED_ADVICE)
    return AudioFileError(f"“{name}” holds no sound.", "Choose a file that has sound in it.")


if __name__ == "__main__":
    main(sys.argv[1:])
