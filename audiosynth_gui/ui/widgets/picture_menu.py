"""The menu of how sound is drawn: in the menu bar and at every spectrogram."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFormLayout, QLabel, QMenu, QToolButton, QWidget, QWidgetAction

from audiosynth_gui.audio.spectrogram_kinds import SpectrogramKind
from audiosynth_gui.ui.views.colour_map import ColourMap
from audiosynth_gui.ui.views.picture_style import (
    HIGHEST_DB,
    LEAST_RANGE_DB,
    LOWEST_DB,
    LevelScale,
    PictureStyle,
)
from audiosynth_gui.ui.widgets.fields import NumberField

BUTTON_PLACE = (64, 2)
"""Right of the labels of frequencies."""

BUTTON_STYLE = """
QToolButton { background: palette(base); padding: 1px 18px 1px 6px; }
QToolButton::menu-indicator { subcontrol-origin: border; subcontrol-position: right center;
    right: 5px; }
"""


class PictureMenu(QMenu):
    """Chooses in a style, and shows what is chosen in it, wherever that was done.

    Attributes:
        floor_field, ceiling_field: the range of levels that spectrograms colour.
    """

    def __init__(self, style: PictureStyle, parent: QWidget | None = None) -> None:
        """Offer everything. GUI thread."""
        super().__init__(parent)
        self.setTitle(self.tr("Waveform and spectrogram"))
        self._style = style
        self._kinds = QActionGroup(self)
        kind_texts: tuple[tuple[str, SpectrogramKind], ...] = (
            (self.tr("Spectrogram in hertz (linear)"), "linear"),
            (self.tr("Spectrogram as we hear (mel)"), "mel"),
            (self.tr("Notes (constant-Q)"), "constant_q"),
            (self.tr("Notes of one octave (chroma)"), "chroma"),
        )
        for text, kind in kind_texts:
            self._add(self, self._kinds, text, kind)
        self.addSeparator()
        self._colours = QActionGroup(self)
        colour_texts: tuple[tuple[str, ColourMap], ...] = (
            (self.tr("Blue to gold"), "house"),
            (self.tr("Magma"), "magma"),
            (self.tr("Grey"), "grey"),
        )
        colours = self.addMenu(self.tr("Colours"))
        for text, colour_map in colour_texts:
            self._add(colours, self._colours, text, colour_map)
        self._fill_range(self.addMenu(self.tr("Range of levels")))
        self.addSeparator()
        self._scales = QActionGroup(self)
        scale_texts: tuple[tuple[str, LevelScale], ...] = (
            (self.tr("Waveform, linear"), "linear"),
            (self.tr("Waveform in decibels (dB)"), "decibels"),
        )
        for text, scale in scale_texts:
            self._add(self, self._scales, text, scale)
        self._kinds.triggered.connect(lambda action: style.choose_kind(action.data()))
        self._colours.triggered.connect(lambda action: style.choose_colour_map(action.data()))
        self._scales.triggered.connect(lambda action: style.choose_level_scale(action.data()))
        style.changed.connect(self._show)
        self._show()

    def _add(self, menu: QMenu, group: QActionGroup, text: str, value: str) -> None:
        action = QAction(text, self, checkable=True)
        action.setData(value)
        group.addAction(action)
        menu.addAction(action)

    def _fill_range(self, menu: QMenu) -> None:
        choice = self._style.choice
        self.floor_field = NumberField(
            LOWEST_DB, HIGHEST_DB - LEAST_RANGE_DB, choice.floor_db, self.tr(" dB")
        )
        self.ceiling_field = NumberField(
            LOWEST_DB + LEAST_RANGE_DB, HIGHEST_DB, choice.ceiling_db, self.tr(" dB")
        )
        self.floor_field.setAccessibleName(self.tr("Quietest level that is coloured"))
        self.ceiling_field.setAccessibleName(self.tr("Loudest level that is coloured"))
        for field in (self.floor_field, self.ceiling_field):
            field.setKeyboardTracking(False)  # half a number is not meant yet
        fields = QWidget()
        form = QFormLayout(fields)
        form.addRow(self.tr("Up to"), self.ceiling_field)
        form.addRow(self.tr("Down to"), self.floor_field)
        hint = QLabel(self.tr("Ctrl+Alt+wheel over a spectrogram; with Shift the upper end"))
        hint.setObjectName("faint")
        form.addRow(hint)
        action = QWidgetAction(menu)
        action.setDefaultWidget(fields)
        menu.addAction(action)
        self.floor_field.valueChanged.connect(
            lambda value: self._style.choose_range(value, self._style.choice.ceiling_db)
        )
        self.ceiling_field.valueChanged.connect(
            lambda value: self._style.choose_range(self._style.choice.floor_db, value)
        )

    def _show(self) -> None:
        choice = self._style.choice
        for group, value in (
            (self._kinds, choice.kind),
            (self._colours, choice.colour_map),
            (self._scales, choice.level_scale),
        ):
            for action in group.actions():
                action.setChecked(action.data() == value)
        for field, level in (
            (self.floor_field, choice.floor_db),
            (self.ceiling_field, choice.ceiling_db),
        ):
            with QSignalBlocker(field):
                field.setValue(level)


class PictureButton(QToolButton):
    """A small button in a view's corner that names the kind of spectrogram and opens the menu."""

    def __init__(self, style: PictureStyle, view: QWidget) -> None:
        """Lie on `view`. GUI thread."""
        super().__init__(view)
        self._style = style
        self.setMenu(PictureMenu(style, self))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # It lies on the picture and has to be readable over whatever that shows.
        self.setStyleSheet(BUTTON_STYLE)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setToolTip(self.tr("How sound is drawn: kind, colours, range of levels."))
        self.move(*BUTTON_PLACE)
        style.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        names = {
            "linear": self.tr("Hertz"),
            "mel": self.tr("Mel"),
            "constant_q": self.tr("Notes"),
            "chroma": self.tr("Chroma"),
        }
        self.setText(names[self._style.choice.kind])
        self.setAccessibleName(self.tr("Drawn as: {0}").format(self.text()))
        self.adjustSize()
