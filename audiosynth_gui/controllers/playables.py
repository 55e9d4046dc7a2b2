"""What can be played: an iterator of blocks with a beginning and an end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.gain import LouderSource
from audiosynth_gui.controllers.looping import LiveLoop, PlayPath, blend_seam, seam_frames
from audiosynth_gui.project.documents import Recording, Take
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter

if TYPE_CHECKING:  # loads torch and numba, which the window's start does not wait for
    from audiosynth_gui.project.continuation import Continuation

FILE_BLOCK_SECONDS = 0.02
GUARD_SECONDS = 0.003
"""A file that is cut into somewhere in its middle begins and ends within this time."""

SoundKind = Literal["recording", "take", "continuation"]


class Playable(Protocol):
    """Sound that a play thread can play; used in that thread only.

    Attributes:
        sample_rate, channels: of the blocks.
        note: what the musician should know about it in a sentence; may be empty.
    """

    @property
    def sample_rate(self) -> int:
        """Frames a second."""

    @property
    def channels(self) -> int:
        """Channels of every block."""

    @property
    def note(self) -> str:
        """What to tell."""

    def blocks(self) -> Iterator[Samples]:
        """Give the sound, float32 (frames, channels) a block, ±1."""

    def end(self) -> Take | None:
        """Let go of everything; give the take that is kept, if any."""


@dataclass(frozen=True)
class Origin:
    """What a playable was made from.

    Attributes:
        kind: a recording, a take, or a continuation being made.
        item_id: id of the recording or take; of the model for a continuation.
        start_seconds: place of the first frame in the recording or take.
    """

    kind: SoundKind
    item_id: str
    start_seconds: float = 0.0

    @classmethod
    def of(cls, item: Recording | Take, start_seconds: float) -> "Origin":
        """Give that of a recording or take."""
        kind: SoundKind = "recording" if isinstance(item, Recording) else "take"
        return cls(kind, item.id, start_seconds)


class FilePlayable:
    """Part of a sound file, looped while there is a loop."""

    note = ""

    def __init__(
        self,
        source: WavSource | LouderSource,
        start_seconds: float,
        stop_seconds: float | None,
        loop: LiveLoop | None = None,
        path: PlayPath | None = None,
    ) -> None:
        """Play from `start_seconds` to `stop_seconds` or the end; `end` closes `source`.

        A `loop` whose end lies ahead is played for as long as it is there; `path` is told where
        the sound goes on each time.
        """
        self.sample_rate = source.sample_rate
        self.channels = source.channels
        self._source = source
        self._loop = loop or LiveLoop()
        self._path = path or PlayPath(start_seconds)
        self._start = min(max(0, round(start_seconds * source.sample_rate)), source.frames)
        self._stop = source.frames
        if stop_seconds is not None:
            self._stop = min(max(self._start, round(stop_seconds * source.sample_rate)), self._stop)

    def blocks(self) -> Iterator[Samples]:
        """Give the part block by block, faded in and out over 3 ms where it cuts into sound.

        A loop is played to the frame, its end blended over 3 ms into what lies before its start.
        """
        size = max(1, round(FILE_BLOCK_SECONDS * self.sample_rate))
        guard = max(1, round(GUARD_SECONDS * self.sample_rate))
        at, heard = self._start, 0
        while True:
            loop = self._loop.frames(self.sample_rate, self._source.frames)
            if loop is not None and at >= loop[1]:
                loop = None  # it has been passed
            end = self._stop if loop is None else loop[1]
            if at >= end:
                return
            stop = min(at + size, end)
            block = self._source.read(at, stop)
            if loop is not None:
                block = self._near_seam(block, at, loop)
            gain = np.ones(stop - at, np.float32)
            if self._start > 0:
                gain *= np.clip((heard + np.arange(stop - at, dtype=np.float32)) / guard, 0, 1)
            if loop is None and end < self._source.frames:
                gain *= np.clip((end - 1 - np.arange(at, stop, dtype=np.float32)) / guard, 0, 1)
            yield block * gain[:, None]
            heard, at = heard + stop - at, stop
            if loop is not None and at == loop[1]:
                at = loop[0]
                self._path.jump(heard / self.sample_rate, at / self.sample_rate)

    def end(self) -> None:
        """Close the file."""
        self._source.close()

    def _near_seam(self, block: Samples, at: int, loop: tuple[int, int]) -> Samples:
        """Blend what of `block`, read at a frame, lies in the seam of `loop`."""
        seam = seam_frames(loop, self.sample_rate)
        first = max(at, loop[1] - seam)
        count = at + len(block) - first
        if count <= 0:
            return block
        lead = np.zeros((count, self.channels), np.float32)
        from_frame = first - loop[1] + loop[0]
        found = self._source.read(from_frame, from_frame + count)
        lead[count - len(found) :] = found
        weights = (first - loop[1] + seam + np.arange(1, count + 1)) / (seam + 1)
        block[-count:] = blend_seam(block[-count:], lead, weights.astype(np.float32))
        return block


NOTE_SECONDS = 5.0
"""Turned knobs are written to the disk about this often, for the case of a crash."""


@dataclass
class LiveControls:
    """Knobs that act on the sound being made; written by the window, read between blocks.

    Each is one number, so neither side needs a lock.
    """

    temperature: float
    top_p: float
    freedom: float


class ContinuationPlayable:
    """A continuation that becomes a take."""

    def __init__(
        self,
        folder: ProjectFolder,
        continuation: "Continuation",
        controls: LiveControls,
    ) -> None:
        """Begin a take in `folder`. A ProjectError when it cannot be written."""
        self.sample_rate = continuation.sample_rate
        self.channels = continuation.channels
        self._continuation = continuation
        self._controls = controls
        self._noted = continuation.recipe
        self._writer = TakeWriter(folder, self._noted, self.sample_rate, self.channels)

    @property
    def note(self) -> str:
        """What the continuation says of itself."""
        return self._continuation.note

    def blocks(self) -> Iterator[Samples]:
        """Make the sound, writing each block to the take before it is played."""
        noted_frames = 0
        for block in self._continuation:
            self._writer.write(block.samples)
            yield block.samples
            if self._writer.frames - noted_frames > NOTE_SECONDS * self.sample_rate:
                noted_frames = self._writer.frames
                self._note_moves()
            self._continuation.temperature = self._controls.temperature
            self._continuation.top_p = self._controls.top_p
            self._continuation.freedom = self._controls.freedom

    def end(self) -> Take | None:
        """Keep the take, unless nothing was made."""
        if self._writer.frames == 0:
            self._writer.discard()
            return None
        self._note_moves()
        return self._writer.keep()

    def _note_moves(self) -> None:
        recipe = self._continuation.recipe
        if recipe != self._noted:
            self._writer.note(recipe)
            self._noted = recipe


OpenContinuation = Callable[[ProjectFolder, ContinuationRequest], "Continuation"]
