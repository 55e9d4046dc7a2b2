"""What was found in the shown recording, to be left out of training."""

from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
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
        is_left_out: whether a region leaves all of it out already.
    """

    span: TimeSpan
    like: TimeSpan | None = None
    like_name: str = ""
    is_left_out: bool = False


class TickList(QListWidget):
    """A list of boxes to tick. Enter ticks, as Space plays wherever the focus is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the chosen row, or take its tick away."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            is_ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if is_ticked else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)


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
        self.list = TickList()
        self.list.setUniformItemSizes(True)  # there may be thousands
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

    def say(self, words: str) -> None:
        """Say why nothing is listed."""
        self.words.setText(words)

    def show_progress(self, fraction: float | None) -> None:
        """Show how far the search is, from 0 to 1; None when none runs."""
        self._bar.setVisible(fraction is not None)
        self.cancel_button.setVisible(fraction is not None)
        if fraction is not None:
            self._bar.setValue(round(fraction * STEPS))
            self.words.setText(self.tr("Listening through the recording…"))

    def show_rows(self, rows: tuple[FoundRow, ...] | None) -> None:
        """Show what was found, all that is not left out yet ticked; None while nothing is known."""
        self.rows = rows or ()
        with QSignalBlocker(self.list):
            self.list.clear()
            for row in self.rows:
                item = QListWidgetItem(self.row_words(row))
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(_tick(not row.is_left_out))
                self.list.addItem(item)
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
        with QSignalBlocker(self.list):  # each tick counts all of them
            for number in range(self.list.count()):
                self.list.item(number).setCheckState(Qt.CheckState.Unchecked)
        self.list.viewport().update()
        self._show_count()

    def show_left_out(self, rows: tuple[FoundRow, ...]) -> None:
        """Show the same rows, of which others are left out now; other ticks stay."""
        old, self.rows = self.rows, rows
        with QSignalBlocker(self.list):
            for number, (before, now) in enumerate(zip(old, rows, strict=True)):
                if before != now:
                    item = self.list.item(number)
                    item.setText(self.row_words(now))
                    item.setCheckState(_tick(not now.is_left_out))
        self.list.viewport().update()
        self._show_count()

    def row_words(self, row: FoundRow) -> str:
        """Give "1:02–1:09 silence" or "2:10–2:40 like 0:40–1:10", with another's name."""
        words = self._stretch_words(row)
        return self.tr("{0} · left out").format(words) if row.is_left_out else words

    def _stretch_words(self, row: FoundRow) -> str:
        if row.like is None:
            return self.tr("{0} silence").format(_span_words(row.span))
        if not row.like_name:
            return self.tr("{0} like {1}").format(_span_words(row.span), _span_words(row.like))
        return self.tr("{0} like {1} of “{2}”").format(
            _span_words(row.span), _span_words(row.like), row.like_name
        )

    def _show_count(self) -> None:
        numbers = self.ticked()
        seconds = _seconds_under([self.rows[number].span for number in numbers])
        if not numbers and self.leave_out_button.hasFocus():
            self.list.setFocus()  # next would be a field of the time bar, which takes letters
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


def _seconds_under(spans: list[TimeSpan]) -> float:
    """Give how long the spans are together, what lies under several of them counted once."""
    seconds, end = 0.0, 0.0
    for span in sorted(spans, key=lambda one: one.start_seconds):
        seconds += max(0.0, span.stop_seconds - max(span.start_seconds, end))
        end = max(end, span.stop_seconds)
    return seconds


def _tick(is_ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
