"""Bring recordings into a project, and open them again."""

from collections.abc import Callable
from pathlib import Path

from audiosynth_gui.audio.decoding import DecodedAudio, DecodingCancelledError, decode_to_wav
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.containment import safe_file_stem
from audiosynth_gui.project.documents import Recording, Take, new_id, time_now
from audiosynth_gui.project.edits import add_recording, find_recording
from audiosynth_gui.project.hashing import HashingCancelledError, hash_file
from audiosynth_gui.project.names import clean_name
from audiosynth_gui.project.storage import ProjectFolder

_DECODING_SHARE = 0.9
"""How much of an import's progress is decoding; the rest is the checksum."""


def import_recording(
    folder: ProjectFolder,
    source: Path,
    on_progress: Callable[[float], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
    recording_id: str | None = None,
) -> Recording:
    """Copy a sound file of any readable kind into the project and save.

    Blocks the calling thread (any but the window's); several imports may run at a time. Whatever
    goes wrong, the project is as it was before.

    Args:
        folder: a project open for work.
        source: the sound file; it is only read.
        on_progress: called with 0…1 in the calling thread.
        is_cancelled: asked about 20 times a second in the calling thread.
        recording_id: the id it is to have; without one it gets a new one.

    Returns:
        the recording as it is listed, with a name of its own.

    Raises:
        DecodingCancelledError: `is_cancelled` said so.
        AudioFileError: the file is missing, not audio, damaged or beyond the limits.
        ProjectError: the project cannot be written.
    """
    folder.require_writable()
    report = on_progress or (lambda _fraction: None)
    recording_id = recording_id or new_id()
    # The piece of the id makes the name unique, whatever other imports do meanwhile.
    file = f"recordings/{safe_file_stem(source.stem)}-{recording_id[:6]}.wav"
    target = folder.file_path(file)
    try:
        decoded = decode_to_wav(
            source, target, lambda fraction: report(fraction * _DECODING_SHARE), is_cancelled
        )
        sha256 = hash_file(target, is_cancelled)
        recording = _describe(recording_id, file, source, decoded, sha256)
        document = folder.update(lambda old: add_recording(old, recording))
    except BaseException as error:
        # Ctrl+C may come when it is listed already.
        if all(listed.id != recording_id for listed in folder.document.recordings):
            target.unlink(missing_ok=True)
        if isinstance(error, HashingCancelledError):
            raise DecodingCancelledError(f"Importing “{source.name}” was stopped.") from error
        raise
    report(1.0)
    return find_recording(document, recording_id)


def open_recording(folder: ProjectFolder, recording: Recording) -> WavSource:
    """Open the sound of a recording; the caller closes it. Any thread.

    Raises:
        ProjectError: the file is missing, or is another one than was imported.
        AudioFileError: it cannot be read.
    """
    return open_sound(folder, recording, "recording")


def open_sound(folder: ProjectFolder, item: Recording | Take, kind: str) -> WavSource:
    """Open the sound of a recording or take and hold it against the document. Any thread.

    Args:
        folder: the project.
        item: what to open.
        kind: what to call it in a message.

    Raises:
        ProjectError: the file is missing, or is another one than the document speaks of.
        AudioFileError: it cannot be read.
    """
    path = folder.file_path(item.file)
    if not path.is_file():
        raise ProjectError(
            f"The sound of the {kind} “{item.name}” is missing from the project folder.",
            f"Put “{item.file}” back in its place, or remove the {kind}.",
        )
    source = WavSource(path)
    if (source.sample_rate, source.channels, source.frames) != (
        item.sample_rate,
        item.channels,
        item.frames,
    ):
        source.close()
        raise ProjectError(
            f"The sound of the {kind} “{item.name}” was changed by another program.",
            f"Put the first version of “{item.file}” back, or remove the {kind}.",
        )
    return source


def _describe(
    recording_id: str, file: str, source: Path, decoded: DecodedAudio, sha256: str
) -> Recording:
    return Recording(
        id=recording_id,
        name=clean_name(source.stem),
        file=file,
        sha256=sha256,
        sample_rate=decoded.sample_rate,
        channels=decoded.channels,
        frames=decoded.frames,
        source_name=clean_name(source.name),
        added_at=time_now(),
        replaced_samples=decoded.replaced_samples,
        source_truncated=decoded.truncated,
    )
