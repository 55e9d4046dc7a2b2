"""From the values of a feature frame to its sound."""

import numpy as np

from audiosynth_gui.compiling import inlined


@inlined
def synthesise(state, past, steps, scales, at, matrix, out, is_heard):
    """Join the bands of `steps` new steps and write them as sound.

    Args:
        state: its `numbers` hold the new steps from row `past` on; its `bands` are moved on.
        past: rows of memory before them.
        steps: how many.
        scales: float32 (steps, streams): full scale of each value; read from step `at` on.
        at: see `scales`.
        matrix: float32 (bands, history · bands): one output frame a row.
        out: float32 (frames, channels); written from step `at` on.
        is_heard: whether the sound is wanted; else only the memory moves on.
    """
    bands = matrix.shape[0]
    start = at * bands
    history = matrix.shape[1] // bands - 1
    channels = out.shape[1]
    streams = bands * channels
    for channel in range(channels):
        joined = state.bands[channel]
        for step in range(steps):
            for band in range(bands):
                stream = band * channels + channel
                value = state.numbers[((past + step) * streams + stream) * 2]
                joined[(history + step) * bands + band] = value * scales[at + step, stream]
        for step in range(steps if is_heard else 0):
            for frame in range(bands):
                total = np.float32(0.0)
                for index in range((history + 1) * bands):
                    total += matrix[frame, index] * joined[step * bands + index]
                out[start + step * bands + frame, channel] = total
        for index in range(history * bands):
            joined[index] = joined[steps * bands + index]
    if channels == 2 and is_heard:
        for frame in range(start, start + steps * bands):
            middle, side = out[frame, 0], out[frame, 1]
            out[frame, 0] = middle + side
            out[frame, 1] = middle - side


@inlined
def move_on(state, past, steps, streams):
    """Make the last `past` rows of the buffers the memory of the next frame."""
    width = 2 * streams
    for index in range(past * width):
        state.numbers[index] = state.numbers[steps * width + index]
    vector = state.vectors.shape[1] // (past + steps)
    for stream in range(streams):
        for index in range(past * vector):
            state.vectors[stream, index] = state.vectors[stream, steps * vector + index]
    state.step[0] += steps
