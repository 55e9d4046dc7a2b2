"""Other rates and other channels: resampling, up- and down-mix, mid/side."""

import numpy as np
import soxr

from audiosynth_gui.audio.buffer import Samples, check_shape

_QUALITY = "HQ"  # 20 bit: flat to 0.91 of the band, its noise below that of 16-bit sound
_BLOCK_FRAMES = 1 << 16
_MINUS_3_DB = np.float32(np.sqrt(0.5))
# Where channels go in stereo, in the order of WAV and FLAC (front pair, centre, low frequencies,
# back, sides): left, right, or both.
_STEREO_PLACES = {
    3: "LRB",
    4: "LRLR",
    5: "LRBLR",
    6: "LRBBLR",
    7: "LRBBBLR",
    8: "LRBBLRLR",
}


class StreamingResampler:
    """Changes the rate of sound that comes in blocks (libsoxr). To be used by one thread at a time.

    What comes out, put together, is bit for bit what `resample` gives for the whole sound, however
    it is cut into blocks. Output is late by the length of the filter until the last block.
    """

    def __init__(self, from_rate: int, to_rate: int, channels: int) -> None:
        """Prepare for sound of `channels` channels; rates in hertz."""
        self._channels = channels
        self._stream = (
            None
            if from_rate == to_rate
            else soxr.ResampleStream(from_rate, to_rate, channels, "float32", _QUALITY)
        )
        self._ended = False

    def push(self, samples: Samples, last: bool = False) -> Samples:
        """Give a block, get what is ready.

        Args:
            samples: float32, shape (frames, channels), may be empty.
            last: nothing comes after; the rest is returned.

        Returns:
            float32, shape (frames, channels) at the new rate, possibly empty.

        Raises:
            ValueError: another shape, or a block after the last one.
        """
        check_shape(samples, self._channels)
        if self._ended:
            raise ValueError("the last block was already given")
        self._ended = last
        if self._stream is None:
            return samples.copy()
        contiguous = np.ascontiguousarray(samples, np.float32)
        return np.asarray(self._stream.resample_chunk(contiguous, last=last), np.float32)


class StreamingConverter:
    """Changes rate and channels of sound that comes in blocks. To be used by one thread at a time.

    Fewer channels come first and more channels last, so that none is resampled in vain.
    """

    def __init__(self, from_rate: int, from_channels: int, to_rate: int, to_channels: int) -> None:
        """Prepare for one sound; rates in hertz, channels as `convert_channels` takes them."""
        self._from_channels = from_channels
        self._inner_channels = min(from_channels, to_channels)
        self._to_channels = to_channels
        self._resampler = StreamingResampler(from_rate, to_rate, self._inner_channels)

    def push(self, samples: Samples, last: bool = False) -> Samples:
        """Give a block, get what is ready; as `StreamingResampler.push`."""
        check_shape(samples, self._from_channels)
        inner = convert_channels(samples, self._inner_channels)
        return convert_channels(self._resampler.push(inner, last=last), self._to_channels)


def resample(samples: Samples, from_rate: int, to_rate: int) -> Samples:
    """Change the rate of a whole sound. Any thread.

    Args:
        samples: float32, shape (frames, channels).
        from_rate: its rate in hertz.
        to_rate: the wanted rate in hertz.

    Returns:
        float32, shape (about frames · to_rate / from_rate, channels), aligned with the input.
    """
    stream = StreamingResampler(from_rate, to_rate, samples.shape[1])
    starts = range(0, samples.shape[0], _BLOCK_FRAMES)
    pieces = [stream.push(samples[start : start + _BLOCK_FRAMES]) for start in starts]
    pieces.append(stream.push(samples[:0], last=True))
    return np.concatenate(pieces)


def convert_channels(samples: Samples, channels: int) -> Samples:
    """Bring sound to mono or stereo. Any thread.

    - Same number of channels: unchanged.
    - 1 → 2: both sides get the same.
    - 3 to 8 → 2: taken as surround sound in the order of WAV and FLAC. The first two are left and
      right; surround channels are added to their side, centre and low-frequency channels to both
      sides, each 3 dB quieter.
    - any → 1: the mean of left and right after the rules above.

    Sums may exceed full scale; nothing is clipped here.

    Args:
        samples: float32, shape (frames, 1 to 8 channels).
        channels: 1 or 2, or the number the sound already has.

    Returns:
        float32, shape (frames, channels); possibly the input itself.

    Raises:
        ValueError: another number of channels is given or asked for.
    """
    have = samples.shape[1]
    if have == channels:
        return samples
    if channels == 2:
        return np.repeat(samples, 2, axis=1) if have == 1 else _front_pair(samples)
    if channels == 1:
        front = samples if have == 2 else _front_pair(samples)
        return (front[:, :1] + front[:, 1:]) * np.float32(0.5)
    raise ValueError(f"sound is brought to 1 or 2 channels, not {channels}")


def mid_side(samples: Samples) -> Samples:
    """Turn left and right into middle (L+R)/2 and side (L−R)/2. Any thread.

    `left_right` is its inverse: exact for sound from integers of up to 22 bits, elsewhere to the
    last bit of the louder side.

    Args:
        samples: float32, shape (frames, 2).

    Returns:
        float32, shape (frames, 2): middle, side.
    """
    left, right = samples[:, 0], samples[:, 1]
    half = np.float32(0.5)
    return np.stack(((left + right) * half, (left - right) * half), axis=1)


def left_right(samples: Samples) -> Samples:
    """Turn middle and side back into left (M+S) and right (M−S); inverse of `mid_side`.

    Args:
        samples: float32, shape (frames, 2): middle, side.

    Returns:
        float32, shape (frames, 2): left, right.
    """
    middle, side = samples[:, 0], samples[:, 1]
    return np.stack((middle + side, middle - side), axis=1)


def _front_pair(samples: Samples) -> Samples:
    places = _STEREO_PLACES.get(samples.shape[1])
    if places is None:
        raise ValueError(f"sound has 1 to 8 channels, not {samples.shape[1]}")
    front = samples[:, :2].copy()
    for channel, place in enumerate(places[2:], start=2):
        added = samples[:, channel] * _MINUS_3_DB
        if place in "LB":
            front[:, 0] += added
        if place in "RB":
            front[:, 1] += added
    return front
