"""Healthy sound made to collapse as networks do, so that what finds collapses can be tested."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.evaluation.health import Collapse

FADE_SECONDS = 4.0
RAMP_SECONDS = 15.0
LOOP_SECONDS = 1.3
OFFSET = 0.05
COLOUR_BANDS = 32


def fade_to_silence(sound: AudioBuffer, at_frame: int) -> AudioBuffer:
    """Fade out within four seconds, and stay silent."""
    return _turned_by(sound, 1.0 - _rise(sound, at_frame, FADE_SECONDS))


def fade_to_white_noise(sound: AudioBuffer, at_frame: int) -> AudioBuffer:
    """Fade over to white noise of the same level within four seconds."""
    noise = np.random.default_rng(0).standard_normal(sound.samples.shape)
    return _faded_over(sound, at_frame, noise)


def fade_to_coloured_noise(sound: AudioBuffer, at_frame: int) -> AudioBuffer:
    """Fade over to noise with the sound's own level in each of 32 bands."""
    bank = filterbank(COLOUR_BANDS)
    bands = bank.analyse(sound.samples - sound.samples.mean(axis=0))
    levels = np.sqrt(np.mean(np.square(bands), axis=0))
    steps = sound.frames // COLOUR_BANDS + 1
    shape = (steps, *levels.shape)
    noise = np.random.default_rng(0).standard_normal(shape, dtype=np.float32) * levels
    return _faded_over(sound, at_frame, bank.synthesise(noise)[: sound.frames])


def stuck_loop(sound: AudioBuffer, at_frame: int) -> AudioBuffer:
    """Repeat what was last heard, again and again."""
    period = round(LOOP_SECONDS * sound.sample_rate)
    samples = sound.samples.copy()
    places = np.arange(at_frame, sound.frames)
    samples[places] = sound.samples[at_frame - period + (places - at_frame) % period]
    return AudioBuffer(samples, sound.sample_rate)


def growing(sound: AudioBuffer, at_frame: int) -> AudioBuffer:
    """Become 9 dB louder within fifteen seconds, cut at full scale."""
    return _ramp(sound, at_frame, 9.0)


def fading(sound: AudioBuffer, at_frame: int) -> AudioBuffer:
    """Become 12 dB quieter within fifteen seconds."""
    return _ramp(sound, at_frame, -12.0)


def creeping_offset(sound: AudioBuffer, at_frame: int) -> AudioBuffer:
    """Leave the zero line by a twentieth of full scale within fifteen seconds."""
    offset = OFFSET * _rise(sound, at_frame, RAMP_SECONDS)
    return AudioBuffer(np.clip(sound.samples + offset, -1.0, 1.0), sound.sample_rate)


COLLAPSES: dict[str, tuple[Collapse, Callable[[AudioBuffer, int], AudioBuffer]]] = {
    "fade to silence": ("silence", fade_to_silence),
    "fade to white noise": ("noise", fade_to_white_noise),
    "fade to coloured noise": ("noise", fade_to_coloured_noise),
    "stuck loop": ("loop", stuck_loop),
    "9 dB louder": ("level", growing),
    "12 dB quieter": ("level", fading),
    "creeping offset": ("offset", creeping_offset),
}
"""Every way to collapse: what it is to be found as, and what does it from a frame on."""


def _rise(sound: AudioBuffer, at_frame: int, seconds: float) -> NDArray[np.float32]:
    """0 up to a frame, then rising to 1; float32 (frames, 1)."""
    since = (np.arange(sound.frames) - at_frame) / (seconds * sound.sample_rate)
    return np.clip(since, 0.0, 1.0).astype(np.float32)[:, None]


def _turned_by(sound: AudioBuffer, gain: NDArray[np.float32]) -> AudioBuffer:
    return AudioBuffer(np.clip(sound.samples * gain, -1.0, 1.0), sound.sample_rate)


def _ramp(sound: AudioBuffer, at_frame: int, gain_db: float) -> AudioBuffer:
    return _turned_by(sound, 10 ** (gain_db / 20 * _rise(sound, at_frame, RAMP_SECONDS)))


def _faded_over(sound: AudioBuffer, at_frame: int, noise: NDArray[np.floating]) -> AudioBuffer:
    level = np.std(sound.samples, dtype=np.float64)
    scaled: Samples = (noise * (level / np.sqrt(np.mean(np.square(noise))))).astype(np.float32)
    rise = _rise(sound, at_frame, FADE_SECONDS)
    mixed = sound.samples * np.sqrt(1 - rise) + scaled * np.sqrt(rise)
    return AudioBuffer(np.clip(mixed, -1.0, 1.0), sound.sample_rate)
