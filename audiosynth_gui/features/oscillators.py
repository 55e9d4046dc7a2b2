"""The oscillators' inner loop: what tones sound like."""

import math

import numpy as np

from audiosynth_gui.compiling import compiled


@compiled
def add_tones(tones, window, channels, out):
    """Play each feature frame's tones over the two hops about its centre, faded in and out.

    Args:
        tones: float32 (frames, tones, 4): size, turn, phase at the frame's centre, side.
        window: float32 (2 · hop,): the fade; frames half a window apart add up to 1.
        channels: 1, or 2 for mid and side.
        out: float32 ((frames + 1) · hop, channels): added to.
    """
    frames, count, _ = tones.shape
    span = window.shape[0]
    hop = span // 2
    real, imaginary = np.empty(count, np.float32), np.empty(count, np.float32)
    cosine, sine = np.empty(count, np.float32), np.empty(count, np.float32)
    aside = np.empty(count, np.float32)
    for frame in range(frames):
        sounding = 0
        for tone in range(count):
            size, turn = tones[frame, tone, 0], tones[frame, tone, 1]
            if size > np.float32(0.0):
                # float64: the phase goes through hundreds of turns
                start = float(tones[frame, tone, 2]) - float(turn) * hop
                real[sounding] = size * math.cos(start)
                imaginary[sounding] = size * math.sin(start)
                cosine[sounding], sine[sounding] = math.cos(turn), math.sin(turn)
                aside[sounding] = tones[frame, tone, 3]
                sounding += 1
        for index in range(span):
            middle, side = np.float32(0.0), np.float32(0.0)
            for tone in range(sounding):
                now = real[tone]
                middle += now
                side += now * aside[tone]
                real[tone] = now * cosine[tone] - imaginary[tone] * sine[tone]
                imaginary[tone] = now * sine[tone] + imaginary[tone] * cosine[tone]
            at = frame * hop + index
            out[at, 0] += window[index] * middle
            if channels == 2:
                out[at, 1] += window[index] * side
