"""A private PulseAudio server whose loudspeaker can be recorded: sound tests without a sound card.

This module is a pytest plugin (see tests/conftest.py). The fixture `sound_sink` leads PortAudio,
in this process and in those started with `SoundSink.environment`, to a speaker of 44.1 kHz stereo
float that exists in memory only, and `SoundSink.record()` hears what a listener would hear.
Nothing of the machine's own sound system is touched.
"""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.cli.benches.private_speaker import (
    SPEAKER_CHANNELS,
    SPEAKER_SAMPLE_RATE,
    PrivateSpeaker,
    private_speaker,
)
from audiosynth_gui.playback.devices import rescan

SINK_SAMPLE_RATE = SPEAKER_SAMPLE_RATE
SINK_CHANNELS = SPEAKER_CHANNELS

_PATIENCE_SECONDS = 60.0
_TAIL_SECONDS = 0.2


@dataclass
class HeardSound:
    """What the speaker played; filled when `SoundSink.record()` ends.

    Attributes:
        samples: float32 (frames, 2) at 44.1 kHz.
    """

    samples: Samples = field(default_factory=lambda: np.zeros((0, SINK_CHANNELS), np.float32))


@dataclass(frozen=True)
class SoundSink(PrivateSpeaker):
    """A private speaker that can be recorded, and broken."""

    @contextmanager
    def record(self) -> Iterator[HeardSound]:
        """Record the speaker while the body runs, and 0.2 s of its own clock longer."""
        raw_path = self.folder / f"heard-{time.monotonic_ns()}.raw"
        heard = HeardSound()
        command = [
            "parec", "--device=speaker.monitor", "--raw", "--format=float32le",
            f"--rate={SINK_SAMPLE_RATE}", f"--channels={SINK_CHANNELS}", "--latency-msec=20",
        ]  # fmt: skip
        with raw_path.open("wb") as raw_file:
            recorder = subprocess.Popen(command, stdout=raw_file, env=self.environment)
        try:
            self._wait_for_bytes(raw_path, 1)
            yield heard
            tail_bytes = round(_TAIL_SECONDS * SINK_SAMPLE_RATE) * SINK_CHANNELS * 4
            self._wait_for_bytes(raw_path, raw_path.stat().st_size + tail_bytes)
        finally:
            recorder.terminate()
            recorder.wait()
            data = raw_path.read_bytes()
            raw_path.unlink()
        frame_bytes = SINK_CHANNELS * 4
        whole_bytes = len(data) - len(data) % frame_bytes
        heard.samples = np.frombuffer(data[:whole_bytes], "<f4").reshape(-1, SINK_CHANNELS)

    def freeze(self) -> None:
        """Make the server stop answering, as a device does that was unplugged without a word."""
        self.process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """End the server at once, as when a device is switched off."""
        self.process.kill()
        self.process.wait()

    def _wait_for_bytes(self, path: Path, size: int) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while path.stat().st_size < size:
            assert time.monotonic() < deadline, "the sound server's monitor gives no sound"
            time.sleep(0.005)


@contextmanager
def running_sound_sink() -> Iterator[SoundSink]:
    """Run a private sound server; its environment is not applied to this process.

    Raises:
        AudioSynthError: PulseAudio is missing or does not start. Tests fail then, and are not left
            out, because sound is what the program is for.
    """
    assert shutil.which("parec"), "parec is missing; install the package pulseaudio-utils"
    with private_speaker() as speaker:
        yield SoundSink(speaker.process, speaker.folder, speaker.environment)


@pytest.fixture(scope="session")
def sound_sink() -> Iterator[SoundSink]:
    """Lead this process's PortAudio to a private speaker until the end of the test session.

    Every output must be closed before the first use and at the end: PortAudio is started anew.
    """
    with running_sound_sink() as sink:
        names = ("PULSE_SERVER", "ALSA_CONFIG_PATH")
        before = {name: os.environ.get(name) for name in names}
        os.environ.update({name: sink.environment[name] for name in names})
        rescan()
        yield sink
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        rescan()
