"""Reduced frames: the few features by which a moment is known, averaged over some 46 ms.

They say what is played, not how the renderer is to make it: loudness, timbre (the first MFCC) and
notes (chroma). The search for moments alike and the plan network both look at music this way.
"""

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.settings import CHROMA_CLASSES, Features, FeatureSettings

REDUCED_SECONDS = 0.046
MFCC_USED = 13


def known_columns(settings: FeatureSettings) -> tuple[int, ...]:
    """Which features a moment is known by: all of them where none of the three groups is there."""
    slices = settings.slices
    columns: list[int] = []
    if "loudness" in slices:
        columns.append(slices["loudness"].start)
    if "mfcc" in slices:
        first = slices["mfcc"].start
        columns += range(first, min(first + MFCC_USED, slices["mfcc"].stop))
    if "chroma" in slices:
        columns += range(slices["chroma"].start, slices["chroma"].stop)
    return tuple(columns or range(settings.count))


def frames_in_reduced(settings: FeatureSettings) -> int:
    """How many feature frames are averaged into a reduced one; 4 at 44.1 kHz."""
    return max(1, round(REDUCED_SECONDS * settings.sample_rate / settings.hop_frames))


def reduced(features: Features, settings: FeatureSettings) -> NDArray[np.float32]:
    """Average feature frames.

    Args:
        features: raw features, float32 (frames, features).
        settings: what they are.

    Returns:
        float32 (frames // `frames_in_reduced`, `known_columns`); a rest at the end is left out.
    """
    columns, length = known_columns(settings), frames_in_reduced(settings)
    whole = len(features) // length
    used = np.asarray(features[: whole * length])[:, columns]
    made: NDArray[np.float32] = used.reshape(whole, length, len(columns)).mean(axis=1)
    return made.astype(np.float32, copy=False)


def reduced_otherwise(
    frames: NDArray[np.float32], settings: FeatureSettings, gain_db: float, semitones: int
) -> NDArray[np.float32]:
    """What reduced frames would be of louder or transposed music, as far as they tell.

    Args:
        frames: as `reduced` gives them.
        settings: what they are made of.
        gain_db: how much louder.
        semitones: how much higher; only the notes move, not the timbre.
    """
    columns = known_columns(settings)
    made: NDArray[np.float32] = frames + settings.gain_shift(gain_db)[list(columns)]
    notes = settings.slices.get("chroma")
    if notes is not None:
        first = columns.index(notes.start)
        chroma = slice(first, first + CHROMA_CLASSES)
        made[:, chroma] = np.roll(made[:, chroma], semitones, axis=1)
    return made
