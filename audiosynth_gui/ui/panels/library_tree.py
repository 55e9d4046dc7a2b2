"""The tree of the library: rows that can be put in another order."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDropEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.regions import Region
from audiosynth_gui.ui.panels.library_delegate import ID_ROLE
from audiosynth_gui.ui.panels.library_rows import item_of


class LibraryTree(QTreeWidget):
    """Recordings, and the regions of each, are dragged up and down, or moved with Alt and arrows.

    It says what is wanted; the rows move when the project has another order.

    Signals:
        move_asked(str, int): id of an item, and the place that it is to have among its like.
    """

    move_asked = Signal(str, int)

    def __init__(self) -> None:
        """Be empty. GUI thread."""
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setExpandsOnDoubleClick(False)  # it plays
        for key, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            action = QAction(self, shortcut=QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _checked=False, by=step: self.move_current(by))
            self.addAction(action)

    def move_current(self, by: int) -> None:
        """Ask to move the chosen row by so many places, if it can be moved."""
        row = self._movable()
        parent = None if row is None else row.parent()
        if row is None or parent is None:
            return
        place = parent.indexOfChild(row) + by
        if 0 <= place < parent.childCount():
            self.move_asked.emit(row.data(0, ID_ROLE), place)

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask to move the dragged row to where it was let go."""
        # never a move to Qt: it would take the row out itself
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        row, at = self._movable(), event.position().toPoint()
        target = self.itemAt(at)
        if row is None or target is None:
            return
        is_below = at.y() > self.visualItemRect(target).center().y()
        if isinstance(item_of(row), Recording) and isinstance(item_of(target), Region):
            target, is_below = target.parent(), True
        parent = row.parent()
        if target is None or parent is None or target.parent() is not parent:
            return
        old = parent.indexOfChild(row)
        place = parent.indexOfChild(target) + is_below
        place -= place > old
        if place != old:
            self.move_asked.emit(row.data(0, ID_ROLE), place)

    def _movable(self) -> QTreeWidgetItem | None:
        """The chosen row, if it can be moved."""
        row = self.currentItem()
        return row if isinstance(item_of(row), Recording | Region) else None
