"""What takes and recordings have in common while they grow on the disk."""

import contextlib
import logging
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from audiosynth_gui.audio.buffer import Samples, check_shape
from audiosynth_gui.audio.pcm import encode_samples
from audiosynth_gui.audio.wav_layout import WavLayout
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import ProjectDocument, Recording, Take
from audiosynth_gui.project.growing_sound import (
    GrowingSound,
    discard_files,
    finish_sound,
    mark_kept,
    stem_of,
)
from audiosynth_gui.project.names import clean_name
from audiosynth_gui.project.storage import ProjectFolder

_LOG = logging.getLogger(__name__)
Growing = TypeVar("Growing", Take, Recording)


class SoundWriter(ABC, Generic[Growing]):
    """A take or recording that grows. To be used by one thread at a time.

    Every block goes straight to the disk's cache, so memory stays the same however long it
    lasts, and a killed program loses nothing that was written: the next opening of the project
    recovers it. End it with `keep` or `discard`.

    Attributes:
        frames: frames written so far.
        replaced_samples: samples that were no number and became silence.
    """

    def __init__(self, folder: ProjectFolder, item: Growing) -> None:
        """Begin it.

        Args:
            folder: a project open for work.
            item: as it is meant; its frames are not known yet.

        Raises:
            ProjectError: the project cannot be written.
        """
        folder.require_writable()
        self.frames = 0
        self.replaced_samples = 0
        self._folder = folder
        self._item: Growing = item
        self._sound_folder = folder.file_path(item.file).parent
        self._kept: Growing | None = None
        self._failure: ProjectError | None = None
        try:
            self._growing = GrowingSound(self._sound_folder, item)
        except OSError as error:
            raise self._explain(error) from error

    def write(self, samples: Samples) -> None:
        """Append a block.

        Args:
            samples: float32, shape (frames, channels).

        Raises:
            ProjectError: the disk is full or fails. What was written before is still there to
                be kept; nothing can be appended any more.
            ValueError: another shape, or it has ended.
        """
        check_shape(samples, self._item.channels)
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

    def keep(self, name: str | None = None) -> Growing:
        """End it, list it in the project and save.

        After an error nothing is lost: it may be called again, and otherwise the next opening of
        the project recovers it.

        Args:
            name: what to call it, numbered where the name is taken; the one it began with where
                None.

        Returns:
            the item as it is listed.

        Raises:
            ProjectError: there is no sound in it, or the disk is full or fails.
        """
        if self._kept is not None:
            return self._kept
        self._growing.close()
        if self.frames == 0 and self._failure is None:
            self.discard()
            raise self._nothing_to_keep()
        try:
            layout = finish_sound(self._sound_folder, stem_of(self._item))
        except OSError as error:
            raise self._explain(error) from error
        if layout.frames == 0:  # the disk was full before the first of them
            self.discard()
            raise self._nothing_to_keep()
        item = self._finished(layout).changed(name=clean_name(name or self._item.name))
        document = self._folder.update(lambda old: self._list(old, item))
        kept: Growing = item.changed(name=_name_in(document, item.id))
        self._kept = kept
        try:
            mark_kept(self._sound_folder, kept)
        except OSError as error:
            # It is listed and saved; the next opening tidies up.
            _LOG.warning("the note of %s could not be finished: %s", item.file, error)
        return kept

    def discard(self) -> None:
        """Delete it. Never raises; does nothing after `keep`."""
        if self._kept is not None:
            return
        self._growing.close()
        with contextlib.suppress(OSError):
            discard_files(self._sound_folder, stem_of(self._item))

    def _finished(self, layout: WavLayout) -> Growing:
        """Describe it as it stands on the disk; may read all of it."""
        return self._item.changed(frames=layout.frames)

    @abstractmethod
    def _nothing_to_keep(self) -> ProjectError:
        """Say that there is no sound in it."""

    @abstractmethod
    def _list(self, document: ProjectDocument, item: Growing) -> ProjectDocument:
        """Add it to the document."""

    def _explain(self, error: OSError) -> ProjectError:
        # The musician knows it by its name, not by its id.
        shown = self._sound_folder / f"{self._item.name}.wav"
        return ProjectError(*explain_write_error(shown, error))


def _name_in(document: ProjectDocument, item_id: str) -> str:
    return next(item.name for item in document.items() if item.id == item_id)
