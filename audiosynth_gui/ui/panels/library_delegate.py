"""What a row of the library holds, and how it looks."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from audiosynth_gui.ui.theme import Theme

ID_ROLE = Qt.ItemDataRole.UserRole
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1
MISSING_ROLE = Qt.ItemDataRole.UserRole + 7
"""A word that stands in the place of the detail where a file is gone."""
ROW_HEIGHT = 28

AnyIndex = QModelIndex | QPersistentModelIndex


class LibraryDelegate(QStyledItemDelegate):
    """Draws a name, and its detail faintly at the right end."""

    def __init__(self, theme: Theme) -> None:
        """Draw in the colours of `theme`."""
        super().__init__(theme)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Ask for rows of even height."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw the row, leaving the right end to the detail."""
        detail = index.data(MISSING_ROLE) or index.data(DETAIL_ROLE)
        if not detail:
            super().paint(painter, option, index)
            return
        width = option.fontMetrics.horizontalAdvance(detail) + 14
        whole = QRect(option.rect)
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        widget = option.widget
        style = widget.style() if widget is not None else QApplication.style()
        element = QStyle.PrimitiveElement.PE_PanelItemViewItem
        style.drawPrimitive(element, ground, painter, widget)
        name = QStyleOptionViewItem(option)
        name.rect = whole.adjusted(0, 0, -width, 0)
        super().paint(painter, name, index)
        painter.save()
        painter.setPen(QColor(self._theme.colours.faint_text))
        place = whole.adjusted(whole.width() - width, 0, -8, 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, detail)
        painter.restore()
