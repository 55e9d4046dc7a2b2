"""Recordings made here: written while they are recorded, listed at Stop."""

import shutil
import time
from datetime import datetime

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.wav_layout import BYTES_PER_SAMPLE, WavLayout
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.containment import safe_file_stem
from audiosynth_gui.project.documents import ProjectDocument, Recording, new_id, time_now
from audiosynth_gui.project.edits import add_recording
from audiosynth_gui.project.hashing import NO_SOUND_SHA256, hash_file
from audiosynth_gui.project.names import clean_name
from audiosynth_gui.project.sound_writer import SoundWriter
from audiosynth_gui.project.storage import ProjectFolder

RESERVE_BYTES = 32 << 20
"""What is left free on the disk, so that the project can still be saved when a recording ends."""

_LOOK_SECONDS = 1.0
_FREE_SPACE = "Free some space, or move the project to another disk."


class RecordingWriter(SoundWriter[Recording]):
    """A recording that is being made; see `SoundWriter`. Its file is 32-bit float.

    Attributes:
        recording_id: id of the recording to be.
    """

    def __init__(
        self,
        folder: ProjectFolder,
        sample_rate: int,
        channels: int,
        source_name: str,
        begun_at: datetime | None = None,
    ) -> None:
        """Begin a recording.

        Args:
            folder: a project open for work.
            sample_rate: in hertz.
            channels: 1 to 8.
            source_name: what is recorded from, as the musician knows it.
            begun_at: by the clock on the wall, for its name; now where None.

        Raises:
            ProjectError: the project cannot be written, or its disk is nearly full.
            pydantic.ValidationError: rate or channels are beyond the limits.
        """
        self.recording_id = new_id()
        name = f"Recording {begun_at or datetime.now():%Y-%m-%d %H.%M}"
        recording = Recording(
            id=self.recording_id,
            name=name,
            file=f"recordings/{safe_file_stem(name)}-{self.recording_id[:6]}.wav",
            sha256=NO_SOUND_SHA256,
            sample_rate=sample_rate,
            channels=channels,
            frames=0,
            source_name=clean_name(source_name, otherwise="Microphone"),
            added_at=time_now(),
        )
        self._byte_rate = byte_rate_of(sample_rate, channels)
        self._looked_at = 0.0
        self.seconds_left = seconds_left(folder, self._byte_rate)
        if self.seconds_left <= 0:
            raise ProjectError(
                "There is no room left to record on the disk of this project.", _FREE_SPACE
            )
        super().__init__(folder, recording)

    def write(self, samples: Samples) -> None:
        """Append a block; see `SoundWriter.write`. Looks at the disk once a second.

        Raises:
            ProjectError: as there; also when only `RESERVE_BYTES` are left. The block is kept then.
        """
        super().write(samples)
        now = time.monotonic()
        if now - self._looked_at < _LOOK_SECONDS:
            return
        self._looked_at = now
        self.seconds_left = seconds_left(self._folder, self._byte_rate)
        if self.seconds_left <= 0:
            self._failure = ProjectError(
                "The disk is nearly full, so the recording was ended; all of it is kept.",
                _FREE_SPACE,
            )
            raise self._failure

    def _finished(self, layout: WavLayout) -> Recording:
        path = self._folder.file_path(self._item.file)
        return self._item.changed(
            frames=layout.frames,
            sha256=hash_file(path),
            replaced_samples=self.replaced_samples,
        )

    def _nothing_to_keep(self) -> ProjectError:
        return ProjectError(
            "Nothing was recorded, so there is nothing to keep.", "Record a little longer."
        )

    def _list(self, document: ProjectDocument, item: Recording) -> ProjectDocument:
        return add_recording(document, item)


def byte_rate_of(sample_rate: int, channels: int) -> int:
    """Bytes that a second of recording takes."""
    return sample_rate * channels * BYTES_PER_SAMPLE["float32"]


def seconds_left(folder: ProjectFolder, byte_rate: int) -> float:
    """How long can be recorded into a project before its disk is nearly full. Any thread.

    Args:
        folder: the project.
        byte_rate: bytes a second.

    Raises:
        ProjectError: the project folder is gone.
    """
    try:
        free_bytes = shutil.disk_usage(folder.path).free
    except OSError as error:
        raise ProjectError(
            f"The folder of the project “{folder.document.name}” cannot be reached.",
            "Check the disk it lies on, then open the project again.",
        ) from error
    return max(0.0, (free_bytes - RESERVE_BYTES) / byte_rate)
