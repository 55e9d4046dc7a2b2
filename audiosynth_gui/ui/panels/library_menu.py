"""What the context menu of a region or recording offers beside the usual."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QMenu, QWidget, QWidgetAction

from audiosynth_gui.project.documents import HIGHEST_GAIN_DB, LOWEST_GAIN_DB, Recording
from audiosynth_gui.project.regions import (
    REGION_COLOURS,
    REGION_KINDS,
    Region,
    RegionColour,
    RegionKind,
)
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.region_looks import (
    ICON_NAMES,
    colour_icon,
    colour_word,
    kind_word,
)

GAIN_STEP_DB = 0.5


def add_kinds(
    menu: QMenu, icons: Icons, region: Region, choose: Callable[[RegionKind], None]
) -> None:
    """Offer what a region can be for; `choose` is told."""
    group = QActionGroup(menu)
    for kind in REGION_KINDS:
        action = menu.addAction(icons.icon(ICON_NAMES[kind]), kind_word(kind))
        action.setCheckable(True)
        action.setChecked(kind == region.kind)
        action.triggered.connect(lambda _checked=False, k=kind: choose(k))
        group.addAction(action)


def add_colours(menu: QMenu, region: Region, choose: Callable[[RegionColour], None]) -> None:
    """Offer the colours of the palette; `choose` is told."""
    colours = menu.addMenu(
        colour_icon(region.colour), QCoreApplication.translate("LibraryPanel", "Colour")
    )
    group = QActionGroup(colours)
    for colour in REGION_COLOURS:
        action = colours.addAction(colour_icon(colour), colour_word(colour))
        action.setCheckable(True)
        action.setChecked(colour == region.colour)
        action.triggered.connect(lambda _checked=False, c=colour: choose(c))
        group.addAction(action)


class GainField(QWidgetAction):
    """A line of a menu with a field for the gain of a recording in decibels.

    Leaving the menu takes what was typed; Escape leaves the gain as it was.
    """

    def __init__(self, menu: QMenu, recording: Recording, choose: Callable[[float], None]) -> None:
        """Stand at the recording's gain; `choose` is told what was typed. GUI thread."""
        super().__init__(menu)
        self._told_db = recording.gain_db
        self._choose = choose
        words = self.tr("Gain")
        self.field = QDoubleSpinBox()
        self.field.setRange(LOWEST_GAIN_DB, HIGHEST_GAIN_DB)
        self.field.setSingleStep(GAIN_STEP_DB)
        self.field.setDecimals(1)
        self.field.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.field.setSuffix(self.tr(" dB"))
        self.field.setValue(recording.gain_db)
        self.field.setAccessibleName(self.tr("Gain of the recording in decibels"))
        self.field.setToolTip(self.tr("How much louder it is played, learnt and drawn."))
        self.field.editingFinished.connect(self._take)
        self.field.lineEdit().returnPressed.connect(menu.close)
        self.field.installEventFilter(self)
        menu.aboutToHide.connect(self._take)
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(28, 2, 8, 2)
        layout.addWidget(QLabel(words))
        layout.addWidget(self.field)
        self.setDefaultWidget(line)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Forget what was typed when Escape closes the menu."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.field.setValue(self._told_db)
        return False

    def _take(self) -> None:
        """Tell it once, though the field and the menu both speak of their end."""
        self.field.interpretText()
        gain_db = round(self.field.value(), 1)
        if gain_db != round(self._told_db, 1):
            self._told_db = gain_db
            self._choose(gain_db)
