"""Regions, gains and order in the window."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.edits import add_recording
from audiosynth_gui.project.region_edits import add_region, make_region
from audiosynth_gui.project.regions import Region, RegionKind
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.views.region_strip import HEIGHT
from tests.controllers.sounds import RATE, write_tone
from tests.ui.panels.test_library import click, row_at
from tests.ui.views.pixels import picture_of, where

SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton

Mark = Callable[[RegionKind, float, float], Region]


def document_of(controllers: Controllers) -> ProjectDocument:
    """What the window shows."""
    assert controllers.project.document is not None
    return controllers.project.document


@pytest.fixture
def mark(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> Mark:
    """Marks a stretch of the recording, in seconds."""

    def mark_it(kind: RegionKind, start: float, stop: float) -> Region:
        assert piece.isVisible()
        region = make_region(document_of(controllers).recordings[0], kind, start, stop)
        with qtbot.waitSignal(controllers.project.document_changed):
            controllers.project.edit(lambda document: add_region(document, region))
        return document_of(controllers).regions[-1]

    return mark_it


def add_horn(window: MainWindow, qtbot: QtBot, controllers: Controllers, folder: Path) -> None:
    """Import a second recording; it is the chosen one then."""
    with qtbot.waitSignal(controllers.imports.recording_imported, timeout=20_000):
        window.dialogs.take_files([write_tone(folder / "horn.wav", 0.5)])
    qtbot.waitUntil(lambda: controllers.recording_sound.sound is not None)


@pytest.mark.parametrize(
    ("key", "kind", "name"),
    [
        (Qt.Key.Key_T, "train", "Train on this"),
        (Qt.Key.Key_O, "leave-out", "Leave out"),
        (Qt.Key.Key_P, "prompt", "Prompt"),
    ],
)
def test_a_key_makes_the_selection_a_region(
    piece: MainWindow,
    controllers: Controllers,
    qtbot: QtBot,
    key: Qt.Key,
    kind: RegionKind,
    name: str,
) -> None:
    piece.recording_view.timeline.select(TimeSpan(0.5, 1.25))
    with qtbot.waitSignal(controllers.project.document_changed):
        QTest.keyClick(piece.recording_view.waveform, key, SHIFT)
    (region,) = document_of(controllers).regions
    assert (region.kind, region.name) == (kind, name)
    assert (region.start_frame, region.stop_frame) == (RATE // 2, 5 * RATE // 4)
    assert piece.actions_.undo.text() == f"Undo: Add region “{name}”"
    row = piece.library._find(region.id)
    assert row is not None
    assert row.parent() is piece.library._find(region.recording_id)


def test_without_a_selection_it_says_what_to_do(
    piece: MainWindow, controllers: Controllers
) -> None:
    QTest.keyClick(piece.recording_view.waveform, Qt.Key.Key_T, SHIFT)
    assert piece.messages.message is not None
    assert "Nothing is selected" in piece.messages.message.text
    assert document_of(controllers).regions == ()


def test_a_prompt_that_is_chosen_is_what_goes_on(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, mark: Mark, tmp_path: Path
) -> None:
    prompt, other = mark("prompt", 0.5, 1.0), mark("train", 1.0, 1.5)
    add_horn(piece, qtbot, controllers, tmp_path)
    click(piece.library, prompt.id)  # of the recording that is not shown
    qtbot.waitUntil(lambda: piece.recording_view.timeline.selection is not None)
    asked = piece.playing.prompt()
    assert asked.recording_id == prompt.recording_id
    assert (asked.at_seconds, asked.prompt_seconds) == pytest.approx((1.0, 0.5))
    assert piece.library.current_id() == prompt.id
    click(piece.library, other.id)
    assert piece.playing.prompt() == asked


def test_a_double_click_plays_a_region(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, mark: Mark
) -> None:
    region = mark("train", 0.5, 0.75)
    click(piece.library, region.id)
    QTest.mouseDClick(
        piece.library.tree.viewport(), LEFT, Qt.KeyboardModifier.NoModifier,
        row_at(piece.library, region.id),
    )  # fmt: skip
    assert piece.recording_view.timeline.selection == TimeSpan(0.5, 0.75)
    origin = controllers.play.origin
    assert origin is not None
    assert (origin.kind, origin.start_seconds) == ("recording", 0.5)
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_an_edge_is_dragged_in_the_strip_and_undone(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, mark: Mark
) -> None:
    region = mark("leave-out", 0.5, 1.0)
    strip = piece.recording_view.regions
    assert strip.isVisible()
    assert not piece.take_panel.view.regions.isVisible()
    x = round(strip.scale.x_of(1.0))
    to = round(strip.scale.x_of(1.5))
    with qtbot.waitSignal(controllers.project.document_changed):
        QTest.mousePress(strip, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(x, HEIGHT // 2))
        QTest.mouseMove(strip, QPoint(to, HEIGHT // 2))
        QTest.mouseRelease(strip, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(to, HEIGHT // 2))
    moved = document_of(controllers).regions[0]
    assert moved.start_frame == region.start_frame
    assert moved.stop_frame / RATE == pytest.approx(1.5, abs=2 * strip.scale.seconds_per_pixel)
    assert piece.actions_.undo.text() == "Undo: Move region “Leave out”"
    with qtbot.waitSignal(controllers.project.document_changed):
        piece.actions_.undo.trigger()
    assert document_of(controllers).regions == (region,)
    assert strip.span_of(region) == TimeSpan(0.5, 1.0)


def test_what_is_chosen_is_framed_in_the_strip(piece: MainWindow, mark: Mark) -> None:
    region = mark("train", 0.5, 1.0)
    strip, library = piece.recording_view.regions, piece.library
    edge = round(strip.scale.x_of(1.0))

    def is_framed() -> bool:
        beside = slice(edge - 1, edge + 2)
        text = where(picture_of(strip), strip.theme.colours.text)
        return bool(text[4 : HEIGHT - 4, beside].all(axis=0).any())

    states = [is_framed()]
    for item_id in (region.id, region.recording_id):
        click(library, item_id)
        states.append(is_framed())
    QTest.mouseClick(strip, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(edge - 20, HEIGHT // 2))
    assert [*states, is_framed()] == [False, True, False, True]


def test_a_click_in_the_strip_shows_the_region_in_the_library(
    piece: MainWindow, mark: Mark
) -> None:
    region = mark("train", 0.5, 1.0)
    strip = piece.recording_view.regions
    place = QPoint(round(strip.scale.x_of(0.75)), HEIGHT // 2)
    QTest.mouseClick(strip, LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert piece.library.current_id() == region.id


def test_kind_and_colour_are_chosen_in_the_menu(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, mark: Mark
) -> None:
    region = mark("train", 0.5, 1.0)
    row = piece.library._find(region.id)
    assert row is not None
    menu = piece.library._menu(region)
    named = {action.text(): action for action in menu.actions()}
    assert [text for text, action in named.items() if action.isChecked()] == ["Train on this"]
    with qtbot.waitSignal(controllers.project.document_changed):
        named["Leave out"].trigger()
    changed = document_of(controllers).regions[0]
    assert (changed.kind, changed.colour) == ("leave-out", "red")
    colours = named["Colour"].menu()
    assert isinstance(colours, QMenu)
    violet = next(action for action in colours.actions() if action.text() == "Violet")
    with qtbot.waitSignal(controllers.project.document_changed):
        violet.trigger()
    assert document_of(controllers).regions[0].colour == "violet"
    assert piece.actions_.undo.text() == "Undo: Colour of region “Train on this”"


def test_a_gain_is_typed_in_the_menu_and_drawn(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    recording = document_of(controllers).recordings[0]
    piece.recording_view.timeline.show_span(TimeSpan(0.5, 1.0))
    menu = piece.library._menu(recording)
    field = next(action.field for action in menu.actions() if hasattr(action, "field"))
    with qtbot.waitSignal(controllers.recording_sound.sound_changed):
        field.setValue(-6.0)
        field.lineEdit().returnPressed.emit()
        menu.close()
        field.editingFinished.emit()
    assert document_of(controllers).recordings[0].gain_db == -6.0
    assert len(controllers.project.history.done) == 1
    assert piece.actions_.undo.text() == "Undo: Gain of “tone”"
    source = piece.recording_view.waveform.source
    assert source is not None
    peak = float(np.nanmax(source.columns(0, source.frames, 10).maximum))
    assert peak == pytest.approx(0.5 * 10 ** (-6 / 20), abs=0.01)
    assert piece.recording_view.timeline.visible == TimeSpan(0.5, 1.0)


def test_recordings_and_regions_change_places_by_key(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, mark: Mark, tmp_path: Path
) -> None:
    first, second = mark("train", 0.0, 0.5), mark("prompt", 0.5, 1.0)
    add_horn(piece, qtbot, controllers, tmp_path)
    tone, horn = document_of(controllers).recordings
    for item_id, key in ((second.id, Qt.Key.Key_Up), (tone.id, Qt.Key.Key_Down)):
        click(piece.library, item_id)
        with qtbot.waitSignal(controllers.project.document_changed):
            QTest.keyClick(piece.library.tree, key, Qt.KeyboardModifier.AltModifier)
        assert piece.library.current_id() == item_id
    document = document_of(controllers)
    assert [region.id for region in document.regions] == [second.id, first.id]
    assert [recording.id for recording in document.recordings] == [horn.id, tone.id]


def test_a_recording_is_removed_with_its_regions(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, mark: Mark
) -> None:
    region = mark("train", 0.0, 0.5)
    click(piece.library, region.recording_id)
    with qtbot.waitSignal(controllers.project.document_changed):
        QTest.keyClick(piece.library.tree, Qt.Key.Key_Delete)
    assert document_of(controllers).regions == ()
    with qtbot.waitSignal(controllers.project.document_changed):
        piece.actions_.undo.trigger()
    assert document_of(controllers).regions == (region,)
    assert piece.library._find(region.id) is not None


def test_the_training_panel_counts_what_is_learnt(
    piece: MainWindow,
    controllers: Controllers,
    qtbot: QtBot,
    mark: Mark,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[float] = []
    monkeypatch.setattr(piece.training, "show_music", told.append)
    mark("leave-out", 0.0, 0.5)
    assert told[-1] == pytest.approx(1.5)
    other = document_of(controllers).recordings[0].changed(id="b", file="recordings/b.wav")
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.edit(lambda document: add_recording(document, other))
    assert told[-1] == pytest.approx(3.5)
