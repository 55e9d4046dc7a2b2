"""What the views of one sound share: how long it is, what is visible, marked and playing."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.snapping import Snapper
from audiosynth_gui.controllers.time_span import SHORTEST_VIEW_SECONDS, TimeSpan
from audiosynth_gui.ui.time_display import TimeDisplay
from audiosynth_gui.ui.views.loop_region import LoopRegion

PAGE_SHARE = 0.9
SAME_MOMENT_SECONDS = 1e-9


class Timeline(QObject):
    """One sound's time as the ruler, waveform and spectrogram above it show it. GUI thread.

    Attributes:
        duration_seconds: length of the sound, 0 when there is none.
        visible: the stretch from the left edge of the views to the right one.
        selection: the marked stretch, or None.
        cursor_seconds: where playing begins; the start of the selection while there is one.
        anchor_seconds: the end of the selection that stays while the other is moved; the cursor
            without one.
        prompt: the stretch that a continuation would go on from, or None.
        playhead_seconds: where sound is now, or None while silent.
        loop: the stretch that playing repeats.
        display: how moments are written.
        beats_seconds: beats to be drawn in place of those of the tempo, rising; mostly empty.
        snapper: what moments given by hand are drawn to, or None.

    Signals:
        visible_changed(): another stretch is shown, or the duration is another.
        selection_changed(): selection or cursor moved.
        prompt_changed(): prompt is another.
        playhead_moved(): playhead_seconds is another.
        display_changed(): display or beats_seconds are others.
        play_asked(float): play from this moment.
        scrubbed(float): sound what lies at this moment, until scrub_ended().
    """

    visible_changed = Signal()
    selection_changed = Signal()
    prompt_changed = Signal()
    playhead_moved = Signal()
    display_changed = Signal()
    play_asked = Signal(float)
    scrubbed = Signal(float)
    scrub_ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.duration_seconds = 0.0
        self.visible = TimeSpan(0.0, 0.0)
        self.selection: TimeSpan | None = None
        self.cursor_seconds = self.anchor_seconds = 0.0
        self.prompt: TimeSpan | None = None
        self.playhead_seconds: float | None = None
        self.loop = LoopRegion(self)
        self.display = TimeDisplay()
        self.beats_seconds: Sequence[float] = ()
        self.snapper: Snapper | None = None

    def reset(self, duration_seconds: float) -> None:
        """Begin anew with a sound of this length, all of it visible."""
        self.duration_seconds = duration_seconds
        self.visible = TimeSpan(0.0, duration_seconds)
        self.selection = None
        self.cursor_seconds = self.anchor_seconds = 0.0
        self.loop.clear()
        self.visible_changed.emit()
        self.selection_changed.emit()
        self.move_playhead(None)

    def grow(self, duration_seconds: float, visible: TimeSpan) -> None:
        """Take the new length of a sound that is being made, and show `visible` of it."""
        self.duration_seconds = duration_seconds
        self.visible = visible
        self.visible_changed.emit()

    def show_span(self, span: TimeSpan) -> None:
        """Make `span` visible, slid into the sound and not shorter than can be drawn."""
        if span.duration_seconds < SHORTEST_VIEW_SECONDS:
            middle = (span.start_seconds + span.stop_seconds) / 2
            half = SHORTEST_VIEW_SECONDS / 2
            span = TimeSpan(middle - half, middle + half)
        shown = span.shifted_into(max(self.duration_seconds, SHORTEST_VIEW_SECONDS))
        if shown != self.visible:
            self.visible = shown
            self.visible_changed.emit()

    def zoom(self, factor: float, about_seconds: float | None = None) -> None:
        """Show `factor` times as much time about a moment (the middle by default)."""
        if self.duration_seconds <= 0:
            return
        if about_seconds is None:
            about_seconds = (self.visible.start_seconds + self.visible.stop_seconds) / 2
        self.show_span(self.visible.zoomed(factor, about_seconds, self.duration_seconds))

    def zoom_in(self) -> None:
        """Show half as much time, about the cursor where it is visible."""
        self.zoom(0.5, self._anchor_seconds())

    def zoom_out(self) -> None:
        """Show twice as much time, about the cursor where it is visible."""
        self.zoom(2.0, self._anchor_seconds())

    def zoom_to_all(self) -> None:
        """Show the whole sound."""
        self.show_span(TimeSpan(0.0, self.duration_seconds))

    def zoom_to_selection(self) -> None:
        """Show just the selection; nothing happens without one."""
        if self.selection is not None and self.selection.duration_seconds > 0:
            self.show_span(self.selection)

    def scroll(self, seconds: float) -> None:
        """Move the visible stretch by this much, later for positive values."""
        self.show_span(
            TimeSpan(self.visible.start_seconds + seconds, self.visible.stop_seconds + seconds)
        )

    def turn_page(self, pages: float) -> None:
        """Scroll by almost as much as is visible; back for negative values."""
        self.scroll(pages * PAGE_SHARE * self.visible.duration_seconds)

    def show_display(self, display: TimeDisplay) -> None:
        """Write moments in another way."""
        if display != self.display:
            self.display = display
            self.display_changed.emit()

    def show_beats(self, beats_seconds: Sequence[float]) -> None:
        """Draw these beats; with none, those of the tempo while bars are shown."""
        if beats_seconds != self.beats_seconds:
            self.beats_seconds = beats_seconds
            self.display_changed.emit()

    def snapped(self, seconds: float) -> float:
        """Give the moment that is meant by one given by hand, within the sound."""
        if self.snapper is not None:
            seconds = self.snapper.snap(seconds)
        return min(max(seconds, 0.0), self.duration_seconds)

    def select_all(self) -> None:
        """Mark the whole sound."""
        if self.duration_seconds > 0:
            self.select(TimeSpan(0.0, self.duration_seconds))

    def start_selection_here(self) -> None:
        """Let the selection begin at the playhead, or the cursor while it is silent.

        Where none could begin there, the cursor is put: `end_selection_here` marks from it.
        """
        seconds = self._here()
        if self.selection is not None and seconds < self.selection.stop_seconds:
            self.select(TimeSpan(seconds, self.selection.stop_seconds))
        else:
            self.put_cursor(seconds)

    def end_selection_here(self) -> None:
        """Let the selection end at the playhead; while it is silent, at the cursor."""
        seconds = self._here()
        if seconds > self.cursor_seconds:
            self.select(TimeSpan(self.cursor_seconds, seconds))

    def select(self, span: TimeSpan | None) -> None:
        """Mark `span` (cut to the sound) and put the cursor at its start.

        None unmarks, and moves nothing else; a span without length puts the cursor and unmarks.
        """
        self.selection = None
        if span is None:
            self.anchor_seconds = self.cursor_seconds
        else:
            cut = span.clamped(self.duration_seconds)
            ends = (cut.start_seconds, cut.stop_seconds)
            self.cursor_seconds = cut.start_seconds
            if min(abs(self.anchor_seconds - end) for end in ends) > SAME_MOMENT_SECONDS:
                self.anchor_seconds = cut.start_seconds
            self.selection = cut if cut.duration_seconds > 0 else None
        self.selection_changed.emit()

    def put_cursor(self, seconds: float) -> None:
        """Unmark, put the cursor here (cut to the sound) and bring it into view."""
        self.selection = None
        self.cursor_seconds = min(max(seconds, 0.0), self.duration_seconds)
        self.anchor_seconds = self.cursor_seconds
        self.selection_changed.emit()
        self.reveal(self.cursor_seconds)

    def show_prompt(self, span: TimeSpan | None) -> None:
        """Say which stretch a continuation would go on from."""
        if span != self.prompt:
            self.prompt = span
            self.prompt_changed.emit()

    def move_playhead(self, seconds: float | None) -> None:
        """Say where sound is now; None when it is silent."""
        if seconds != self.playhead_seconds:
            self.playhead_seconds = seconds
            self.playhead_moved.emit()

    def reveal(self, seconds: float) -> None:
        """Turn to the page that holds a moment, if it is out of view."""
        length = self.visible.duration_seconds
        if length > 0 and not self.visible.start_seconds <= seconds <= self.visible.stop_seconds:
            start = seconds - 0.1 * length
            self.show_span(TimeSpan(start, start + length))

    def _here(self) -> float:
        place = self.cursor_seconds if self.playhead_seconds is None else self.playhead_seconds
        return self.snapped(place)

    def _anchor_seconds(self) -> float | None:
        cursor = self.cursor_seconds
        seen = self.visible.start_seconds <= cursor <= self.visible.stop_seconds
        return cursor if seen else None
