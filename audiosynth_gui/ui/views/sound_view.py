"""Ruler, waveform and spectrogram of one sound, one above the other, on one timeline."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QScrollBar, QSplitter, QVBoxLayout, QWidget

from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.picture_style import PictureStyle
from audiosynth_gui.ui.views.playhead import Playhead
from audiosynth_gui.ui.views.ruler import Ruler
from audiosynth_gui.ui.views.spectrogram import SpectrogramView
from audiosynth_gui.ui.views.spectrogram_image import PictureSource
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform import WaveformSource, WaveformView
from audiosynth_gui.ui.widgets.picture_menu import PictureButton

SCROLL_STEPS = 10_000


class SoundView(QWidget):
    """Shows a sound and lets it be marked, zoomed and scrolled.

    Attributes:
        timeline: what is visible, marked and playing.
        ruler, waveform, spectrogram: the views, from top to bottom.
        pictures: how they draw.
    """

    def __init__(
        self,
        theme: Theme,
        drawing: SpectrogramController,
        is_take: bool,
        style: PictureStyle | None = None,
    ) -> None:
        """Show nothing yet, in a style of its own where none is shared. GUI thread."""
        super().__init__()
        self.timeline = Timeline(self)
        self.pictures = style = style or PictureStyle(parent=self)
        self.ruler = Ruler(self.timeline, theme)
        self.waveform = WaveformView(self.timeline, theme, is_take, style)
        self.spectrogram = SpectrogramView(self.timeline, theme, drawing, style)
        self._picture_button = PictureButton(style, self.spectrogram)
        self._scroll_bar = QScrollBar(Qt.Orientation.Horizontal)
        self._scroll_bar.setAccessibleName(self.tr("Scroll through time"))
        views = QSplitter(Qt.Orientation.Vertical)
        views.addWidget(self.waveform)
        views.addWidget(self.spectrogram)
        views.setStretchFactor(0, 3)
        views.setStretchFactor(1, 2)
        views.setHandleWidth(3)
        views.setChildrenCollapsible(False)
        stack = QWidget()
        inner = QVBoxLayout(stack)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.ruler)
        inner.addWidget(views, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(stack, 1)
        layout.addWidget(self._scroll_bar)
        self._playhead = Playhead(stack, self.timeline, theme)
        self.timeline.visible_changed.connect(self._show_scroll)
        self._scroll_bar.valueChanged.connect(self._scrolled)
        self._show_scroll()

    def show_sound(
        self, source: WaveformSource | None, pictures: PictureSource | None = None
    ) -> None:
        """Show another sound from end to end; None shows nothing.

        `pictures` is where its spectrogram is at hand already, if it is.
        """
        self.timeline.reset(source.frames / source.sample_rate if source else 0.0)
        self.waveform.show_source(source)
        self.spectrogram.show_source(source, pictures)

    def _show_scroll(self) -> None:
        duration, visible = self.timeline.duration_seconds, self.timeline.visible
        part = visible.duration_seconds / duration if duration > 0 else 1.0
        with QSignalBlocker(self._scroll_bar):
            page = max(1, round(SCROLL_STEPS * min(part, 1.0)))
            self._scroll_bar.setRange(0, SCROLL_STEPS - page)
            self._scroll_bar.setPageStep(page)
            self._scroll_bar.setSingleStep(max(1, page // 20))
            place = visible.start_seconds / duration if duration > 0 else 0.0
            self._scroll_bar.setValue(round(SCROLL_STEPS * place))

    def _scrolled(self, value: int) -> None:
        visible = self.timeline.visible
        start = value / SCROLL_STEPS * self.timeline.duration_seconds
        self.timeline.scroll(start - visible.start_seconds)
