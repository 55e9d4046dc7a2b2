"""The spectrogram on screen."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.spectrogram_kinds import KINDS, SpectrogramKind
from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_display import TimeDisplay, TimeForm
from audiosynth_gui.ui.views.live_take import LiveTake
from audiosynth_gui.ui.views.pitch import NAMES
from audiosynth_gui.ui.views.spectrogram import SpectrogramView
from audiosynth_gui.ui.views.timeline import Timeline
from tests.controllers.sounds import RATE, tone
from tests.ui.hands import ALT, CTRL, SHIFT, turn_wheel
from tests.ui.views.pixels import picture_of
from tests.ui.views.test_waveform import ArraySource

WIDTH, HEIGHT = 300, 160


@pytest.fixture
def drawing(qtbot: QtBot) -> Iterator[SpectrogramController]:
    """What draws in the background, closed at the end."""
    assert qtbot is not None
    made = SpectrogramController()
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, dark: Theme, drawing: SpectrogramController) -> SpectrogramView:
    """A view of two seconds: silence, then 1 kHz."""
    made = SpectrogramView(Timeline(), dark, drawing)
    made.resize(WIDTH, HEIGHT)
    qtbot.addWidget(made)
    source = ArraySource(np.concatenate([0 * tone(1.0), tone(1.0, hertz=1000.0)]))
    source.sample_rate = RATE
    made.timeline.reset(2.0)
    made.show_source(source)
    return made


def brightness(view: SpectrogramView) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Sum of red, green and blue, (height, width)."""
    return np.asarray(picture_of(view).astype(np.int64).sum(axis=-1))


