"""Projects that were asked for, opened one after the other."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.opening import (
    DamagedProject,
    OpenedProject,
    Opening,
    noticing_damage,
)
from audiosynth_gui.controllers.worker import Worker


@dataclass(frozen=True)
class _Wanted:
    path: Path
    work: Callable[[], OpenedProject]
    opening: Opening


class Openings(QObject):
    """Opens one project at a time, in a worker. GUI thread.

    The next one is begun when the one before has arrived: only then it is known which project is
    open, and the one before that is given back.

    Signals:
        changed(): `present` is another.
    """

    changed = Signal()

    def __init__(
        self,
        worker: Worker,
        arrived: Callable[[OpenedProject | DamagedProject], None],
        parent: QObject | None = None,
    ) -> None:
        """Open in `worker`; `arrived` is called with every project that could be read."""
        super().__init__(parent)
        self._worker = worker
        self._arrived = arrived
        self._wanted: tuple[_Wanted, ...] = ()

    @property
    def present(self) -> Opening | None:
        """What is being opened now."""
        return next((wanted.opening for wanted in self._wanted), None)

    def add(self, path: Path, work: Callable[[], OpenedProject], is_made: bool = False) -> None:
        """Open a project after those that were asked for before.

        Args:
            path: its folder.
            work: opens it; called in the worker.
            is_made: whether it is made first.
        """
        self._wanted = (*self._wanted, _Wanted(path, work, Opening(path.stem, is_made)))
        if len(self._wanted) == 1:
            self._begin()
        self.changed.emit()

    def _begin(self) -> None:
        wanted = self._wanted[0]
        self._worker.submit(
            lambda: noticing_damage(wanted.path, wanted.work), self._take, self._end
        )

    def _take(self, opened: OpenedProject | DamagedProject) -> None:
        self._arrived(opened)
        self._end()

    def _end(self) -> None:
        self._wanted = self._wanted[1:]
        if self._wanted:
            self._begin()
        self.changed.emit()
