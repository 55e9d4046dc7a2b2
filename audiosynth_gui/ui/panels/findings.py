"""What was found in the shown recording, to be left out of training."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QToolButton,
)

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.panels.panel import Panel
from audiosynth_gui.ui.time_format import short_clock

STEPS = 1000
LEAST_ROWS, MOST_ROWS = 2, 6
"""So many are in sight without scrolling: the sound that they lie in is to be seen, too."""


@dataclass(frozen=True)
class FoundRow:
    """One stretch as the list shows it.

    Attributes:
        span: where it lies in the shown recording.
        like: where the earlier one like it lies; None for a silence.
        like_name: the other recording's name; empty where it is the shown one.
    """

    span: TimeSpan
    like: TimeSpan | None = None
    like_name: str = ""


class FindingsPanel(Panel):
    """A list with a box to tick for every stretch. Hidden until it is asked for.

    Attributes:
        rows: what the list shows, in its order.

    Signals:
        row_chosen(int): show this one.
        leave_out_clicked(): leave out the ticked ones.
        cancel_clicked(): stop searching.
        closed(): it was put away.
    """

    row_chosen = Signal(int)
    leave_out_clicked = Signal()
    cancel_clicked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        """Show nothing yet. GUI thread."""
        super().__init__(self.tr("Silences and repeats"))
        self.rows: tuple[FoundRow, ...] = ()
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setObjectName("faint")
        self._bar = QProgressBar()
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Search progress"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel_clicked)
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setAccessibleName(self.tr("Close silences and repeats"))
        self.close_button.clicked.connect(self._put_away)
        self.heading.addWidget(self._bar)
        self.heading.addWidget(self.cancel_button)
        self.heading.addWidget(self.close_button)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Silences and repeats"))
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemClicked.connect(lambda item: self._choose(self.list.row(item)))
        self.list.itemChanged.connect(self._show_count)
        self.leave_out_button = QPushButton(self.tr("Leave these out of training"))
        self.leave_out_button.clicked.connect(self.leave_out_clicked)
        foot = QHBoxLayout()
        foot.addWidget(self.words, 1)
        foot.addWidget(self.leave_out_button)
        self.body.addWidget(self.list)
        self.body.addLayout(foot)
        self.show_progress(None)
        self.show_rows(None)
        self.hide()

    def show_progress(self, fraction: float | None) -> None:
        """Show how far the search is, from 0 to 1; None when none runs."""
        self._bar.setVisible(fraction is not None)
        self.cancel_button.setVisible(fraction is not None)
        if fraction is not None:
            self._bar.setValue(round(fraction * STEPS))
            self.words.setText(self.tr("Listening through the recording…"))

    def show_rows(self, rows: tuple[FoundRow, ...] | None) -> None:
        """Show what was found, all of it ticked; None while nothing is known."""
        self.rows = rows or ()
        self.list.blockSignals(True)
        self.list.clear()
        for row in self.rows:
            item = QListWidgetItem(self.row_words(row))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(False)
        in_sight = min(max(self.list.count(), LEAST_ROWS), MOST_ROWS)
        frame = 2 * self.list.frameWidth()
        self.list.setFixedHeight(in_sight * max(1, self.list.sizeHintForRow(0)) + frame)
        self.list.setVisible(bool(self.rows))
        self.leave_out_button.setVisible(bool(self.rows))
        self._show_count()
        if rows is None:
            self.words.setText("")
        elif not rows:
            self.words.setText(self.tr("There are no silences and no repeats in this recording."))

    def ticked(self) -> tuple[int, ...]:
        """Give the numbers of the ticked rows, from 0."""
        items = [self.list.item(number) for number in range(self.list.count())]
        return tuple(
            number
            for number, item in enumerate(items)
            if item.checkState() == Qt.CheckState.Checked
        )

    def untick_all(self) -> None:
        """Take all ticks away: what was asked for is done."""
        for number in range(self.list.count()):
            self.list.item(number).setCheckState(Qt.CheckState.Unchecked)

    def row_words(self, row: FoundRow) -> str:
        """Give "1:02–1:09 silence" or "2:10–2:40 like 0:40–1:10", with another's name."""
        if row.like is None:
            return self.tr("{0} silence").format(_span_words(row.span))
        if not row.like_name:
            return self.tr("{0} like {1}").format(_span_words(row.span), _span_words(row.like))
        return self.tr("{0} like {1} of “{2}”").format(
            _span_words(row.span), _span_words(row.like), row.like_name
        )

    def _show_count(self) -> None:
        numbers = self.ticked()
        seconds = sum(self.rows[number].span.duration_seconds for number in numbers)
        self.leave_out_button.setEnabled(bool(numbers))
        if self.rows:
            self.words.setText(
                self.tr("{0} of {1} ticked, {2} in all").format(
                    len(numbers), len(self.rows), short_clock(seconds)
                )
            )

    def _choose(self, number: int) -> None:
        if number >= 0:
            self.row_chosen.emit(number)

    def _put_away(self) -> None:
        self.hide()
        self.closed.emit()


def _span_words(span: TimeSpan) -> str:
    return f"{short_clock(span.start_seconds)}–{short_clock(span.stop_seconds)}"
