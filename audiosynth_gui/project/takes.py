"""Takes: written while they are played, kept or discarded at Stop, exported as WAV."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.audio.conversion import StreamingConverter
from audiosynth_gui.audio.files import WavSource, WavWriter
from audiosynth_gui.audio.wav_layout import MAX_SAMPLE_RATE, MIN_SAMPLE_RATE, SampleFormat
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import ProjectDocument, Take, TakeRecipe, new_id, time_now
from audiosynth_gui.project.edits import add_take
from audiosynth_gui.project.growing_sound import write_note
from audiosynth_gui.project.recordings import open_sound
from audiosynth_gui.project.sound_writer import SoundWriter
from audiosynth_gui.project.storage import ProjectFolder

_LOG = logging.getLogger(__name__)
_BLOCK_FRAMES = 1 << 16


class TakeWriter(SoundWriter[Take]):
    """A take that is being played; see `SoundWriter`.

    Attributes:
        take_id: id of the take to be.
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
        self.take_id = new_id()
        take = Take(
            id=self.take_id,
            name="Take",
            file=f"takes/{self.take_id}.wav",
            created_at=time_now(),
            sample_rate=sample_rate,
            channels=channels,
            frames=0,
            recipe=recipe,
        )
        super().__init__(folder, take)

    def note(self, recipe: TakeRecipe) -> None:
        """Write down what plays now that knobs were turned. Waits for the disk: not every block.

        Where the disk does not take it, a crash would bring the take back with the former recipe;
        `keep` writes the new one in any case.
        """
        self._item = self._item.changed(recipe=recipe)
        try:
            write_note(self._sound_folder, self._item)
        except OSError as error:
            _LOG.warning("the recipe of take %s could not be noted: %s", self.take_id, error)

    def _nothing_to_keep(self) -> ProjectError:
        return ProjectError("Nothing was played yet, so there is no take to keep.", "Press Play.")

    def _list(self, document: ProjectDocument, item: Take) -> ProjectDocument:
        return add_take(document, item)


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
