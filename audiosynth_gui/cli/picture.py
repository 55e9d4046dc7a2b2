"""A picture of a sound for those who have no window: waveform above, spectrogram below, as PNG."""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.peaks import PeakPyramid
from audiosynth_gui.audio.spectrogram import spectrogram_columns
from audiosynth_gui.audio.spectrogram_settings import SpectrogramSettings
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import AudioFileError

WIDTH_PIXELS = 1200
LANE_PIXELS = 120
SPECTROGRAM_PIXELS = 320

BACKGROUND = (22, 24, 29)
PEAK = (66, 133, 160)
RMS = (126, 196, 214)
HEAT = ((0, 0, 4), (81, 18, 124), (183, 55, 121), (252, 137, 97), (252, 253, 191))
"""Colours from silent to loud, evenly spaced; brightness rises all the way."""

Pixels = NDArray[np.uint8]
"""A picture: uint8, shape (height, width, 3), row 0 on top."""


def write_picture(source: WavSource, path: Path) -> None:
    """Draw a whole sound into a PNG file.

    Args:
        source: the sound; at least one frame.
        path: the file to make; one that is there is replaced.

    Raises:
        AudioFileError: the sound cannot be read, or the picture cannot be written.
    """
    pixels = np.concatenate((waveform_pixels(source), spectrogram_pixels(source)))
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG")
    try:
        write_bytes_atomically(path, encoded.getvalue())
    except OSError as error:
        raise AudioFileError(*explain_write_error(path, error)) from error


def waveform_pixels(source: WavSource) -> Pixels:
    """Draw each channel in a lane: peaks, and over them the root mean square."""
    pyramid = PeakPyramid(source)
    for _ in pyramid.build():
        pass
    columns = pyramid.columns(0, source.frames, WIDTH_PIXELS)
    # The level at each row's centre, full scale from top to bottom of a lane.
    levels = 1.0 - (np.arange(LANE_PIXELS) + 0.5) / (LANE_PIXELS / 2)
    half_row = 1.0 / LANE_PIXELS
    lanes = []
    for channel in range(source.channels):
        lane = np.full((LANE_PIXELS, WIDTH_PIXELS, 3), BACKGROUND, np.uint8)
        row_levels = levels[:, np.newaxis]
        loudness = columns.rms[:, channel]
        peaks = (row_levels <= columns.maximum[:, channel] + half_row) & (
            row_levels >= columns.minimum[:, channel] - half_row
        )
        lane[peaks] = PEAK
        lane[peaks & (np.abs(row_levels) <= loudness)] = RMS
        lanes.append(lane)
    return np.concatenate(lanes)


def spectrogram_pixels(source: WavSource) -> Pixels:
    """Draw the mel spectrogram of all channels together, low frequencies at the bottom."""
    settings = SpectrogramSettings(source.sample_rate, rows=SPECTROGRAM_PIXELS)
    shown = spectrogram_columns(source.read, 0, source.frames, WIDTH_PIXELS, settings)
    anchors = np.linspace(0, 255, len(HEAT))
    table = np.stack(
        [np.interp(np.arange(256), anchors, channel) for channel in zip(*HEAT, strict=True)],
        axis=1,
    )
    return np.rint(table).astype(np.uint8)[shown[::-1]]
