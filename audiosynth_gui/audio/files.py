"""The project's own sound files: WAV, read anywhere at any time, written whole or not at all."""

import threading
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np

from audiosynth_gui.audio.atomic import AtomicFile, WholeOrNothing
from audiosynth_gui.audio.buffer import AudioBuffer, Samples, check_shape
from audiosynth_gui.audio.pcm import decode_samples, encode_samples
from audiosynth_gui.audio.wav_layout import (
    BYTES_PER_SAMPLE,
    MAX_CHANNELS,
    MAX_SAMPLE_RATE,
    MIN_SAMPLE_RATE,
    SampleFormat,
    explain_read_error,
    read_wav_layout,
    wav_header,
)
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import AudioFileError

__all__ = ["SampleFormat", "WavSource", "WavWriter", "read_audio", "write_wav"]

_BLOCK_FRAMES = 1 << 16  # what is converted at a time, to keep memory flat


class WavSource(AbstractContextManager["WavSource"]):
    """Random access to a WAV file of any length, without loading it. Any thread.

    Reads go straight to the wanted place in the file. A memory map would do the same, but counts
    every page touched as the program's memory and kills the program when the file is cut short
    or its disk is unplugged; here that is an AudioFileError.

    Attributes:
        path: the file.
        layout: its format.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            AudioFileError: missing, unreadable, or not a WAV file of 16-bit, 24-bit or
                32-bit float samples.
        """
        self.path = path
        self.layout = read_wav_layout(path)
        self._lock = threading.Lock()  # seek and read are two steps
        try:
            self._file = path.open("rb", buffering=0)
        except OSError as error:
            raise explain_read_error(path, error) from error

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self.layout.frames

    @property
    def channels(self) -> int:
        """Number of channels."""
        return self.layout.channels

    @property
    def sample_rate(self) -> int:
        """Frames a second, in hertz."""
        return self.layout.sample_rate

    def read(self, start_frame: int, stop_frame: int) -> Samples:
        """Read a stretch; what lies outside the file is left out.

        Args:
            start_frame: first frame; below 0 counts as 0.
            stop_frame: the frame after the last one; beyond the end counts as the end.

        Returns:
            A new float32 array, shape (frames, channels), empty where nothing is left. Integers
            are scaled to ±1; floats come as they are stored, also NaN and beyond ±1.

        Raises:
            AudioFileError: the file has become shorter, or its disk reports an error.
            ValueError: the source is closed.
        """
        start = min(max(start_frame, 0), self.frames)
        stop = min(max(stop_frame, start), self.frames)
        data = np.empty((stop - start) * self.layout.frame_bytes, np.uint8)
        view = data.data
        filled = 0
        try:
            with self._lock:
                self._file.seek(self.layout.data_offset + start * self.layout.frame_bytes)
                while filled < len(view):
                    step = self._file.readinto(view[filled:])
                    if not step:
                        break
                    filled += step
        except OSError as error:
            raise explain_read_error(self.path, error) from error
        if filled < len(view):
            raise AudioFileError(
                f"“{self.path.name}” has become shorter since it was opened.",
                "Import it again from its source.",
            )
        return decode_samples(data, self.layout.sample_format, self.channels)

    def close(self) -> None:
        """Close the file; reading afterwards is an error."""
        with self._lock:
            self._file.close()

    def __exit__(self, *_: object) -> None:
        self.close()


class WavWriter(WholeOrNothing):
    """Writes a WAV file that appears under its name only when it is whole.

    Until `commit` the sound lies in `path` + ".part", with a header that already makes it a
    readable WAV file, so that what a killed program had written can be opened. Past 4 GB the
    header becomes RF64. To be used by one thread at a time.

    Attributes:
        path: where the file will stand.
        frames: frames written so far.
        clipped_samples: samples beyond full scale that were cut (integer formats only).
        replaced_samples: samples that were no number and became silence.
    """

    def __init__(
        self,
        path: Path,
        sample_rate: int,
        channels: int,
        sample_format: SampleFormat,
        dither_seed: int | None = 0,
    ) -> None:
        """Begin the file.

        Args:
            path: where it will stand; an existing file is replaced on commit.
            sample_rate: in hertz, 1,000 to 384,000.
            channels: 1 to 8.
            sample_format: how to store samples.
            dither_seed: seed of the dither of integer formats: same sound and seed, same file.
                None rounds without dither.

        Raises:
            AudioFileError: the file cannot be created.
            ValueError: rate or channels beyond the limits.
        """
        if not 1 <= channels <= MAX_CHANNELS:
            raise ValueError(f"channels must be 1 to {MAX_CHANNELS}, not {channels}")
        if not MIN_SAMPLE_RATE <= sample_rate <= MAX_SAMPLE_RATE:
            raise ValueError(f"sample_rate must be {MIN_SAMPLE_RATE} to {MAX_SAMPLE_RATE} Hz")
        self.path = path
        self.frames = 0
        self.clipped_samples = 0
        self.replaced_samples = 0
        self._sample_rate = sample_rate
        self._channels = channels
        self._format: SampleFormat = sample_format
        self._noise = None if dither_seed is None else np.random.default_rng(dither_seed)
        try:
            self._file = AtomicFile(path, path.with_name(path.name + ".part"))
        except OSError as error:
            raise AudioFileError(*explain_write_error(path, error)) from error
        self._write_bytes(self._header(None))

    def write(self, samples: Samples) -> None:
        """Append sound.

        Args:
            samples: float32, shape (frames, channels).

        Raises:
            AudioFileError: the disk is full or fails; what was written is deleted.
            ValueError: another shape.
        """
        check_shape(samples, self._channels)
        for start in range(0, samples.shape[0], _BLOCK_FRAMES):
            block = samples[start : start + _BLOCK_FRAMES]
            encoded = encode_samples(block, self._format, self._noise)
            self._write_bytes(encoded.data)
            self.frames += block.shape[0]
            self.clipped_samples += encoded.clipped_samples
            self.replaced_samples += encoded.replaced_samples

    def commit(self) -> None:
        """Put the file in its place, checked and on the disk.

        Raises:
            AudioFileError: the disk is full or fails; nothing new stands under the name.
        """
        data_bytes = self.frames * self._channels * BYTES_PER_SAMPLE[self._format]
        try:
            if data_bytes % 2:
                self._file.write(b"\0")  # chunks have even lengths
            self._file.overwrite_start(self._header(self.frames))
            self._file.commit()
        except OSError as error:
            self._file.discard()
            raise AudioFileError(*explain_write_error(self.path, error)) from error

    def discard(self) -> None:
        """Delete what was written; the file that stood under the name before stays."""
        self._file.discard()

    def _header(self, frames: int | None) -> bytes:
        return wav_header(self._format, self._channels, self._sample_rate, frames)

    def _write_bytes(self, data: bytes) -> None:
        try:
            self._file.write(data)
        except OSError as error:
            self._file.discard()
            raise AudioFileError(*explain_write_error(self.path, error)) from error


def read_audio(path: Path) -> AudioBuffer:
    """Load a whole WAV file of the project's own. Any thread.

    Raises:
        AudioFileError: see `WavSource`.
    """
    with WavSource(path) as source:
        return AudioBuffer(source.read(0, source.frames), source.sample_rate)


def write_wav(path: Path, buffer: AudioBuffer, sample_format: SampleFormat) -> None:
    """Write a whole sound as a WAV file, dithered where bits are lost. Any thread.

    Raises:
        AudioFileError: it cannot be written; nothing new stands under the name.
    """
    with WavWriter(path, buffer.sample_rate, buffer.channels, sample_format) as writer:
        writer.write(buffer.samples)
