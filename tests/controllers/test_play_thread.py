"""The thread that feeds the output."""

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.play_thread import PlayEnded, PlayOrder, PlayThread
from audiosynth_gui.controllers.playables import Origin
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import Output
from audiosynth_gui.project.documents import Take
from tests.controllers.sounds import RATE, silent_output, tone

Outputs = list[Output]


class TonePlayable:
    """A tone, for ever or for some blocks."""

    note = ""

    def __init__(self, blocks: int | None = None, sample_rate: int = RATE) -> None:
        self.sample_rate = sample_rate
        self.channels = 2
        self.given = 0
        self.ended = threading.Event()
        self._count = blocks

    def blocks(self) -> Iterator[Samples]:
        """Give 20 ms at a time."""
        while self._count is None or self.given < self._count:
            self.given += 1
            yield tone(0.02)

    def end(self) -> Take | None:
        """Remember that it was ended."""
        self.ended.set()
        return None


@pytest.fixture
def opened() -> Outputs:
    """The outputs that were opened."""
    return []


@pytest.fixture
def thread(qtbot: QtBot, opened: Outputs) -> Iterator[PlayThread]:
    """A play thread on silent outputs."""
    assert qtbot is not None

    def open_output(
        device: OutputDevice | None, sample_rate: int, channels: int, ring_seconds: float
    ) -> Output:
        opened.append(silent_output(device, sample_rate, channels, ring_seconds))
        return opened[-1]

    made = PlayThread(open_output)
    yield made
    made.close()


def order(playable: TonePlayable) -> PlayOrder:
    """An order to play it."""
    return PlayOrder(Origin("recording", "x"), lambda: playable, None)


def test_a_sound_plays_to_its_end(thread: PlayThread, qtbot: QtBot) -> None:
    playable = TonePlayable(blocks=10)
    asked = order(playable)
    with qtbot.waitSignal(thread.ended) as ended:
        thread.play(asked)
    assert ended.args == [PlayEnded(asked.origin, None)]
    assert playable.ended.is_set()
    assert thread.output is None
    blocks = thread.take_blocks(asked.origin)
    np.testing.assert_array_equal(np.concatenate(blocks), np.concatenate([tone(0.02)] * 10))
    assert thread.take_blocks(asked.origin) == []


def test_stop_ends_a_sound_that_would_last_for_ever(thread: PlayThread, qtbot: QtBot) -> None:
    playable = TonePlayable()
    with qtbot.waitSignal(thread.begun):
        thread.play(order(playable))
    qtbot.waitUntil(lambda: playable.given > 5)
    with qtbot.waitSignal(thread.ended):
        thread.stop_playing()
    assert playable.ended.is_set()


def test_another_sound_takes_the_place_of_the_first(
    thread: PlayThread, opened: Outputs, qtbot: QtBot
) -> None:
    first, second = TonePlayable(), TonePlayable(blocks=3)
    with qtbot.waitSignal(thread.begun):
        thread.play(order(first))
    asked = order(second)
    with qtbot.waitSignal(thread.ended, check_params_cb=lambda e: e.origin is asked.origin):
        thread.play(asked)
    assert first.ended.is_set()
    assert second.given == 3
    assert len(opened) == 1  # the device stayed open


def test_a_sound_of_another_rate_opens_the_device_anew(
    thread: PlayThread, opened: Outputs, qtbot: QtBot
) -> None:
    for rate in (RATE, 2 * RATE):
        with qtbot.waitSignal(thread.ended):
            thread.play(order(TonePlayable(blocks=2, sample_rate=rate)))
    assert [output.sample_rate for output in opened] == [RATE, 2 * RATE]


def _refuse() -> TonePlayable:
    raise ProjectError("The sound is missing.", "Put it back.")


def _break() -> TonePlayable:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("opener", "text"),
    [(_refuse, "The sound is missing."), (_break, "Something went wrong inside AudioSynth.")],
)
def test_a_problem_is_told_and_the_thread_goes_on(
    thread: PlayThread, qtbot: QtBot, opener: Callable[[], TonePlayable], text: str
) -> None:
    messages: list[Message] = []
    thread.failed.connect(messages.append)
    with qtbot.waitSignal(thread.ended):
        thread.play(PlayOrder(Origin("take", "x"), opener, None))
    assert [message.text for message in messages] == [text]
    with qtbot.waitSignal(thread.ended):
        thread.play(order(TonePlayable(blocks=1)))
    assert len(messages) == 1


def test_an_errand_runs_with_no_device_open(
    thread: PlayThread, opened: Outputs, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(thread.ended):
        thread.play(order(TonePlayable(blocks=1)))
    with qtbot.waitSignal(thread.errand_done) as done:
        thread.run_errand(lambda: (threading.get_ident(), opened[0].write(tone(0.02))))
    ran_in, was_open = done.args[0]
    assert ran_in != threading.get_ident()
    assert not was_open


def test_an_errand_waits_until_nothing_plays(thread: PlayThread, qtbot: QtBot) -> None:
    playable = TonePlayable()
    with qtbot.waitSignal(thread.begun):
        thread.play(order(playable))
    with qtbot.waitSignal(thread.errand_done) as done:
        thread.run_errand(playable.ended.is_set)
        thread.stop_playing()
    assert done.args == [True]


def test_closing_ends_the_sound(thread: PlayThread, qtbot: QtBot) -> None:
    playable = TonePlayable()
    with qtbot.waitSignal(thread.begun):
        thread.play(order(playable))
    thread.close()
    assert playable.ended.is_set()
    assert thread.isFinished()
