"""Fixtures of the playback tests; `sound_sink` is everybody's (see tests/sound_sink.py)."""

from collections.abc import Iterator

import pytest

from tests.sound_sink import SoundSink, running_sound_sink


@pytest.fixture
def private_sound_sink() -> Iterator[SoundSink]:
    """A sound server for one test that may break it; for use by its environment only."""
    with running_sound_sink() as sink:
        yield sink
