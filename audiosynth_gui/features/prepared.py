"""A recording as the engine reads it: samples at the model's rate, and its features.

Both lie in files of the project's cache and are mapped, not loaded, so that an hour of sound
costs disk and not memory. Broken or missing cache files are made again.
"""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.conversion import StreamingResampler, convert_channels
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.settings import FeatureSettings

READ_FRAMES = 1 << 18
"""Frames converted at a time, so that memory does not grow with the recording."""


@dataclass(frozen=True, eq=False)
class PreparedRecording:
    """What training and planning read of one recording.

    Attributes:
        samples: float32 (frames, channels) at `settings.sample_rate`; maps a file.
        features: float32 (feature frames, features), as `FeatureExtractor` gives them.
        settings: what the features are made of.
    """

    samples: Samples
    features: NDArray[np.float32]
    settings: FeatureSettings


def prepare_recording(
    path: Path, key: str, settings: FeatureSettings, cache_path: Path
) -> Generator[float, None, PreparedRecording]:
    """Convert a recording and extract its features, or map what an earlier run left.

    Args:
        path: a WAV file of the project.
        key: hash of its content; names the cache files.
        settings: rate, channels and features wanted.
        cache_path: folder for the cache files; made if missing.

    Yields:
        The share that is done, 0 … 1.

    Returns:
        The prepared recording.

    Raises:
        AudioFileError: the file cannot be read, or the cache cannot be written.
    """
    cache_path.mkdir(parents=True, exist_ok=True)
    stem = f"{key[:16]}-{settings.sample_rate}-{settings.channels}"
    samples_path = cache_path / f"samples-{stem}.npy"
    samples = _mapped(samples_path)
    if samples is None:
        for fraction in _convert(path, settings, samples_path):
            yield 0.4 * fraction
        samples = np.load(samples_path, mmap_mode="r", allow_pickle=False)
    features_path = cache_path / f"features-{stem}-{settings.digest}.npy"
    features = _mapped(features_path)
    if features is None:
        for fraction in _extract(samples, settings, features_path):
            yield 0.4 + 0.6 * fraction
        features = np.load(features_path, mmap_mode="r", allow_pickle=False)
    yield 1.0
    return PreparedRecording(samples, features, settings)


def _mapped(path: Path) -> NDArray[np.float32] | None:
    try:
        found: NDArray[np.float32] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return found if found.ndim == 2 and found.dtype == np.float32 else None


def _convert(path: Path, settings: FeatureSettings, target: Path) -> Generator[float, None, None]:
    with WavSource(path) as source:
        rate = settings.sample_rate
        expected = int(np.ceil(source.frames * rate / source.sample_rate))
        part = target.with_suffix(".part")
        shape = (expected, settings.channels)
        made = np.lib.format.open_memmap(part, mode="w+", dtype=np.float32, shape=shape)
        resampler = StreamingResampler(source.sample_rate, rate, settings.channels)
        written = 0
        for start in range(0, source.frames, READ_FRAMES):
            stop = min(start + READ_FRAMES, source.frames)
            block = convert_channels(source.read(start, stop), settings.channels)
            block = resampler.push(block, last=stop == source.frames)
            block = block[: expected - written]
            made[written : written + len(block)] = block
            written += len(block)
            yield stop / source.frames
        made.flush()
        del made
    part.replace(target)


def _extract(
    samples: Samples, settings: FeatureSettings, target: Path
) -> Generator[float, None, None]:
    count = int(np.ceil(samples.shape[0] / settings.hop_frames))
    part = target.with_suffix(".part")
    made = np.lib.format.open_memmap(
        part, mode="w+", dtype=np.float32, shape=(count, settings.count)
    )
    written = 0
    extractor = FeatureExtractor(settings)
    for block, fraction in extractor.extract_from(lambda a, b: samples[a:b], samples.shape[0]):
        made[written : written + len(block)] = block
        written += len(block)
        yield fraction
    made.flush()
    del made
    part.replace(target)
