"""What the decoding helper process reports: apart, as neither side needs the other's imports."""

from dataclasses import dataclass

DAMAGED_ADVICE = "Open it in another program and save it as WAV or FLAC."
"""What to do about a file that cannot be decoded."""


@dataclass(frozen=True)
class DecodedAudio:
    """What came out of a sound file.

    Attributes:
        sample_rate: in hertz.
        channels: number of channels.
        frames: length in frames.
        replaced_samples: samples that were no number (NaN, infinite) and became silence.
        source_format: what the file was, such as "FLAC (Free Lossless Audio Codec), Signed 24 bit
            PCM".
        truncated: the file promises more than could be read from it.
    """

    sample_rate: int
    channels: int
    frames: int
    replaced_samples: int
    source_format: str
    truncated: bool
