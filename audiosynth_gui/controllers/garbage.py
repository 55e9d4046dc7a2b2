"""Collects Python's cyclic garbage in the GUI thread only.

Python collects in whatever thread happens to allocate. Where that finds a Qt object, the object is
destroyed in a thread it does not belong to, which can crash the program. Collecting also stops
every thread: while torch, numba and librosa are imported, for 0.1 to 0.2 s again and again. So the
automatic collection is off, and a timer does its work, once those libraries are loaded.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MILLISECONDS = 500
GENERATIONS = 3


class GarbageCollector(QObject):
    """Runs in place of Python's automatic collection while it lives. GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Switch the automatic collection off; nothing is collected before `settle`."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MILLISECONDS)
        self._timer.timeout.connect(self.collect_due)

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
        """Begin to collect, and leave out what is there: loaded libraries are never garbage.

        With them a full collection takes 0.15 s, without them a few milliseconds.
        """
        gc.freeze()
        self._timer.start()

    def close(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
