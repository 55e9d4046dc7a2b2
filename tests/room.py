"""A room with a microphone in it: what is played into the room is what an input records.

This module is a pytest plugin (see tests/conftest.py). The room is one more speaker of the private
sound server, which nobody hears but the microphone, so that nothing feeds back.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from audiosynth_gui.audio.buffer import Samples
from tests.sound_sink import SINK_CHANNELS, SINK_SAMPLE_RATE, SoundSink

_PLAYER = (
    "pacat", "--playback", "--device=room", "--raw", "--format=float32le",
    f"--rate={SINK_SAMPLE_RATE}", f"--channels={SINK_CHANNELS}", "--latency-msec=3000",
)  # fmt: skip


@dataclass(frozen=True)
class Room:
    """The room of a sound server whose default source is its microphone.

    Attributes:
        sink: the server.
    """

    sink: SoundSink

    @contextmanager
    def sounding(self, sound: Samples) -> Iterator[subprocess.Popen[bytes]]:
        """Play a sound of 44.1 kHz stereo once, beside the body."""
        player = subprocess.Popen(_PLAYER, stdin=subprocess.PIPE, env=self.sink.environment)
        assert player.stdin is not None
        try:
            player.stdin.write(sound.astype("<f4").tobytes())
            player.stdin.close()
            yield player
        finally:
            player.kill()
            player.wait()


def furnish_room(sink: SoundSink) -> Room:
    """Give a server its room and make the room's microphone what is recorded by default."""
    options = f"rate={SINK_SAMPLE_RATE} channels={SINK_CHANNELS} format=float32le norewinds=1"
    for command in (
        ("load-module", "module-null-sink", "sink_name=room", *options.split()),
        ("set-default-source", "room.monitor"),
    ):
        subprocess.run(
            ["pactl", *command], env=sink.environment, check=True, stdout=subprocess.DEVNULL
        )
    return Room(sink)


@pytest.fixture(scope="session")
def room(sound_sink: SoundSink) -> Room:
    """The room of the session's sound server."""
    return furnish_room(sound_sink)
