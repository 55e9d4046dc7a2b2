"""Starts the helper process that decodes, listens to it and stops it."""

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
from pathlib import Path
from typing import IO

from audiosynth_gui.audio.decoded_audio import DAMAGED_ADVICE, DecodedAudio
from audiosynth_gui.errors import AudioFileError

_POLL_SECONDS = 0.05
_STDERR_TAIL_BYTES = 4_000
_LONGEST_LINE_BYTES = 4_000


class DecodingCancelledError(AudioFileError):
    """The musician stopped the import."""


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


def run_helper(
    command: tuple[str, ...],
    name: str,
    on_progress: Callable[[float], None] | None,
    is_cancelled: Callable[[], bool] | None,
    clock: "HelperClock",
) -> DecodedAudio:
    """Run a helper until it has decoded, or has to be stopped. The calling thread waits.

    Args:
        command: its command line.
        name: name of the file, for messages.
        on_progress: called with 0…1, in the calling thread.
        is_cancelled: asked about 20 times a second, in the calling thread.
        clock: how long it may take.

    Returns:
        What the helper says it made; not checked against what it wrote.

    Raises:
        DecodingCancelledError: `is_cancelled` said so.
        AudioFileError: it could not start, failed, or took too long.
    """
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=_helper_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise AudioFileError(
                f"“{name}” could not be read: no other process can be started.",
                "Close other programs, then try again.",
            ) from error
        conversation = _Conversation(process, name, on_progress, is_cancelled)
        try:
            return conversation.finish(clock)
        except AudioFileError as error:
            conversation.end()  # so that it has said all it has to say
            error.add_note(_tail(errors))
            raise
        finally:
            conversation.end()


class HelperClock:
    """Tells when a helper has had time enough."""

    def __init__(self, wall_seconds: float, stall_seconds: float) -> None:
        self._end = time.monotonic() + wall_seconds
        self._stall_seconds = stall_seconds
        self.heard()

    def heard(self) -> None:
        """Note a sign of life."""
        self._stalled = time.monotonic() + self._stall_seconds

    def is_over(self) -> bool:
        """Whether it is time to stop waiting."""
        return time.monotonic() > min(self._end, self._stalled)


class _Conversation:
    """Listens to one helper process."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        name: str,
        on_progress: Callable[[float], None] | None,
        is_cancelled: Callable[[], bool] | None,
    ) -> None:
        self._process = process
        self._name = name
        self._on_progress = on_progress or (lambda _fraction: None)
        self._is_cancelled = is_cancelled or (lambda: False)
        # Reading a pipe cannot be interrupted portably, so a thread of its own does it.
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name="decoding", daemon=True)
        self._listener.start()

    def finish(self, clock: HelperClock) -> DecodedAudio:
        """Wait for the result; raises as `run_helper` does."""
        while True:
            if self._is_cancelled():
                raise DecodingCancelledError(f"Importing “{self._name}” was stopped.")
            if clock.is_over():
                raise self._too_long()
            try:
                line = self._lines.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                continue
            if line is None:
                raise self._explain_end()
            clock.heard()
            said = self._understand(line)
            if isinstance(said, DecodedAudio):
                return said
            self._on_progress(said)

    def end(self) -> None:
        """Kill the helper if it still runs, and wait for it; harmless when repeated."""
        self._process.kill()
        self._process.wait()
        self._listener.join()

    def _listen(self) -> None:
        pipe = self._process.stdout
        if pipe is not None:
            with pipe:
                for line in iter(lambda: pipe.readline(_LONGEST_LINE_BYTES), b""):
                    self._lines.put(line)
        self._lines.put(None)

    def _understand(self, line: bytes) -> DecodedAudio | float:
        """Take what the helper said apart: the result, or how far it is.

        Nothing of it is believed: a hostile file may speak through the helper.
        """
        try:
            said = json.loads(line)
            if "fraction" in said:
                return min(1.0, max(0.0, float(said["fraction"])))
            if "finished" in said:
                found = said["finished"]
                return DecodedAudio(
                    sample_rate=int(found["sample_rate"]),
                    channels=int(found["channels"]),
                    frames=int(found["frames"]),
                    replaced_samples=int(found["replaced_samples"]),
                    source_format=str(found["source_format"]),
                    truncated=bool(found["truncated"]),
                )
            message, advice = said["problem"]
        except (ValueError, TypeError, KeyError) as error:
            raise self._crashed() from error
        raise AudioFileError(str(message), str(advice))

    def _explain_end(self) -> AudioFileError:
        killed_by = -self._process.wait()
        over_time = getattr(signal, "SIGXCPU", None)  # not on Windows
        return self._too_long() if killed_by == over_time else self._crashed()

    def _too_long(self) -> AudioFileError:
        return AudioFileError(
            f"Reading “{self._name}” took too long and was stopped.", DAMAGED_ADVICE
        )

    def _crashed(self) -> AudioFileError:
        return AudioFileError(
            f"“{self._name}” is so damaged that reading it failed.", DAMAGED_ADVICE
        )


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
