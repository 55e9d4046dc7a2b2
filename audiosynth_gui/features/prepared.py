"""A recording as the engine reads it: samples at the model's rate, and its plan.

All of it lies in files of the project's cache and are mapped, not loaded, so that an hour of sound
costs disk and not memory. Broken or missing cache files are made again.
"""

import math
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.atomic import AtomicFile
from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.conversion import StreamingResampler, convert_channels
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.gain import made_louder
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import AudioFileError
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.levels import measured_levels
from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.features.tones import TONE_NUMBERS, TONES, measured_tones

READ_FRAMES = 1 << 18
"""Frames converted at a time, so that memory does not grow with the recording."""

CONVERSION_SHARE = 0.3
"""Of the time of the whole preparation."""

_Rows = NDArray[np.float32]
_Blocks = Iterator[tuple[_Rows, float]]


@dataclass(frozen=True, eq=False)
class PreparedRecording:
    """What training and planning read of one recording.

    Attributes:
        samples: float32 (frames, channels) at `settings.sample_rate`; maps a file.
        plan: of all its feature frames, maps of files too.
        settings: what the features are made of.
    """

    samples: Samples
    plan: Plan
    settings: FeatureSettings


def prepare_recording(
    path: Path,
    key: str,
    settings: FeatureSettings,
    bands: int,
    cache_path: Path,
    gain_db: float = 0.0,
) -> Generator[float, None, PreparedRecording]:
    """Convert a recording and measure its plan, or map what an earlier run left.

    Any thread; several may prepare the same recording.

    Args:
        path: a WAV file of the project.
        key: hash of its content; names the cache files.
        settings: rate, channels and features wanted.
        bands: of the filter bank whose streams' levels are wanted.
        cache_path: folder for the cache files; made if missing.
        gain_db: how much louder than it is stored; in the names of the cache files too.

    Yields:
        The share that is done, 0 … 1.

    Returns:
        The prepared recording.

    Raises:
        AudioFileError: the file cannot be read, or the cache cannot be written.
    """
    try:
        cache_path.mkdir(parents=True, exist_ok=True)
        stem = f"{key[:16]}-{settings.sample_rate}-{settings.channels}"
        if gain_db != 0.0:
            stem = f"{stem}-{gain_db!r}db"
        samples_path = cache_path / f"samples-{stem}.npy"
        samples = _mapped(samples_path, settings.channels)
        if samples is None:
            for fraction in _convert(path, settings, gain_db, samples_path):
                yield CONVERSION_SHARE * fraction
            samples = _map(samples_path)
        parts, done = [], CONVERSION_SHARE
        rows = math.ceil(len(samples) / settings.hop_frames)
        for wanted in _measurements(samples, settings, bands):
            part_path = cache_path / f"{wanted.name}-{stem}-{settings.digest}.npy"
            part = _mapped(part_path, wanted.columns, rows)
            if part is None:
                for fraction in _written(part_path, (rows, wanted.columns), wanted.blocks()):
                    yield done + wanted.share * fraction
                part = _map(part_path)
            parts.append(part)
            done += wanted.share
    except OSError as error:
        raise AudioFileError(*explain_write_error(cache_path / path.name, error)) from error
    features, levels, tones = parts
    plan = Plan(features, levels, tones.reshape(len(tones), TONES, TONE_NUMBERS))
    yield 1.0
    return PreparedRecording(samples, plan, settings)


def run_preparation(steps: Generator[float, None, PreparedRecording]) -> PreparedRecording:
    """Run what `prepare_recording` gave to its end, telling nobody. Any thread; it takes long."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            prepared: PreparedRecording = end.value
            return prepared


@dataclass(frozen=True)
class _Measurement:
    """What is measured of a recording and kept in a file: its name, columns and rows.

    Attributes:
        share: of the time of the whole preparation.
        blocks: begins to measure.
    """

    name: str
    columns: int
    share: float
    blocks: Callable[[], _Blocks]


def _measurements(
    samples: Samples, settings: FeatureSettings, bands: int
) -> tuple[_Measurement, ...]:
    def features() -> _Blocks:
        extractor = FeatureExtractor(settings)
        return extractor.extract_from(lambda start, stop: samples[start:stop], len(samples))

    numbers = TONES * TONE_NUMBERS
    return (
        _Measurement("features", settings.count, 0.4, features),
        _Measurement(
            f"levels-{bands}", bands * settings.channels, 0.1,
            lambda: measured_levels(samples, bands, settings.hop_frames),
        ),
        _Measurement("tones", numbers, 0.2, lambda: measured_tones(samples, settings)),
    )  # fmt: skip


def _map(path: Path) -> _Rows:
    found: _Rows = np.load(path, mmap_mode="r", allow_pickle=False)
    return found


def _mapped(path: Path, columns: int, rows: int | None = None) -> _Rows | None:
    """What an earlier run left; None where it is missing, damaged or of another shape."""
    try:
        with np.errstate(over="raise"):  # a size that no file can have
            found = _map(path)
    except (OSError, ValueError, EOFError, ArithmeticError):
        return None
    fits = found.ndim == 2 and found.shape[1] == columns and found.dtype == np.float32
    return found if fits and len(found) > 0 and rows in (None, len(found)) else None


def _convert(
    path: Path, settings: FeatureSettings, gain_db: float, target: Path
) -> Iterator[float]:
    with WavSource(path) as source:
        frames = math.ceil(source.frames * settings.sample_rate / source.sample_rate)
        blocks = _converted(source, settings, gain_db)
        yield from _written(target, (frames, settings.channels), blocks)


def _converted(source: WavSource, settings: FeatureSettings, gain_db: float) -> _Blocks:
    """The sound at the settings' rate and channels with its gain, and the share that is done."""
    resampler = StreamingResampler(source.sample_rate, settings.sample_rate, settings.channels)
    for start in range(0, source.frames, READ_FRAMES):
        stop = min(start + READ_FRAMES, source.frames)
        # a file from elsewhere may hold what is no number; filters would spread it
        block = np.nan_to_num(source.read(start, stop), nan=0.0, posinf=0.0, neginf=0.0)
        block = convert_channels(made_louder(block, gain_db), settings.channels)
        yield resampler.push(block, last=stop == source.frames), stop / source.frames


def _written(
    path: Path, shape: tuple[int, int], blocks: Iterator[tuple[_Rows, float]]
) -> Iterator[float]:
    """Write rows as an .npy file, whole or not at all; too few are filled up with zeros.

    Not through a map: on a full disk the system ends a program that writes into one.
    """
    header = BytesIO()
    described = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(header, described)
    left = shape[0]
    with AtomicFile(path) as file:
        file.write(header.getvalue())
        for block, fraction in blocks:
            kept = block[:left]
            file.write(kept.astype("<f4").tobytes())
            left -= len(kept)
            yield fraction
        file.write(bytes(4 * left * shape[1]))
