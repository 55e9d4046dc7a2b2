"""What the keys do on a view along time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views.timeline import SAME_MOMENT_SECONDS, Timeline

STEP_PIXELS = 20
SMALL_STEP_PIXELS = 10


class TimeKeys:
    """Arrows, Home and End move the cursor, with Shift they mark; pages turn; Escape unmarks.

    With Ctrl the arrows go from beat to beat while bars are shown, else by ten pixels.
    """

    def __init__(self, timeline: Timeline) -> None:
        """Work on `timeline`. GUI thread."""
        self._timeline = timeline

    def press(self, event: QKeyEvent, seconds_per_pixel: float) -> bool:
        """Do what a key is for; give whether it is for anything."""
        key, held = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self._timeline.select(None)
            return True
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._timeline.turn_page(-1.0 if key == Qt.Key.Key_PageUp else 1.0)
            return True
        is_small = bool(held & Qt.KeyboardModifier.ControlModifier)
        place = self._place(key, seconds_per_pixel, is_small)
        if place is None:
            return False
        place = min(max(place, 0.0), self._timeline.duration_seconds)
        if held & Qt.KeyboardModifier.ShiftModifier:
            self._mark_to(place)
        else:
            self._timeline.put_cursor(place)
        return True

    def _place(self, key: Qt.Key, seconds_per_pixel: float, is_small: bool) -> float | None:
        """Give where a key leads from the end that moves; None for a key that leads nowhere."""
        if key == Qt.Key.Key_Home:
            return 0.0
        if key == Qt.Key.Key_End:
            return self._timeline.duration_seconds
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return None
        way, here = (1 if key == Qt.Key.Key_Right else -1), self._moving_end()
        if is_small and self._timeline.display.form == "bars":
            tempo = self._timeline.display.tempo
            beats = tempo.beats_at(here)
            # The next beat, also from between two; a beat that it stands on is left behind.
            nearest = round(beats)
            if abs(beats - nearest) < 1e-6:
                return tempo.seconds_at(nearest + way)
            return tempo.seconds_at(int(beats // 1) + (1 if way > 0 else 0))
        pixels = SMALL_STEP_PIXELS if is_small else STEP_PIXELS
        return here + way * pixels * seconds_per_pixel

    def _mark_to(self, place: float) -> None:
        self._timeline.select(TimeSpan.between(self._timeline.anchor_seconds, place))
        self._timeline.reveal(place)

    def _moving_end(self) -> float:
        """Give the end of the selection that Shift and an arrow move; else the cursor."""
        span = self._timeline.selection
        if span is None:
            return self._timeline.cursor_seconds
        distance = abs(span.start_seconds - self._timeline.anchor_seconds)
        at_start = distance <= SAME_MOMENT_SECONDS
        return span.stop_seconds if at_start else span.start_seconds