def test_a_tone_is_a_line_at_its_height_and_time(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    light = brightness(view)
    right = light[:, WIDTH * 3 // 4 : WIDTH - 10].mean(axis=1)
    left = light[:, 80 : WIDTH // 2 - 20].mean(axis=1)
    row = int(np.argmax(right))
    assert view.hertz_at(row + 0.5) == pytest.approx(1000.0, rel=0.05)
    assert right.max() > 3 * left.max()


def test_the_pointer_reads_frequency_and_note(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    heights = [y for y in range(HEIGHT) if view.hertz_at(y) >= 1000.0]
    view.show()
    qtbot.waitExposed(view)
    QTest.mouseMove(view, QPoint(150, heights[-1]))
    qtbot.waitUntil(lambda: bool(view.reading))
    time, hertz, note, level = view.reading.split(" · ")
    assert time == "00:01.000"
    assert 1000 <= int(hertz.removesuffix(" Hz")) < 1100
    assert note.startswith(("B5", "C6"))
    assert -40 < int(level.removesuffix(" dB")) < 0
    before = picture_of(view)
    QTest.mouseMove(view, QPoint(150, heights[0]))
    qtbot.waitUntil(lambda: int(view.reading.split(" ")[2]) > 3000)
    assert (picture_of(view) != before)[:30, 150:].any()


def test_a_zoomed_view_is_drawn_anew(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    view.timeline.show_span(TimeSpan(1.25, 1.75))
    qtbot.waitUntil(view._drawing.is_idle)
    assert view.picture is not None
    assert view.picture.span.start_seconds <= 1.25
    assert view.picture.span.stop_seconds >= 1.75
    tone_row = int(np.argmax(brightness(view)[:, 80 : WIDTH // 2].mean(axis=1)))
    assert view.hertz_at(tone_row + 0.5) == pytest.approx(1000.0, rel=0.05)


class CountedView(SpectrogramView):
    """A spectrogram that counts how often it is painted."""

    paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint once more."""
        self.paints += 1
        super().paintEvent(event)


def test_a_scrolled_view_is_painted_once(
    qtbot: QtBot, dark: Theme, drawing: SpectrogramController
) -> None:
    take = LiveTake(RATE, 2)
    take.append(tone(2.0))
    view = CountedView(Timeline(), dark, drawing)
    view.resize(WIDTH, HEIGHT)
    qtbot.addWidget(view)
    view.timeline.reset(2.0)
    view.show_source(take, take)
    view.show()
    qtbot.waitUntil(lambda: view.paints > 0)
    qtbot.wait(50)
    view.paints = 0
    view.timeline.show_span(TimeSpan(0.5, 1.5))
    qtbot.wait(50)
    assert view.paints == 1


def test_the_edges_of_the_picture_are_the_highest_and_lowest(
    view: SpectrogramView, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    assert view.hertz_at(0) == pytest.approx(RATE / 2)
    assert view.hertz_at(HEIGHT) == pytest.approx(20.0)


def test_a_take_that_is_made_is_drawn_at_once(view: SpectrogramView) -> None:
    live = LiveTake(RATE, 2)
    live.append(tone(1.0, hertz=2000.0))
    view.timeline.reset(1.0)
    view.show_source(live, live)
    assert view.picture is not None
    row = int(np.argmax(brightness(view)[:, 100:200].mean(axis=1)))
    assert view.hertz_at(row + 0.5) == pytest.approx(2000.0, rel=0.05)


def test_no_sound_no_picture(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    view.show_source(None)
    picture = picture_of(view)
    assert view.picture is None
    assert (picture[:, 2:] == picture[0, -1]).all()


NOTES = {57: 220.0, 69: 440.0, 81: 880.0, 88: 1318.51}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("span", [TimeSpan(0.0, 40.0), TimeSpan(18.0, 22.0), TimeSpan(20.0, 20.05)])
@pytest.mark.parametrize("number", NOTES)
def test_a_note_is_where_the_pointer_reads_it(
    view: SpectrogramView, qtbot: QtBot, kind: SpectrogramKind, span: TimeSpan, number: int
) -> None:
    """From the whole sound to a few samples, in each kind."""
    source = ArraySource(tone(40.0, hertz=NOTES[number]))
    source.sample_rate = RATE
    view._style.choose_kind(kind)
    view.timeline.reset(40.0)
    view.show_source(source)
    view.timeline.show_span(span)
    qtbot.waitUntil(view._drawing.is_idle)
    light = brightness(view)[:, WIDTH // 2 :].mean(axis=1)
    brightest = np.flatnonzero(light > light.max() - 1)
    view.pointer = QPointF(WIDTH * 0.75, float(np.median(brightest)) + 0.5)
    view.read_pointer()
    words = view.reading
    name = NAMES[number % 12]
    if kind == "chroma":
        assert words.split(" · ")[1:] == [name, "0 dB"]
        return
    hertz = float(words.split(" · ")[1].removesuffix(" Hz"))
    near = {"linear": RATE / 2 / 256 + RATE / 2 / HEIGHT, "mel": NOTES[number] * 0.1}
    assert abs(hertz - NOTES[number]) <= near.get(kind, NOTES[number] * 0.03)
    if kind == "constant_q":
        assert words.split(" · ")[2].startswith(name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seconds", [60.0, 8.0, 4.0])
def test_a_click_is_drawn_in_its_column(
    view: SpectrogramView, qtbot: QtBot, kind: SpectrogramKind, seconds: float
) -> None:
    samples = np.zeros((60 * RATE, 1), np.float32)
    samples[round(20.3 * RATE) : round(20.3 * RATE) + 3, 0] = (1.0, -1.0, 1.0)
    source = ArraySource(samples)
    source.sample_rate = RATE
    view._style.choose_kind(kind)
    view.timeline.reset(60.0)
    view.timeline.put_cursor(60.0)
    view.show_source(source)
    view.timeline.show_span(TimeSpan(20.0 - seconds / 3, 20.0 + seconds * 2 / 3))
    qtbot.waitUntil(view._drawing.is_idle)
    light = brightness(view)[: HEIGHT - 20, 60:].sum(axis=0)
    lit = np.flatnonzero(light > (light.min() + light.max()) / 2)
    assert abs(60 + lit.mean() - view.scale.x_of(20.3)) <= 3


def test_a_chord_lights_three_bars_of_chroma(view: SpectrogramView, qtbot: QtBot) -> None:
    chord = (tone(2.0, 261.63) + tone(2.0, 329.63) + tone(2.0, 392.0)) / np.float32(3.0)
    source = ArraySource(chord)
    source.sample_rate = RATE
    view._style.choose_kind("chroma")
    view.show_source(source)
    qtbot.waitUntil(view._drawing.is_idle)
    light = brightness(view)[:, WIDTH // 2]
    bars = {round((1 - (y + 0.5) / HEIGHT) * 12 - 0.5) for y in range(HEIGHT) if light[y] > 600}
    assert bars == {0, 4, 7}


def test_the_range_is_chosen_without_computing_anew(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(view._drawing.is_idle)
    drawn: list[object] = []
    view._drawing.tile_drawn.connect(drawn.append)
    before = brightness(view)[:, WIDTH * 3 // 4]
    turn_wheel(view, 10, 4, CTRL | ALT)
    assert view._style.choice.floor_db == -80
    darker = brightness(view)[:, WIDTH * 3 // 4]
    assert darker.sum() < before.sum()
    turn_wheel(view, 10, -6, CTRL | ALT | SHIFT)
    assert (view._style.choice.floor_db, view._style.choice.ceiling_db) == (-80, -30)
    assert brightness(view)[:, WIDTH * 3 // 4].max() >= before.max()
    assert view.timeline.visible == TimeSpan(0.0, 2.0)
    assert drawn == []


def test_colours_are_chosen(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(view._drawing.is_idle)
    view._style.choose_colour_map("grey")
    # Greys, but for what is written and marked over it.
    picture = picture_of(view)[:, 100:250].astype(int)
    spread = picture.max(axis=-1) - picture.min(axis=-1)
    assert np.median(spread) <= 6
    view._style.choose_colour_map("magma")
    picture = picture_of(view)[:, 160:250].astype(int)
    assert (picture.max(axis=-1) - picture.min(axis=-1)).max() > 60


def test_moments_are_read_in_the_form_of_times(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    view.pointer = QPointF(WIDTH / 2, 40.0)
    view.read_pointer()
    readings = [view.reading.split(" · ")[0]]
    forms: tuple[TimeForm, ...] = ("seconds", "samples", "bars")
    for form in forms:
        view.timeline.show_display(TimeDisplay(form, RATE))
        readings.append(view.reading.split(" · ")[0])
    assert readings == ["00:01.000", "1.000 s", "8000", "1.3.00"]
