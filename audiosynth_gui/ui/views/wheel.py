"""What the wheel means with keys held, besides scrolling and zooming through time."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

RANGE_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""Move the range of levels that a spectrogram colours; with Shift too, its upper end."""

HEIGHT_KEY = Qt.KeyboardModifier.AltModifier
"""Zoom a waveform's height."""


def wheel_steps(event: QWheelEvent, step: int) -> float:
    """Give how many steps of `step` the wheel was turned away from the hand.

    With Alt some platforms turn the wheel sideways themselves, so either direction counts.
    """
    delta = event.angleDelta()
    return (delta.y() or delta.x()) / step
