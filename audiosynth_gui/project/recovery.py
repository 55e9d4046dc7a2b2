"""Find the takes and recordings that a crash left unfinished, and finish them."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from audiosynth_gui.audio.wav_layout import WavLayout, wav_header
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.project.documents import ProjectDocument, Recording, Take
from audiosynth_gui.project.growing_sound import (
    UNFINISHED_SUFFIX,
    discard_files,
    finish_sound,
    mark_kept,
    part_path,
    wav_path,
)
from audiosynth_gui.project.hashing import hash_file
from audiosynth_gui.project.parsing import parse_json_object, parse_part

RECOVERED_NAME = "Recovered take"
RECOVERED_RECORDING_NAME = "Recovered recording"

_LOG = logging.getLogger(__name__)
_HEADER_BYTES = len(wav_header("float32", 2, 44_100, None))
_Growing = TypeVar("_Growing", Take, Recording)


def recover_takes(takes_path: Path, document: ProjectDocument) -> Iterator[Take]:
    """Finish the takes that a crash left unfinished. Only while holding the project's lock.

    Args:
        takes_path: the folder of the takes.
        document: what the project lists.

    Yields:
        takes to add to the document, each followed by `mark_kept`. Takes without any sound
        are dropped; a take that cannot be finished is left for another time and logged.
    """
    for take in _recover(takes_path, Take, document.takes, document):
        yield take.changed(name=RECOVERED_NAME)


def recover_recordings(recordings_path: Path, document: ProjectDocument) -> Iterator[Recording]:
    """Finish the recordings that a crash left unfinished; see `recover_takes`."""
    for recording in _recover(recordings_path, Recording, document.recordings, document):
        path = recordings_path / Path(recording.file).name
        yield recording.changed(name=RECOVERED_RECORDING_NAME, sha256=hash_file(path))


def _recover(
    folder: Path, kind: type[_Growing], listed: Iterable[_Growing], document: ProjectDocument
) -> Iterator[_Growing]:
    used_ids = {item.id for item in document.items()}
    by_file = {item.file: item for item in listed}
    for note in sorted(folder.glob(f"*{UNFINISHED_SUFFIX}")):
        stem = note.name.removesuffix(UNFINISHED_SUFFIX)
        file = f"{folder.name}/{stem}.wav"
        try:
            if file in by_file:
                mark_kept(folder, by_file[file])
                continue
            item = parse_part(kind, parse_json_object(note.read_bytes()))
            if item.file != file or item.id in used_ids:
                raise ProjectError(f"“{note.name}” speaks of another sound.")
            layout = _recovered_sound(folder, stem)
        except (OSError, AudioFileError, ProjectError) as error:
            _LOG.warning("a sound could not be recovered from %s: %s", note, error)
            continue
        if layout is not None:
            used_ids.add(item.id)
            yield item.changed(
                frames=layout.frames, sample_rate=layout.sample_rate, channels=layout.channels
            )


def _recovered_sound(folder: Path, stem: str) -> WavLayout | None:
    """Finish a sound; None, and nothing left, where there is none."""
    part = part_path(folder, stem)
    # A crash in the first moment leaves no sound, a file that ends within its header, or a part
    # of a frame.
    has_sound = part.exists() and part.stat().st_size > _HEADER_BYTES
    if has_sound or wav_path(folder, stem).exists():
        layout = finish_sound(folder, stem)
        if layout.frames:
            return layout
    discard_files(folder, stem)
    return None
