"""Find the takes that a crash left unfinished, and finish them."""

import logging
from collections.abc import Iterator
from pathlib import Path

from audiosynth_gui.audio.wav_layout import WavLayout, wav_header
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.project.documents import ProjectDocument, Take
from audiosynth_gui.project.parsing import parse_json_object, parse_part
from audiosynth_gui.project.take_files import (
    UNFINISHED_SUFFIX,
    discard_files,
    finish_sound,
    mark_kept,
    part_path,
    wav_path,
)

RECOVERED_NAME = "Recovered take"

_LOG = logging.getLogger(__name__)
_HEADER_BYTES = len(wav_header("float32", 2, 44_100, None))


def recover_takes(takes_path: Path, document: ProjectDocument) -> Iterator[Take]:
    """Finish the takes that a crash left unfinished. Only while holding the project's lock.

    Args:
        takes_path: the folder of the takes.
        document: what the project lists.

    Yields:
        takes to add to the document, each followed by `mark_kept`. Takes without any sound
        are dropped; a take that cannot be finished is left for another time and logged.
    """
    listed = {take.id: take for take in document.takes}
    for note in sorted(takes_path.glob(f"*{UNFINISHED_SUFFIX}")):
        take_id = note.name.removesuffix(UNFINISHED_SUFFIX)
        try:
            if take_id in listed:
                mark_kept(takes_path, listed[take_id])
                continue
            take = parse_part(Take, parse_json_object(note.read_bytes()))
            if take.id != take_id or take.file != f"takes/{take_id}.wav":
                raise ProjectError(f"“{note.name}” speaks of another take.")
            layout = _recovered_sound(takes_path, take_id)
        except (OSError, AudioFileError, ProjectError) as error:
            _LOG.warning("a take could not be recovered from %s: %s", note, error)
            continue
        if layout is not None:
            yield take.changed(
                name=RECOVERED_NAME,
                frames=layout.frames,
                sample_rate=layout.sample_rate,
                channels=layout.channels,
            )


def _recovered_sound(takes_path: Path, take_id: str) -> WavLayout | None:
    """Finish the sound of a take; None, and nothing left, where none was played."""
    part = part_path(takes_path, take_id)
    # A crash in the first moment leaves no sound, or a file that ends within its header.
    has_sound = part.exists() and part.stat().st_size > _HEADER_BYTES
    if has_sound or wav_path(takes_path, take_id).exists():
        return finish_sound(takes_path, take_id)
    discard_files(takes_path, take_id)
    return None
