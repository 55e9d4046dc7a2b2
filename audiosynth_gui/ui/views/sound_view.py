"""Overview, ruler, waveform and spectrogram of one sound, one above the other, on one timeline."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QScrollBar, QSplitter, QVBoxLayout, QWidget

from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.following import Follower
from audiosynth_gui.ui.views.overview import Overview
from audiosynth_gui.ui.views.picture_style import PictureStyle
from audiosynth_gui.ui.views.playhead import Playhead
from audiosynth_gui.ui.views.region_strip import RegionStrip
from audiosynth_gui.ui.views.ruler import Ruler
from audiosynth_gui.ui.views.spectrogram import SpectrogramView
from audiosynth_gui.ui.views.spectrogram_image import PictureSource
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform import WaveformView
from audiosynth_gui.ui.views.waveform_source import WaveformSource
from audiosynth_gui.ui.widgets.picture_menu import PictureButton

SCROLL_STEPS = 100_000_000
"""Steps of the scroll bar over the whole sound: less than a millisecond of ten hours each."""


class SoundView(QWidget):
    """Shows a sound and lets it be marked, zoomed and scrolled.

    Attributes:
        timeline: what is visible, marked and playing.
        overview, ruler, regions, waveform, spectrogram: the views, from top to bottom; takes have
            no regions.
        pictures: how they draw.
        follower: keeps the playhead in view.

    Signals:
        source_shown(): another sound is shown, or none.
    """

    source_shown = Signal()

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
        self._source: WaveformSource | None = None
        self.follower = Follower(self.timeline)
        self.pictures = style = style or PictureStyle(parent=self)
        self.overview = Overview(self.timeline, theme, is_take)
        self.ruler = Ruler(self.timeline, theme)
        self.regions = RegionStrip(self.timeline, theme)
        if is_take:
            self.regions.hide()
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
        inner.addWidget(self.regions)
        inner.addWidget(views, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.overview)
        layout.addWidget(stack, 1)
        layout.addWidget(self._scroll_bar)
        for strip in (self.overview, self.ruler, self.regions):
            # What is touched here is touched in this view: Space plays it, and keys go to it.
            strip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            strip.setFocusProxy(self.waveform)
        self._playhead = Playhead(stack, self.timeline, theme)
        self.timeline.visible_changed.connect(self._show_scroll)
        self._scroll_bar.valueChanged.connect(self._scrolled)
        self._show_scroll()

    @property
    def source(self) -> WaveformSource | None:
        """The sound that is shown, or None."""
        return self._source

    def show_sound(
        self, source: WaveformSource | None, pictures: PictureSource | None = None
    ) -> None:
        """Show another sound from end to end; None shows nothing.

        `pictures` is where its spectrogram is at hand already, if it is.
        """
        self._source = source
        self.timeline.reset(source.frames / source.sample_rate if source else 0.0)
        self.overview.show_source(source)
        self.waveform.show_source(source)
        self.spectrogram.show_source(source, pictures)
        self.source_shown.emit()

    def refresh_waveform(self) -> None:
        """Draw the waveform anew: more of its peaks are measured."""
        self.waveform.refresh()
        self.overview.refresh()

    def change_sound(self, source: WaveformSource | None) -> None:
        """Show the same sound at another loudness, where it was."""
        self._source = source
        self.overview.show_source(source)
        self.waveform.show_source(source)
        self.spectrogram.show_source(source)

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
