"""Takes: written while they are played, kept or discarded at Stop, exported as WAV."""

import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.audio.atomic import explain_write_error
from audiosynth_gui.audio.buffer import Samples, check_shape
from audiosynth_gui.audio.conversion import StreamingConverter
from audiosynth_gui.audio.files import WavSource, WavWriter
from audiosynth_gui.audio.pcm import encode_samples
from audiosynth_gui.audio.wav_layout import MAX_SAMPLE_RATE, MIN_SAMPLE_RATE, SampleFormat
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import Take, TakeRecipe, new_id, time_now
from audiosynth_gui.project.edits import add_take, clean_name, find_take
from audiosynth_gui.project.recordings import open_sound
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.take_files import (
    GrowingTake,
    discard_files,
    finish_sound,
    mark_kept,
    write_note,
)

_LOG = logging.getLogger(__name__)
_BLOCK_FRAMES = 1 << 16


class TakeWriter:
    """A take that is being played. To be used by one thread at a time.

    Every block goes straight to the disk's cache, so memory stays the same however long it
    plays, and a killed program loses nothing that was written: the next opening of the project
    recovers it. End it with `keep` or `discard`.

    Attributes:
        take_id: id of the take to be.
        frames: frames written so far.
        replaced_samples: samples that were no number and became silence.
    """

    def __init__(
        self, folder: ProjectFolder, recipe: TakeRecipe, sample_rate: int, channels: int
    ) -> None:
        """Begin a take.

        Args:
            folder: a project open for work.
            recipe: what plays.
            sample_rate: in hertz.
            channels: 1 or 2.

        Raises:
            ProjectError: the project cannot be written.
            pydantic.ValidationError: rate or channels are beyond the limits.
        """
        folder.require_writable()
        self.take_id = new_id()
        self.frames = 0
        self.replaced_samples = 0
        self._folder = folder
        self._take = Take(
            id=self.take_id,
            name="Take",
            file=f"takes/{self.take_id}.wav",
            created_at=time_now(),
            sample_rate=sample_rate,
            channels=channels,
            frames=0,
            recipe=recipe,
        )
        self._kept: Take | None = None
        self._failure: ProjectError | None = None
        try:
            self._growing = GrowingTake(folder.takes_path, self._take)
        except OSError as error:
            raise self._explain(error) from error

    def write(self, samples: Samples) -> None:
        """Append a block.

        Args:
            samples: float32, shape (frames, channels).

        Raises:
            ProjectError: the disk is full or fails. What was written before is still there to
                be kept; nothing can be appended any more.
            ValueError: another shape, or the take has ended.
        """
        check_shape(samples, self._take.channels)
        if self._failure is not None:
            raise self._failure
        encoded = encode_samples(samples, "float32", None)
        try:
            self._growing.append(encoded.data)
        except OSError as error:
            self._failure = self._explain(error)
            raise self._failure from error
        self.frames += samples.shape[0]
        self.replaced_samples += encoded.replaced_samples

    def note(self, recipe: TakeRecipe) -> None:
        """Write down what plays now that knobs were turned. Waits for the disk: not every block.

        Where the disk does not take it, a crash would bring the take back with the former recipe;
        `keep` writes the new one in any case.
        """
        self._take = self._take.changed(recipe=recipe)
        try:
            write_note(self._folder.takes_path, self._take)
        except OSError as error:
            _LOG.warning("the recipe of take %s could not be noted: %s", self.take_id, error)

    def keep(self, name: str | None = None) -> Take:
        """End the take, list it in the project and save.

        After an error nothing is lost: it may be called again, and otherwise the next opening of
        the project recovers the take.

        Args:
            name: what to call it, numbered where the name is taken; `Take` where None.

        Returns:
            the take as it is listed.

        Raises:
            ProjectError: nothing was played, or the disk is full or fails.
        """
        if self._kept is not None:
            return self._kept
        self._growing.close()
        if self.frames == 0 and self._failure is None:
            self.discard()
            raise ProjectError(
                "Nothing was played yet, so there is no take to keep.", "Press Play."
            )
        takes_path = self._folder.takes_path
        try:
            layout = finish_sound(takes_path, self.take_id)
        except OSError as error:
            raise self._explain(error) from error
        take = self._take.changed(name=clean_name(name or self._take.name), frames=layout.frames)
        document = self._folder.update(lambda old: add_take(old, take))
        self._kept = find_take(document, self.take_id)
        try:
            mark_kept(takes_path, self._kept)
        except OSError as error:
            # It is listed and saved; the next opening tidies up.
            _LOG.warning("the note of take %s could not be finished: %s", self.take_id, error)
        return self._kept

    def discard(self) -> None:
        """Delete the take. Never raises; does nothing after `keep`."""
        if self._kept is not None:
            return
        self._growing.close()
        with contextlib.suppress(OSError):
            discard_files(self._folder.takes_path, self.take_id)

    def _explain(self, error: OSError) -> ProjectError:
        # The musician knows the take by its name, not by its id.
        shown = self._folder.takes_path / f"{self._take.name}.wav"
        return ProjectError(*explain_write_error(shown, error))


