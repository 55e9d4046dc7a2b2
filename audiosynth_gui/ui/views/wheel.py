"""What the wheel means: scrolling and zooming through time, and more with keys held."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from audiosynth_gui.ui.views.timeline import Timeline

RANGE_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""Move the range of levels that a spectrogram colours; with Shift too, its upper end."""

HEIGHT_KEY = Qt.KeyboardModifier.AltModifier
"""Zoom a waveform's height."""


WHEEL_STEP = 120
ZOOM_PER_STEP = 0.8
SCROLL_PER_STEP = 0.1


def turn_through_time(
    event: QWheelEvent, timeline: Timeline, about_seconds: float | None = None
) -> None:
    """Zoom about a moment (the middle by default) with Ctrl, scroll otherwise."""
    steps = wheel_steps(event, WHEEL_STEP)
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        timeline.zoom(ZOOM_PER_STEP**steps, about_seconds)
    else:
        timeline.scroll(-steps * SCROLL_PER_STEP * timeline.visible.duration_seconds)
    event.accept()


def wheel_steps(event: QWheelEvent, step: int) -> float:
    """Give how many steps of `step` the wheel was turned away from the hand.

    With Alt or Shift some platforms turn the wheel sideways themselves, and touchpads are never
    quite straight: the direction that it is turned more in counts.
    """
    delta = event.angleDelta()
    return (delta.y() if abs(delta.y()) >= abs(delta.x()) else delta.x()) / step
