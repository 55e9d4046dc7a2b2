"""Appearance: Fusion with our own light and dark palette, following the system."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from audiosynth_gui.ui.colours import DARK, LIGHT, Colours
from audiosynth_gui.ui.style_sheet import style_sheet

Role = QPalette.ColorRole


def build_palette(colours: Colours) -> QPalette:
    """Make the Qt palette for `colours`."""
    palette = QPalette()
    for role, colour in (
        (Role.Window, colours.panel),
        (Role.WindowText, colours.text),
        (Role.Base, colours.well),
        (Role.AlternateBase, colours.panel),
        (Role.ToolTipBase, colours.raised),
        (Role.ToolTipText, colours.text),
        (Role.PlaceholderText, colours.faint_text),
        (Role.Text, colours.text),
        (Role.Button, colours.raised),
        (Role.ButtonText, colours.text),
        (Role.BrightText, colours.error),
        (Role.Light, colours.raised),
        (Role.Midlight, colours.raised),
        (Role.Mid, colours.line),
        (Role.Dark, colours.line),
        (Role.Shadow, colours.window),
        (Role.Highlight, colours.accent),
        (Role.HighlightedText, colours.on_accent),
        (Role.Accent, colours.accent),
        (Role.Link, colours.accent),
        (Role.LinkVisited, colours.accent),
    ):
        palette.setColor(role, QColor(colour))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, _unusable(colours))
    palette.setColor(QPalette.ColorGroup.Disabled, Role.Highlight, QColor(colours.line))
    return palette


class Theme(QObject):
    """Gives the current colours and tells when they change.

    Attributes:
        colours: what to draw with now.

    Signals:
        changed(): `colours` is another set; repaint. GUI thread.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        """Dress `application` and follow the system's light or dark setting. GUI thread."""
        super().__init__(application)
        self._application = application
        self.colours = DARK
        self._is_dressed = False
        application.setStyle("Fusion")
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        self._follow(hints.colorScheme())

    def set_scheme(self, scheme: Qt.ColorScheme) -> None:
        """Choose Light or Dark, or Unknown to follow the system again."""
        hints = self._application.styleHints()
        if scheme == Qt.ColorScheme.Unknown:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(scheme)
        # Platforms without the notion (offscreen) send no signal.
        self._follow(hints.colorScheme() if scheme == Qt.ColorScheme.Unknown else scheme)

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are shown."""
        return self.colours is DARK

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        # A system that does not say gets dark: what most music programs look like.
        colours = LIGHT if scheme == Qt.ColorScheme.Light else DARK
        if self._is_dressed and colours is self.colours:
            return  # dressing every widget anew takes long
        self.colours, self._is_dressed = colours, True
        self._application.setPalette(build_palette(colours))
        self._application.setStyleSheet(style_sheet(colours))
        self.changed.emit()


def _unusable(colours: Colours) -> QColor:
    """Give the colour of writing that cannot be used now: two thirds of the way to the panel."""
    text, panel = QColor(colours.text), QColor(colours.panel)
    return QColor(
        (text.red() + 2 * panel.red()) // 3,
        (text.green() + 2 * panel.green()) // 3,
        (text.blue() + 2 * panel.blue()) // 3,
    )
