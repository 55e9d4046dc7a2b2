"""The files of a take, from the first block to the finished WAV.

While a take is played, two files stand in `takes/`: `<id>.wav.part`, a growing WAV file whose
header says "to the end of the file", and `<id>.unfinished.json`, the take as it was meant.
Keeping it makes `<id>.wav` and `<id>.json` of them, and lists it in the document in between.
Whatever a crash leaves of these steps is enough to finish them later.

Not `WavWriter`: that one deletes what it wrote when the disk is full, and a take that
played for an hour has to stay.
"""

import contextlib
import os
from pathlib import Path

from audiosynth_gui.audio.atomic import place_file, write_all, write_bytes_atomically
from audiosynth_gui.audio.wav_layout import WavLayout, read_wav_layout, wav_header
from audiosynth_gui.errors import AudioFileError
from audiosynth_gui.project.documents import Take
from audiosynth_gui.project.parsing import document_to_bytes

UNFINISHED_SUFFIX = ".unfinished.json"


class GrowingTake:
    """The two files of a take that is being played. To be used by one thread at a time."""

    def __init__(self, takes_path: Path, take: Take) -> None:
        """Make both files.

        Raises:
            OSError: one cannot be made; nothing is left of them.
        """
        self._descriptor: int | None = None
        try:
            # The note first: sound without a note would not be recovered.
            write_note(takes_path, take)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(part_path(takes_path, take.id), flags, 0o666)
            self.append(wav_header("float32", take.channels, take.sample_rate, None))
        except BaseException:
            self.close()
            with contextlib.suppress(OSError):
                discard_files(takes_path, take.id)
            raise

    def append(self, data: bytes) -> None:
        """Hand bytes to the operating system.

        Raises:
            OSError: the disk took only a part of them, or none.
            ValueError: closed.
        """
        if self._descriptor is None:
            raise ValueError("the take has ended")
        write_all(self._descriptor, data)

    def close(self) -> None:
        """End the growing; a second call does nothing. Never raises."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(descriptor)  # the sync in finish_sound reports what matters


def write_note(takes_path: Path, take: Take) -> None:
    """Say, for the case of a crash, which take is being played.

    Raises:
        OSError: the disk does not take it.
    """
    write_bytes_atomically(unfinished_path(takes_path, take.id), document_to_bytes(take))


def unfinished_path(takes_path: Path, take_id: str) -> Path:
    """The note of a take that is being played."""
    return takes_path / f"{take_id}{UNFINISHED_SUFFIX}"


def wav_path(takes_path: Path, take_id: str) -> Path:
    """The sound of a finished take."""
    return takes_path / f"{take_id}.wav"


def part_path(takes_path: Path, take_id: str) -> Path:
    """The sound of a take that is being played."""
    return takes_path / f"{take_id}.wav.part"


def finish_sound(takes_path: Path, take_id: str) -> WavLayout:
    """Make `<id>.wav` of `<id>.wav.part`: whole frames, a true header, safe on the disk.

    Where the WAV stands already, only its layout is read. Nothing is deleted on an error, so it
    can be tried again.

    Raises:
        AudioFileError: the part is missing or not a sound file of ours.
        OSError: the disk does not take it.
    """
    part, path = part_path(takes_path, take_id), wav_path(takes_path, take_id)
    if path.exists():
        return read_wav_layout(path)
    layout = read_wav_layout(part)
    header = wav_header(layout.sample_format, layout.channels, layout.sample_rate, layout.frames)
    if len(header) != layout.data_offset:
        raise AudioFileError(f"“{part.name}” is not a sound file of this program.")
    descriptor = os.open(part, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.ftruncate(descriptor, layout.data_offset + layout.frames * layout.frame_bytes)
        os.write(descriptor, header)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    finished = read_wav_layout(part)
    if finished.frames != layout.frames or finished.promised_frames != layout.frames:
        raise AudioFileError(f"The disk did not keep “{part.name}” as it was written.")
    place_file(part, path)
    return finished


def mark_kept(takes_path: Path, take: Take) -> None:
    """Write `<id>.json` of a listed take and drop the note that it is unfinished.

    Raises:
        OSError: the disk does not take it; the next opening tries again.
    """
    write_bytes_atomically(takes_path / f"{take.id}.json", document_to_bytes(take))
    unfinished_path(takes_path, take.id).unlink(missing_ok=True)


def discard_files(takes_path: Path, take_id: str) -> None:
    """Delete what there is of an unfinished take.

    Raises:
        OSError: a file cannot be deleted.
    """
    # The note goes last: without it the sound would never be looked at again.
    part_path(takes_path, take_id).unlink(missing_ok=True)
    wav_path(takes_path, take_id).unlink(missing_ok=True)
    unfinished_path(takes_path, take_id).unlink(missing_ok=True)