@dataclass(frozen=True)
class ExportedSound:
    """What an export wrote.

    Attributes:
        path: the file.
        sample_rate: in hertz.
        channels: number of channels.
        frames: length in frames.
        clipped_samples: samples too loud for an integer format, cut at full scale.
    """

    path: Path
    sample_rate: int
    channels: int
    frames: int
    clipped_samples: int


def open_take(folder: ProjectFolder, take: Take) -> WavSource:
    """Open the sound of a take; the caller closes it. Any thread.

    Raises:
        ProjectError: the file is missing, or is another one than was kept.
        AudioFileError: it cannot be read.
    """
    return open_sound(folder, take, "take")


def export_take(
    folder: ProjectFolder,
    take: Take,
    out: Path,
    sample_format: SampleFormat,
    sample_rate: int | None = None,
    channels: int | None = None,
    on_progress: Callable[[float], None] | None = None,
) -> ExportedSound:
    """Write a take as a WAV file outside the project.

    It appears under its name only when whole; a file that is there is replaced. As `float32` at
    the take's own rate and channels the samples are those of the take, bit for bit. Blocks the
    calling thread; memory does not grow with the length.

    Args:
        folder: the project.
        take: what to export.
        out: the file to make; its name ends in `.wav`.
        sample_format: `pcm16` and `pcm24` are dithered.
        sample_rate: in hertz; the take's own where None.
        channels: 1 or 2; the take's own where None.
        on_progress: called with 0…1; an exception from it ends the export and leaves no file.

    Raises:
        ProjectError: `out` lies in the project or is no WAV name, the rate is beyond 1 to
            384 kHz, or the take's sound is missing.
        AudioFileError: the disk is full, fails, or is protected.
        ValueError: other channels than those.
    """
    to_rate = take.sample_rate if sample_rate is None else sample_rate
    to_channels = take.channels if channels is None else channels
    if not MIN_SAMPLE_RATE <= to_rate <= MAX_SAMPLE_RATE:
        raise ProjectError(
            f"Sound cannot be exported at {to_rate} Hz.", "Choose 44100 or 48000 Hz."
        )
    check_export_target(folder, out)
    with open_take(folder, take) as source:
        converter = StreamingConverter(take.sample_rate, take.channels, to_rate, to_channels)
        with WavWriter(out, to_rate, to_channels, sample_format) as writer:
            for start in range(0, take.frames, _BLOCK_FRAMES):
                stop = min(start + _BLOCK_FRAMES, take.frames)
                block = source.read(start, stop)
                writer.write(converter.push(block, last=stop == take.frames))
                if on_progress is not None:
                    on_progress(stop / take.frames)
    return ExportedSound(out, to_rate, to_channels, writer.frames, writer.clipped_samples)


def check_export_target(folder: ProjectFolder, out: Path) -> None:
    """Refuse an export to where none may lie, before anything is made.

    Raises:
        ProjectError: `out` lies in the project or is no WAV name.
    """
    if out.suffix.lower() != ".wav":
        raise ProjectError(
            f"“{out.name}” is not the name of a WAV file.", "Choose a name that ends in .wav."
        )
    if out.resolve().is_relative_to(folder.path):
        raise ProjectError(
            f"“{out.name}” would lie inside the project folder, where only the project writes.",
            "Choose another folder for the export.",
        )
