"""Between samples as numbers and samples as stored bytes, with dither where bits are lost."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples, only_numbers
from audiosynth_gui.audio.wav_layout import BYTES_PER_SAMPLE, SampleFormat

_BITS: dict[SampleFormat, int] = {"pcm16": 16, "pcm24": 24}


@dataclass(frozen=True)
class EncodedSamples:
    """Samples as they are stored.

    Attributes:
        data: the bytes, little-endian, interleaved.
        clipped_samples: how many lay beyond full scale and were cut there.
        replaced_samples: how many were no number (NaN, infinite) and became silence.
    """

    data: bytes
    clipped_samples: int
    replaced_samples: int


def decode_samples(data: NDArray[np.uint8], sample_format: SampleFormat, channels: int) -> Samples:
    """Turn stored bytes into numbers; the inverse of `encode_samples`. Any thread.

    Args:
        data: uint8, shape (bytes,), whole frames.
        sample_format: how the samples are stored.
        channels: number of channels.

    Returns:
        float32, shape (frames, channels); integers are divided by full scale (32768, 8388608).
    """
    if sample_format == "float32":
        return data.view("<f4").astype(np.float32).reshape(-1, channels)
    if sample_format == "pcm16":
        samples = data.view("<i2").astype(np.float32)
        samples *= np.float32(2.0**-15)
        return samples.reshape(-1, channels)
    widened = np.zeros((data.size // 3, 4), np.uint8)
    widened[:, 1:] = data.reshape(-1, 3)  # in the top bytes, so that the sign comes along
    samples = widened.view("<i4").astype(np.float32)
    samples *= np.float32(2.0**-31)
    return samples.reshape(-1, channels)


def encode_samples(
    samples: Samples, sample_format: SampleFormat, noise: np.random.Generator | None
) -> EncodedSamples:
    """Turn numbers into the bytes of a WAV file; the inverse of `decode_samples`. Any thread.

    Floats are stored as they are, also beyond full scale. Integers are clipped at full scale.

    Args:
        samples: float32, shape (frames, channels).
        sample_format: how to store them.
        noise: source of dither for integers; None rounds without it.

    Returns:
        The bytes and what had to be changed.
    """
    samples, replaced = only_numbers(samples)
    if sample_format == "float32":
        return EncodedSamples(samples.astype("<f4").tobytes(), 0, replaced)
    clipped = int(np.count_nonzero(np.abs(samples) > 1.0))
    integers = quantize(samples, _BITS[sample_format], noise).astype("<i4")
    if sample_format == "pcm16":
        return EncodedSamples(integers.astype("<i2").tobytes(), clipped, replaced)
    data = integers.reshape(-1, 1).view(np.uint8)[:, : BYTES_PER_SAMPLE["pcm24"]].tobytes()
    return EncodedSamples(data, clipped, replaced)


def quantize(samples: Samples, bits: int, noise: np.random.Generator | None) -> NDArray[np.int32]:
    """Round to integers of so many bits, with triangular dither of ±1 step.

    Triangular noise of two steps' width makes the mean and the power of the rounding error
    independent of the sound (Lipshitz, Wannamaker and Vanderkooy, "Quantization and Dither",
    JAES 40(5), 1992). A value that already is such an integer is left alone: silence stays
    silent, and sound that came from integers of this size comes back exactly. One noise value is
    drawn for every sample, so the result does not depend on how the sound is cut into blocks.

    Args:
        samples: float32, shape (frames, channels), finite.
        bits: 2 to 24.
        noise: where the dither comes from; None rounds to the nearest.

    Returns:
        int32, shape (frames, channels), from −2**(bits−1) to 2**(bits−1) − 1.
    """
    full_scale = 2.0 ** (bits - 1)
    steps = samples.astype(np.float64) * full_scale
    if noise is not None:
        uniform = noise.random((*samples.shape, 2))
        dither = uniform[..., 0] - uniform[..., 1]
        steps += np.where(steps == np.rint(steps), 0.0, dither)
    return np.clip(np.rint(steps), -full_scale, full_scale - 1.0).astype(np.int32)
