"""The demo recording: the score played on synthesised instruments and mixed to stereo."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.demo_instruments import PercussionInstrument, Strip, TonalInstrument
from audiosynth_gui.audio.demo_notation import pitch_number
from audiosynth_gui.audio.demo_performance import PlayedNote, perform
from audiosynth_gui.audio.demo_score import DemoScore, Mix, load_demo_score
from audiosynth_gui.audio.limiter import limit
from audiosynth_gui.audio.loudness import integrated_loudness
from audiosynth_gui.audio.reverb import reverberate
from audiosynth_gui.audio.synthesis import Mono, amplitude, fade, percussion_hit, tone

__all__ = ["SAMPLE_RATE", "compose_demo", "load_demo_score"]

SAMPLE_RATE = 44_100

_MIDDLE_C = 60
_STEPS_16_BIT = 32_768.0
_NOISE_STREAM = 1_000_000
_DITHER_STREAM = 2_000_000
"""Keep the random numbers of noise and dither apart from the players' under the same seed."""

Stereo = NDArray[np.float64]


def compose_demo(score: DemoScore) -> AudioBuffer:
    """The whole piece, stereo, 44,100 Hz, peak and loudness as the score's mix says.

    The same score gives the same samples, bit for bit. They lie on the 16-bit grid (dithered), so
    that the last digits of one machine's arithmetic do not change the recording and a 16-bit file
    holds it exactly.
    """
    frames = round(score.duration_seconds * SAMPLE_RATE)
    notes = perform(score)
    dry = np.zeros((frames, 2))
    sent = np.zeros((frames, 2))
    for part in score.instruments:
        strip = score.instruments[part].strip
        track = _track(score, part, [note for note in notes if note.part == part], frames)
        _sway(track, strip, score)
        track *= amplitude(strip.level_db)
        dry += track
        sent += track * amplitude(strip.reverb_db)
    room = score.mix.room
    dry += reverberate(sent, SAMPLE_RATE, room.decay_seconds, room.highs_above_hz, room.delay_ms)
    return AudioBuffer(_on_16_bit_grid(_master(dry, score.mix), score.seed), SAMPLE_RATE)


def _track(score: DemoScore, part: str, notes: list[PlayedNote], frames: int) -> Stereo:
    instrument = score.instruments[part]
    track = np.zeros((frames, 2))
    if isinstance(instrument, PercussionInstrument):
        _play_percussion(instrument, score.seed, notes, track)
    else:
        _play_tones(instrument, notes, track)
    return track


def _play_tones(instrument: TonalInstrument, notes: list[PlayedNote], track: Stereo) -> None:
    for note in notes:
        pitch = pitch_number(note.symbol)
        sound = tone(instrument, pitch, note.velocity, note.length_seconds, SAMPLE_RATE)
        octaves_up = (pitch - _MIDDLE_C) / 12.0
        pan = instrument.strip.pan + instrument.strip.spread * octaves_up
        _place(track, sound, note.start_seconds, pan)


def _play_percussion(
    instrument: PercussionInstrument, seed: int, notes: list[PlayedNote], track: Stereo
) -> None:
    hits: dict[str, list[Mono]] = {}
    for index, (name, sound) in enumerate(instrument.sounds.items()):
        rng = np.random.default_rng((seed, _NOISE_STREAM + index))
        hits[name] = [percussion_hit(sound, rng, SAMPLE_RATE) for _ in range(instrument.variants)]
    played: Counter[str] = Counter()
    for note in notes:
        variants = hits[note.symbol]
        hit = variants[played[note.symbol] % len(variants)]
        played[note.symbol] += 1
        _place(track, hit * note.velocity, note.start_seconds, instrument.strip.pan)


def _place(track: Stereo, sound: Mono, start_seconds: float, pan: float) -> None:
    """Add a sound to a track at constant power; what lies beyond the end is cut off."""
    start = round(start_seconds * SAMPLE_RATE)
    heard = sound[: max(track.shape[0] - start, 0)]
    angle = (min(max(pan, -1.0), 1.0) + 1.0) * np.pi / 4.0
    track[start : start + heard.shape[0], 0] += heard * np.cos(angle)
    track[start : start + heard.shape[0], 1] += heard * np.sin(angle)


def _sway(track: Stereo, strip: Strip, score: DemoScore) -> None:
    """Swing a track between left and right in place, in time with the music."""
    if strip.sway == 0.0:
        return
    seconds = np.arange(track.shape[0]) / SAMPLE_RATE - score.lead_in_seconds
    swing = strip.sway * np.sin(2.0 * np.pi * seconds / (strip.sway_beats * score.beat_seconds))
    track[:, 0] *= np.sqrt(1.0 + swing)
    track[:, 1] *= np.sqrt(1.0 - swing)


def _master(mixed: Stereo, mix: Mix) -> Stereo:
    """Low cut, fades, the loudness asked for, and a limiter that holds the highest peaks."""
    sections = butter(2, mix.low_cut_hz, btype="highpass", fs=SAMPLE_RATE, output="sos")
    mastered = np.asarray(sosfilt(sections, mixed, axis=0), dtype=np.float64)
    fade(mastered, mix.fade_in_ms / 1_000.0, mix.fade_out_ms / 1_000.0, SAMPLE_RATE)
    loudness_lufs = integrated_loudness(mastered, SAMPLE_RATE)
    if loudness_lufs == float("-inf"):
        return mastered
    mastered *= amplitude(mix.loudness_lufs - loudness_lufs)
    return limit(mastered, SAMPLE_RATE, amplitude(mix.peak_dbfs))


def _on_16_bit_grid(mastered: Stereo, seed: int) -> Samples:
    rng = np.random.default_rng((seed, _DITHER_STREAM))
    triangle = rng.random(mastered.shape) - rng.random(mastered.shape)
    steps = np.round(mastered * _STEPS_16_BIT + triangle)
    return np.ascontiguousarray(steps / _STEPS_16_BIT, dtype=np.float32)
