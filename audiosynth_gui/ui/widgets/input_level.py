"""Level of what is recorded: bars, the highest peak in decibels, and a sign once it was clipped."""

from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.level_meter import FLOOR_DB, LevelMeter, decibels

CLIPPED_AMPLITUDE = 0.9999


class InputLevel(QWidget):
    """A level meter whose highest peak stands until it is clicked.

    Attributes:
        meter: the bars.
        peak_button: says the highest peak; forgets it when clicked.
        is_clipped: whether a sample reached full scale since then.
    """

    def __init__(self, theme: Theme) -> None:
        """Show silence. GUI thread."""
        super().__init__()
        self._highest = 0.0
        self.is_clipped = False
        self.meter = LevelMeter(theme)
        self.meter.setAccessibleName(self.tr("Input level"))
        self.peak_button = QToolButton()
        self.peak_button.setMinimumWidth(96)
        self.peak_button.setToolTip(
            self.tr("Highest peak so far. At 0 dB sound is clipped: turn the input down.\n"
                    "Click to begin anew.")
        )  # fmt: skip
        self.peak_button.clicked.connect(self.forget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.meter)
        row.addWidget(self.peak_button)
        self.forget()

    def show_peaks(self, peaks: tuple[float, ...], passed_seconds: float) -> None:
        """Take the peak amplitude of each channel since the last call."""
        self.meter.show_peaks(peaks, passed_seconds)
        loudest = max(peaks, default=0.0)
        if loudest > self._highest:
            self._highest = loudest
            self.is_clipped = loudest >= CLIPPED_AMPLITUDE
            self._show()

    def forget(self) -> None:
        """Begin anew with the highest peak."""
        self._highest, self.is_clipped = 0.0, False
        self._show()

    def _show(self) -> None:
        level_db = decibels(self._highest)
        words = self.tr("no sound") if level_db <= FLOOR_DB else f"{level_db:.1f} dB"
        if self.is_clipped:
            words = self.tr("⚠ clipped")
        self.peak_button.setText(words)
        self.peak_button.setAccessibleName(self.tr("Highest peak: {0}").format(words))
