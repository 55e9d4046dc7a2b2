"""Collects Python's cyclic garbage in the GUI thread only.

Python collects in whatever thread happens to allocate. Where that finds a Qt object, the object is
destroyed in a thread it does not belong to, which can crash the program (seen as a segmentation
fault while a training ran). So the automatic collection is off, and a timer does its work.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MILLISECONDS = 500
GENERATIONS = 3


class GarbageCollector(QObject):
    """Runs in place of Python's automatic collection while it lives. GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Switch the automatic collection off and the timer on."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MILLISECONDS)
        self._timer.timeout.connect(self.collect_due)
        self._timer.start()

    def collect_due(self) -> int:
        """Collect the oldest generation that is due by Python's own thresholds.

        Returns:
            its number, or -1 where none is due.
        """
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in reversed(range(GENERATIONS)):
            if 0 < thresholds[generation] < counts[generation]:
                gc.collect(generation)
                return generation
        return -1

    def settle(self) -> None:
        """Leave out from now on what is there: loaded libraries are never garbage.

        Without this a full collection would walk through all of torch and stop the window for
        more than a tenth of a second.
        """
        gc.freeze()

    def close(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
