"""The sound of a file as one channel at another rate, in windows that overlap."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import only_numbers
from audiosynth_gui.audio.conversion import StreamingConverter
from audiosynth_gui.audio.files import WavSource

_READ_FRAMES = 1 << 18


@dataclass(frozen=True, eq=False)
class WindowedBlock:
    """Some windows that follow each other, each a hop after the one before.

    Attributes:
        sound: float32, shape (frames,); the first window begins at 0, and the last one ends
            within the last hop.
        windows: how many begin in it and end in it; may be 0.
        fraction: how much of the file is read by now, above 0 and up to 1.
    """

    sound: NDArray[np.float32]
    windows: int
    fraction: float


def windowed_blocks(
    source: WavSource, sample_rate: int, window_frames: int, hop_frames: int
) -> Iterator[WindowedBlock]:
    """Read a file in blocks of windows, in constant memory. Any thread.

    Window n is centred on frame n · `hop_frames`, so half of the first one is silence before the
    sound, and half of the last one may be silence after it. NaN and infinite samples are silent.

    Args:
        source: the file; its channels are mixed.
        sample_rate: of the windows, in hertz.
        window_frames: length of a window, even.
        hop_frames: from window to window.

    Yields:
        the blocks in order; an empty file has none. All together there are
        floor(frames at `sample_rate` / `hop_frames`) + 1 windows.

    Raises:
        AudioFileError: the file cannot be read.
    """
    converter = StreamingConverter(source.sample_rate, source.channels, sample_rate, 1)
    silence = np.zeros(window_frames // 2, np.float32)
    held = silence
    for start in range(0, source.frames, _READ_FRAMES):
        stop = min(start + _READ_FRAMES, source.frames)
        is_last = stop == source.frames
        block, _ = only_numbers(source.read(start, stop))
        held = np.concatenate((held, converter.push(block, last=is_last)[:, 0]))
        if is_last:
            held = np.concatenate((held, silence))
        windows = max(0, (len(held) - window_frames) // hop_frames + 1)
        yield WindowedBlock(held, windows, stop / source.frames)
        held = held[windows * hop_frames :]
