"""The learning curve: bits per sample over minutes, trained on and held back."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audiosynth_gui.controllers.training_controller import CurvePoint
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_format import ruler_label
from audiosynth_gui.ui.views.ticks import tick_step

HEIGHT = 130
AXIS_WIDTH, AXIS_HEIGHT = 42, 22
TIME_PIXELS = 48.0
"""Least distance of two times below the curve."""


class TimeAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis in seconds that is labelled as the rulers are."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        """Give one kind of ticks, at even times, and that they begin at 0."""
        return [(tick_step((high - low) / max(size, 1.0), TIME_PIXELS), 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Give a label for each of `values`, `spacing` apart."""
        return [ruler_label(value * scale, spacing * scale) for value in values]


class LearningCurve(QWidget):
    """Draws two lines; lower is better."""

    def __init__(self, theme: Theme) -> None:
        """Show empty axes. GUI thread."""
        super().__init__()
        self._theme = theme
        self._plot = pg.PlotWidget(axisItems={"bottom": TimeAxis("bottom")})
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.getAxis("left").setWidth(AXIS_WIDTH)
        self._plot.getAxis("bottom").setHeight(AXIS_HEIGHT)
        self._plot.setLimits(xMin=0.0, yMin=0.0)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        for side in ("left", "bottom"):
            self._plot.getAxis(side).setTickFont(font)
        self._trained = self._plot.plot()
        self._heldout = self._plot.plot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(QMargins(0, 0, 0, 0))
        layout.addWidget(self._plot)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Learning curve"))
        self.setToolTip(
            self.tr(
                "How far off its guesses are, in bits per sample, over the time of training.\n"
                "Lower is better.\n"
                "Thin: the music it learns from. Thick: a part that is kept from it, to see\n"
                "whether it learns the music or only memorises it."
            )
        )
        theme.changed.connect(self._colour)
        self._colour()

    def show_curve(self, curve: tuple[CurvePoint, ...]) -> None:
        """Draw these points."""
        self._trained.setData(
            [point.minutes * 60 for point in curve], [point.train_bits for point in curve]
        )
        validated = [point for point in curve if point.heldout_bits is not None]
        self._heldout.setData(
            [point.minutes * 60 for point in validated],
            [point.heldout_bits for point in validated],
        )
        if validated:
            self.setAccessibleDescription(
                self.tr("{0} bits per sample on music kept from it").format(
                    f"{validated[-1].heldout_bits:.2f}"
                )
            )

    def _colour(self) -> None:
        colours = self._theme.colours
        self._plot.setBackground(QColor(colours.well))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setPen(QPen(QColor(colours.line)))
            axis.setTextPen(QPen(QColor(colours.faint_text)))
            axis.setStyle(tickLength=-3, tickTextOffset=4)
        self._plot.showGrid(x=True, y=True, alpha=0.15)
        self._trained.setPen(pg.mkPen(colours.faint_text, width=1))
        self._heldout.setPen(pg.mkPen(colours.accent, width=2))
        self._heldout.setSymbol("o")
        self._heldout.setSymbolSize(5)
        self._heldout.setSymbolBrush(QColor(colours.accent))
        self._heldout.setSymbolPen(None)
