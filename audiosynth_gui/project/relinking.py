"""Find sound files that are gone from a project, and put them back in one go.

A file is put back only where it is certain to be the right one: a recording by the SHA-256 of
its bytes; a take, of which the document knows no checksum, by its random name and its format.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.audio.atomic import place_file
from audiosynth_gui.audio.decoding import DecodingCancelledError, decode_to_wav
from audiosynth_gui.audio.wav_layout import read_wav_layout
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.project.documents import ProjectDocument, Recording, Take
from audiosynth_gui.project.file_copying import CopyCancelledError, copy_file
from audiosynth_gui.project.hashing import HashingCancelledError, hash_file
from audiosynth_gui.project.storage import ProjectFolder

Sound = Recording | Take
_Format = tuple[int, int, int]
"""Sample rate, channels, frames."""
_LEAST_SAMPLE_BYTES = 2


@dataclass(frozen=True)
class Relinked:
    """What a search came to.

    Attributes:
        found: sounds whose file is back in its place.
        missing: sounds whose file is still gone.
        looked_at: how many files were looked at.
    """

    found: tuple[Sound, ...]
    missing: tuple[Sound, ...]
    looked_at: int


def missing_sounds(
    folder: ProjectFolder, document: ProjectDocument | None = None
) -> tuple[Sound, ...]:
    """The recordings and takes whose file is not in its place. Any thread.

    Args:
        folder: the project.
        document: what to look for; what is saved where None.
    """
    listed = document or folder.document
    sounds: tuple[Sound, ...] = (*listed.recordings, *listed.takes)
    return tuple(sound for sound in sounds if not folder.file_path(sound.file).is_file())


def relink(
    folder: ProjectFolder,
    place: Path,
    on_looked_at: Callable[[int, str], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Relinked:
    """Look for all missing files in `place` and in the project's own folder; put them back.

    Looked at are all files below `place`: first those that may be it by size and format are held
    against the checksum, then those called as the recording's source are decoded once more and
    held against it, too. What is found is copied and stays where it is. A file that stands in its
    place is never touched. Blocks the calling thread (any but the window's).

    Args:
        folder: a project open for work.
        place: the folder to look through; links to other folders are not followed.
        on_looked_at: called with the number of files looked at, and the present one's name.
        is_cancelled: asked before every file and block; what is back by then stays.

    Raises:
        ProjectError: read-only, `place` is no folder, or the disk is full or protected.
    """
    folder.require_writable()
    if not place.is_dir():
        raise ProjectError(f"There is no folder “{place}”.", "Choose another folder.")
    search = _Search(folder, on_looked_at or _nothing, is_cancelled or _never)
    gone = missing_sounds(folder)
    try:
        search.by_content(folder.path)
        search.by_content(place)
        search.by_source(place)
    except (CopyCancelledError, DecodingCancelledError, HashingCancelledError):
        pass
    except OSError as error:
        raise ProjectError(*explain_write_error(folder.path, error)) from error
    found = tuple(sound for sound in gone if sound in search.found)
    return Relinked(found, missing_sounds(folder), search.looked_at)


class _Search:
    """One search: what is still wanted, and what was found."""

    def __init__(
        self,
        folder: ProjectFolder,
        on_looked_at: Callable[[int, str], None],
        is_cancelled: Callable[[], bool],
    ) -> None:
        self._folder = folder
        self._on_looked_at = on_looked_at
        self._is_cancelled = is_cancelled
        self._wanted = list(missing_sounds(folder))
        self.found: list[Sound] = []
        self.looked_at = 0

    def by_content(self, place: Path) -> None:
        """Find what lies in `place` as it was in the project, whatever it is called."""
        for path in self._files(place):
            candidates = self._candidates(path)
            if not candidates:
                continue
            digest = None
            for sound in candidates:
                if isinstance(sound, Recording):
                    digest = digest or self._hash(path)
                    if digest == sound.sha256:
                        self._put_back(sound, path)
                elif path.name == Path(sound.file).name:
                    self._put_back(sound, path)

    def by_source(self, place: Path) -> None:
        """Find the files that recordings were once imported from, by name, and decode them."""
        by_name: dict[str, list[Recording]] = {}
        for sound in self._wanted:
            if isinstance(sound, Recording):
                by_name.setdefault(sound.source_name, []).append(sound)
        for path in self._files(place) if by_name else ():
            for recording in by_name.get(path.name, ()):
                if recording in self._wanted:
                    self._decode(recording, path)

    def _files(self, place: Path) -> Iterator[Path]:
        """All files below `place`, while something is wanted; what cannot be read is left out."""
        for here, folders, names in os.walk(place):
            folders.sort()
            for name in sorted(names):
                if self._is_cancelled():
                    raise CopyCancelledError
                if not self._wanted:
                    return
                self.looked_at += 1
                self._on_looked_at(self.looked_at, name)
                path = Path(here, name)
                if path.is_file():  # no pipe, which would wait for its writer
                    yield path

    def _candidates(self, path: Path) -> list[Sound]:
        """What the file may be, by its size and format."""
        try:
            size_bytes = path.stat().st_size
            least_bytes = (
                _LEAST_SAMPLE_BYTES * sound.channels * sound.frames for sound in self._wanted
            )
            if size_bytes <= min(least_bytes, default=0):
                return []
            layout = read_wav_layout(path)
        except (OSError, AudioFileError):
            return []
        here = (layout.sample_rate, layout.channels, layout.frames)
        return [sound for sound in self._wanted if _format_of(sound) == here]

    def _hash(self, path: Path) -> str:
        try:
            return hash_file(path, self._is_cancelled)
        except AudioFileError:
            return "unreadable"

    def _put_back(self, sound: Sound, path: Path) -> None:
        with self._part(sound) as part:
            copy_file(path, part, _no_bytes, self._is_cancelled)
            self._place(sound, part)

    def _decode(self, recording: Recording, path: Path) -> None:
        # Another file may have this name, and be no sound.
        with suppress(AudioFileError), self._part(recording) as part:
            decode_to_wav(path, part, None, self._is_cancelled)
            self._place(recording, part)

    @contextmanager
    def _part(self, sound: Sound) -> Iterator[Path]:
        """A name beside the sound's own for what is being made; gone at the end if still there."""
        target = self._folder.file_path(sound.file)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)

    def _place(self, sound: Sound, part: Path) -> None:
        """Move a copy to its name, once it is certain that it is whole and the right one."""
        target = self._folder.file_path(sound.file)
        layout = read_wav_layout(part)
        here = (layout.sample_rate, layout.channels, layout.frames)
        is_right = here == _format_of(sound) and (
            not isinstance(sound, Recording) or self._hash(part) == sound.sha256
        )
        if is_right and not target.exists():
            place_file(part, target)
            self._wanted.remove(sound)
            self.found.append(sound)


def _format_of(sound: Sound) -> _Format:
    return sound.sample_rate, sound.channels, sound.frames


def _nothing(_count: int, _name: str) -> None:
    """Tell nobody."""


def _no_bytes(_count: int) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False
