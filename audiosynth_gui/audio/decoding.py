"""Sound files of others brought into the project's own form, by a helper process."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from audiosynth_gui.audio.atomic import explain_write_error, place_file
from audiosynth_gui.audio.decoded_audio import DecodedAudio
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.wav_layout import explain_read_error
from audiosynth_gui.errors import AudioFileError

__all__ = ["DecodedAudio", "DecodingCancelledError", "DecodingLimits", "decode_to_wav"]

_POLL_SECONDS = 0.05
_STDERR_TAIL_BYTES = 4_000
_DAMAGED_ADVICE = "Open it in another program and save it as WAV or FLAC."


class DecodingCancelledError(AudioFileError):
    """The musician stopped the import."""


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
    size_bytes = _checked_size(source)
    wall_seconds = limits.wall_seconds(size_bytes)
    # The helper never gets to the final name: what it made is checked first.
    made = target.with_name(target.name + ".decoded")
    command = helper_command(source, made, wall_seconds, limits.memory_bytes)
    try:
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=_helper_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            conversation = _Conversation(process, source, on_progress, is_cancelled)
            try:
                decoded = conversation.finish(wall_seconds, limits.stall_seconds)
            except AudioFileError as error:
                conversation.end()
                error.add_note(_tail(errors))
                raise
            finally:
                conversation.end()
        _check_result(decoded, made)
        _place(made, target)
    finally:
        for leftover in (made, made.with_name(made.name + ".part")):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)
    return decoded


def helper_command(
    source: Path, target: Path, wall_seconds: float, memory_bytes: int
) -> tuple[str, ...]:
    """Build the command line of the helper process."""
    return (
        sys.executable,
        "-P",  # a file in the current folder must not pass for a module
        "-m",
        "audiosynth_gui.audio.decoding_process",
        str(source.absolute()),
        str(target.absolute()),
        str(int(wall_seconds) + 1),
        str(memory_bytes),
    )


class _Conversation:
    """Listens to one helper process and watches the clock."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        source: Path,
        on_progress: Callable[[float], None] | None,
        is_cancelled: Callable[[], bool] | None,
    ) -> None:
        self._process = process
        self._name = source.name
        self._on_progress = on_progress or (lambda _fraction: None)
        self._is_cancelled = is_cancelled or (lambda: False)
        # Reading a pipe cannot be interrupted portably, so a thread of its own does it.
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name="decoding", daemon=True)
        self._listener.start()

    def finish(self, wall_seconds: float, stall_seconds: float) -> DecodedAudio:
        """Wait for the result.

        Raises:
            AudioFileError: see `decode_to_wav`.
        """
        start = heard = time.monotonic()
        while True:
            if self._is_cancelled():
                raise DecodingCancelledError(f"Importing “{self._name}” was stopped.")
            now = time.monotonic()
            if now - start > wall_seconds or now - heard > stall_seconds:
                raise AudioFileError(
                    f"Reading “{self._name}” took too long and was stopped.", _DAMAGED_ADVICE
                )
            try:
                line = self._lines.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if line is None:
                raise self._explain_end()
            heard = time.monotonic()
            decoded = self._take(line)
            if decoded is not None:
                return decoded

    def end(self) -> None:
        """Kill the helper if it still runs, and wait for it."""
        self._process.kill()
        self._process.wait()
        self._listener.join()

    def _listen(self) -> None:
        pipe = self._process.stdout
        if pipe is not None:
            with pipe:
                for line in pipe:
                    self._lines.put(line)
        self._lines.put(None)

    def _take(self, line: bytes) -> DecodedAudio | None:
        try:
            said = json.loads(line)
            if "fraction" in said:
                self._on_progress(float(said["fraction"]))
                return None
            if "finished" in said:
                return DecodedAudio(**said["finished"])
            message, advice = said["problem"]
        except (ValueError, TypeError, KeyError) as error:
            raise self._crashed() from error
        raise AudioFileError(str(message), str(advice))

    def _explain_end(self) -> AudioFileError:
        status = self._process.wait()
        if status == -getattr(signal, "SIGXCPU", 0) != 0:
            return AudioFileError(
                f"Reading “{self._name}” took too long and was stopped.", _DAMAGED_ADVICE
            )
        return self._crashed()

    def _crashed(self) -> AudioFileError:
        return AudioFileError(
            f"“{self._name}” is so damaged that reading it failed.", _DAMAGED_ADVICE
        )


def _checked_size(source: Path) -> int:
    try:
        with source.open("rb") as file:
            size_bytes = file.seek(0, os.SEEK_END)
    except OSError as error:
        raise explain_read_error(source, error) from error
    if size_bytes == 0:
        raise AudioFileError(f"“{source.name}” is empty.", "Choose a file that has sound in it.")
    return size_bytes


def _helper_environment() -> dict[str, str]:
    environment = dict(os.environ)
    # The same modules in the same order as here, wherever this program was started from.
    environment["PYTHONPATH"] = os.pathsep.join(folder for folder in sys.path if folder)
    # Threads of a linear algebra that is not used would take address space for nothing.
    environment["OPENBLAS_NUM_THREADS"] = "1"
    return environment


def _tail(errors: IO[bytes]) -> str:
    size_bytes = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size_bytes - _STDERR_TAIL_BYTES))
    return errors.read().decode("utf-8", "replace")


def _check_result(decoded: DecodedAudio, target: Path) -> None:
    """Hold what the helper says against what it wrote: it may have been taken over by the file."""
    with WavSource(target) as wav:
        written = (wav.sample_rate, wav.channels, wav.frames)
    if written != (decoded.sample_rate, decoded.channels, decoded.frames):
        raise AudioFileError("The decoded sound is not what was announced.", _DAMAGED_ADVICE)


def _place(made: Path, target: Path) -> None:
    try:
        place_file(made, target)
    except OSError as error:
        raise AudioFileError(*explain_write_error(target, error)) from error
