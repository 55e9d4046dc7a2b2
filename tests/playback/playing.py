"""Outputs into the test speaker, and threads beside them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.output import Output, open_output
from tests.sound_sink import SINK_SAMPLE_RATE

DEVICE_LATENCY_SECONDS = 0.2
"""Machines that run tests are busier than those that play: the device gets a long buffer."""


@contextmanager
def opened_output(sample_rate: int = SINK_SAMPLE_RATE, channels: int = 2) -> Iterator[Output]:
    output = open_output(
        None, sample_rate, channels, ring_seconds=0.4, latency=DEVICE_LATENCY_SECONDS
    )
    try:
        assert output.problem is None
        yield output
    finally:
        output.close()


@contextmanager
def busy_python_thread() -> Iterator[None]:
    """Keep another thread computing, which leaves the GIL only when made to."""
    done = threading.Event()

    def compute() -> None:
        while not done.is_set():
            sum(range(10_000))

    with feeding(compute):
        try:
            yield
        finally:
            done.set()


@contextmanager
def feeding(work: Callable[[], object]) -> Iterator[None]:
    """Run `work` in a thread beside the body, and wait for it."""
    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def write_in_blocks(output: Output, sound: Samples, block_frames: int = 1000) -> None:
    for start in range(0, len(sound), block_frames):
        assert output.write(sound[start : start + block_frames])


def wait_until(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.002)  # the test's own time limit ends this
