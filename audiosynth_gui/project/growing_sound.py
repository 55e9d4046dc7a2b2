"""The files of a take or a recording that grows, from the first block to the finished WAV.

Meanwhile two files stand in its folder: `<stem>.wav.part`, a growing WAV file whose header says
"to the end of the file", and `<stem>.unfinished.json`, the take or recording as it is meant.
Keeping it makes `<stem>.wav` of them, and lists it in the document before the note goes; a take
gets its `<stem>.json` too. Whatever a crash leaves of these steps is enough to finish them later.

Not `WavWriter`: that one deletes what it wrote when the disk is full, and what
played for an hour has to stay.
"""

import contextlib
import os
from pathlib import Path, PurePosixPath

from audiosynth_gui.audio.atomic import place_file, write_all, write_bytes_atomically
from audiosynth_gui.audio.wav_layout import WavLayout, read_wav_layout, wav_header
from audiosynth_gui.errors import AudioFileError
from audiosynth_gui.project.documents import Recording, Take
from audiosynth_gui.project.parsing import document_to_bytes

UNFINISHED_SUFFIX = ".unfinished.json"


class GrowingSound:
    """The two files of a sound that grows. To be used by one thread at a time."""

    def __init__(self, folder: Path, item: Take | Recording) -> None:
        """Make both files.

        Raises:
            OSError: one cannot be made; nothing is left of them.
        """
        self._descriptor: int | None = None
        try:
            # The note first: sound without a note would not be recovered.
            write_note(folder, item)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(part_path(folder, stem_of(item)), flags, 0o666)
            self.append(wav_header("float32", item.channels, item.sample_rate, None))
        except BaseException:
            self.close()
            with contextlib.suppress(OSError):
                discard_files(folder, stem_of(item))
            raise

    def append(self, data: bytes) -> None:
        """Hand bytes to the operating system.

        Raises:
            OSError: the disk took only a part of them, or none.
            ValueError: closed.
        """
        if self._descriptor is None:
            raise ValueError("the sound has ended")
        write_all(self._descriptor, data)

    def close(self) -> None:
        """End the growing; a second call does nothing. Never raises."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(descriptor)  # the sync in finish_sound reports what matters


def stem_of(item: Take | Recording) -> str:
    """Name of its files without suffix."""
    return PurePosixPath(item.file).stem


def write_note(folder: Path, item: Take | Recording) -> None:
    """Say, for the case of a crash, what it is that grows.

    Raises:
        OSError: the disk does not take it.
    """
    write_bytes_atomically(unfinished_path(folder, stem_of(item)), document_to_bytes(item))


def unfinished_path(folder: Path, stem: str) -> Path:
    """The note of a sound that grows."""
    return folder / f"{stem}{UNFINISHED_SUFFIX}"


def wav_path(folder: Path, stem: str) -> Path:
    """A finished sound."""
    return folder / f"{stem}.wav"


def part_path(folder: Path, stem: str) -> Path:
    """A sound that grows."""
    return folder / f"{stem}.wav.part"


def finish_sound(folder: Path, stem: str) -> WavLayout:
    """Make `<stem>.wav` of `<stem>.wav.part`: whole frames, a true header, safe on the disk.

    Where the WAV stands already, only its layout is read. Nothing is deleted on an error, so it
    can be tried again.

    Raises:
        AudioFileError: the part is missing or not a sound file of ours.
        OSError: the disk does not take it.
    """
    part, path = part_path(folder, stem), wav_path(folder, stem)
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


def mark_kept(folder: Path, item: Take | Recording) -> None:
    """Drop the note that a listed item is unfinished; a take gets its own file first.

    Raises:
        OSError: the disk does not take it; the next opening tries again.
    """
    stem = stem_of(item)
    if isinstance(item, Take):
        write_bytes_atomically(folder / f"{stem}.json", document_to_bytes(item))
    unfinished_path(folder, stem).unlink(missing_ok=True)


def discard_files(folder: Path, stem: str) -> None:
    """Delete what there is of an unfinished sound.

    Raises:
        OSError: a file cannot be deleted.
    """
    # The note goes last: without it the sound would never be looked at again.
    part_path(folder, stem).unlink(missing_ok=True)
    wav_path(folder, stem).unlink(missing_ok=True)
    unfinished_path(folder, stem).unlink(missing_ok=True)
