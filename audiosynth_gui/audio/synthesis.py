"""Tones and percussion hits as sums of damped sines and bands of noise, in double precision.

Everything is band-limited by construction: partials that would lie above 0.45 times the sample
rate are left out, and noise is filtered. Every sound starts and ends at zero.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from audiosynth_gui.audio.demo_instruments import (
    NoiseBand,
    PercussionSound,
    TonalInstrument,
)
from audiosynth_gui.audio.demo_notation import pitch_hz

Mono = NDArray[np.float64]
"""One channel of sound while it is being made: float64, shape (frames,)."""

_HIGHEST_SHARE_OF_RATE = 0.45
_DECAY_60_DB = float(np.log(1_000.0))
_MIDDLE_C = 60
_DRUM_ATTACK_SECONDS = 0.002
_HIT_FADE_SECONDS = 0.01
_BLOCK_FRAMES = 256
_BLOCKS_PER_GROUP = 32
"""A group is one matrix product, small enough that the library does not spread it over threads:
handing out such little work costs more than doing it."""


def amplitude(level_db: float) -> float:
    """The factor that a level in dB stands for."""
    return float(10.0 ** (level_db / 20.0))


def damped_sines(
    frequencies_hz: NDArray[np.float64],
    amplitudes: NDArray[np.float64],
    decay_seconds: NDArray[np.float64],
    frames: int,
    sample_rate: int,
) -> Mono:
    """The sum of sines that start at phase 0 and each fall by 60 dB in their own time.

    z^(a·B + b) is split into z^(a·B) · z^b, so the sum over all partials becomes one small matrix
    product instead of a sine for each sample.

    Args:
        frequencies_hz, amplitudes, decay_seconds: shape (partials,); partials above 0.45 times
            the sample rate are left out.
        frames: length of the result.
    """
    heard = frequencies_hz < _HIGHEST_SHARE_OF_RATE * sample_rate
    rate = -_DECAY_60_DB / decay_seconds[heard] + 2j * np.pi * frequencies_hz[heard]
    groups = -(-frames // (_BLOCK_FRAMES * _BLOCKS_PER_GROUP))
    block_starts = np.arange(groups * _BLOCKS_PER_GROUP) * _BLOCK_FRAMES
    coarse = np.exp(np.outer(block_starts, rate / sample_rate))
    fine = amplitudes[heard, None] * np.exp(np.outer(rate / sample_rate, np.arange(_BLOCK_FRAMES)))
    # Im(c·f) = Im(c)·Re(f) + Re(c)·Im(f), summed over the partials.
    left = np.hstack([coarse.imag, coarse.real]).reshape(groups, _BLOCKS_PER_GROUP, -1)
    total = left @ np.vstack([fine.real, fine.imag])
    return np.asarray(total.reshape(-1)[:frames], dtype=np.float64)


def tone(
    instrument: TonalInstrument,
    pitch: int,
    velocity: float,
    length_seconds: float,
    sample_rate: int,
) -> Mono:
    """One note, let go after `length_seconds` and then faded over the instrument's release.

    Args:
        pitch: MIDI note number.
        velocity: above 0, at most 1.
    """
    ratios = np.array([partial.ratio for partial in instrument.partials])
    levels = np.array([amplitude(partial.level_db) for partial in instrument.partials])
    decays = np.array([partial.decay_seconds for partial in instrument.partials])
    octaves_up = (pitch - _MIDDLE_C) / 12.0
    brightness = instrument.brightness * np.log2(np.maximum(ratios, 1.0))
    release_seconds = instrument.release_ms / 1_000.0
    frames = round((length_seconds + release_seconds) * sample_rate)
    sound = damped_sines(
        ratios * pitch_hz(pitch),
        levels * velocity ** (1.0 + brightness),
        decays * instrument.decay_per_octave**octaves_up,
        frames,
        sample_rate,
    )
    fade(sound, instrument.attack_ms / 1_000.0, release_seconds, sample_rate)
    return sound


def percussion_hit(sound: PercussionSound, rng: np.random.Generator, sample_rate: int) -> Mono:
    """One hit at full velocity; hits differ by their noise, drawn from `rng`."""
    decays = [mode.decay_seconds for mode in sound.modes]
    noise_seconds = 0.0
    if sound.noise is not None:
        noise_seconds = sound.noise.attack_ms / 1_000.0 + sound.noise.decay_seconds
    frames = round((max([noise_seconds, *decays]) + _HIT_FADE_SECONDS) * sample_rate)
    hit = np.zeros(frames)
    if sound.modes:
        hit += damped_sines(
            np.array([mode.frequency_hz for mode in sound.modes]),
            np.array([amplitude(mode.level_db) for mode in sound.modes]),
            np.array(decays),
            frames,
            sample_rate,
        )
        fade(hit, _DRUM_ATTACK_SECONDS, 0.0, sample_rate)
    if sound.noise is not None:
        hit += _noise_band(sound.noise, rng, frames, sample_rate)
    fade(hit, 0.0, _HIT_FADE_SECONDS, sample_rate)
    return hit


def fade(
    sound: NDArray[np.float64], in_seconds: float, out_seconds: float, sample_rate: int
) -> None:
    """Fade both ends in place by half a cosine, along the first axis; 0 seconds is no fade."""
    for seconds, ends in ((in_seconds, sound), (out_seconds, sound[::-1])):
        frames = min(round(seconds * sample_rate), sound.shape[0])
        shape = (frames,) + (1,) * (sound.ndim - 1)
        ends[:frames] *= (0.5 - 0.5 * np.cos(np.pi * np.arange(frames) / max(frames, 1))).reshape(
            shape
        )


def _noise_band(band: NoiseBand, rng: np.random.Generator, frames: int, sample_rate: int) -> Mono:
    filter_sections = butter(
        2, (band.low_hz, band.high_hz), btype="bandpass", fs=sample_rate, output="sos"
    )
    noise = np.asarray(sosfilt(filter_sections, rng.standard_normal(frames)), dtype=np.float64)
    noise /= np.sqrt(np.mean(noise**2))
    attack_seconds = band.attack_ms / 1_000.0
    seconds = np.arange(frames) / sample_rate
    falling = np.exp(-_DECAY_60_DB * np.maximum(seconds - attack_seconds, 0.0) / band.decay_seconds)
    noise *= amplitude(band.level_db) * falling
    fade(noise, attack_seconds, 0.0, sample_rate)
    return noise
