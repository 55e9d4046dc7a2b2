"""The stretch that playing repeats."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.looping import SHORTEST_LOOP_SECONDS
from audiosynth_gui.controllers.time_span import TimeSpan

if TYPE_CHECKING:
    from audiosynth_gui.ui.views.timeline import Timeline


class LoopRegion(QObject):
    """A loop on a timeline, switched on or off. GUI thread.

    Attributes:
        span: where it lies, or None while there is none.
        is_on: whether playing repeats it.

    Signals:
        changed(): span or is_on is another.
    """

    changed = Signal()

    def __init__(self, timeline: "Timeline") -> None:
        """Begin without a loop on `timeline`."""
        super().__init__(timeline)
        self._timeline = timeline
        self.span: TimeSpan | None = None
        self.is_on = False

    @property
    def playing_span(self) -> TimeSpan | None:
        """What playing repeats; None while the loop is off."""
        return self.span if self.is_on else None

    def put(self, span: TimeSpan) -> None:
        """Loop this stretch (cut to the sound); one shorter than 20 ms changes nothing."""
        cut = span.clamped(self._timeline.duration_seconds)
        if cut.duration_seconds >= SHORTEST_LOOP_SECONDS:
            self._set(cut, is_on=True)

    def toggle(self) -> None:
        """Loop the selection, if it is not looped yet; else switch the loop on or off.

        Without a selection and a loop it is the whole sound that is looped.
        """
        selection, whole = self._timeline.selection, self._timeline.duration_seconds
        if selection is not None and selection != self.span:
            self.put(selection)
        elif self.span is None:
            self.put(TimeSpan(0.0, whole))
        else:
            self.switch(not self.is_on)

    def switch(self, is_on: bool) -> None:
        """Repeat the loop, or play on through it; it stays where it is."""
        self._set(self.span, is_on and self.span is not None)

    def clear(self) -> None:
        """Take the loop away."""
        self._set(None, is_on=False)

    def _set(self, span: TimeSpan | None, is_on: bool) -> None:
        if (span, is_on) != (self.span, self.is_on):
            self.span, self.is_on = span, is_on
            self.changed.emit()
