"""The spectrogram under a waveform: drawn in the background, as well as it is known meanwhile."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent

from audiosynth_gui.audio.spectrogram_kinds import KindSettings, kind_row_to_hertz
from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
from audiosynth_gui.controllers.spectrogram_tiles import (
    SpectrogramPicture,
    assemble,
    keys_wanted,
    level_for,
)
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.picture_style import PictureStyle
from audiosynth_gui.ui.views.pitch import pitch_name
from audiosynth_gui.ui.views.pointed_view import PointedView
from audiosynth_gui.ui.views.spectrogram_axis import axis_marks, class_at, row_at
from audiosynth_gui.ui.views.spectrogram_image import PictureSource, picture_image
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform_source import WaveformSource
from audiosynth_gui.ui.views.wheel import RANGE_KEYS, WHEEL_STEP, wheel_steps

RANGE_STEP_DB = 5
READING_MARGIN = 4


class SpectrogramView(PointedView):
    """Draws which frequencies sound when; says frequency, note and level under the pointer.

    Attributes:
        source: the sound, or None.
    """

    def __init__(
        self,
        timeline: Timeline,
        theme: Theme,
        drawing: SpectrogramController,
        style: PictureStyle | None = None,
    ) -> None:
        """Show nothing yet. GUI thread."""
        super().__init__(timeline, theme)
        self.source: WaveformSource | None = None
        self._style = style or PictureStyle(parent=self)
        self._shown = self._style.choice
        self._pictures: PictureSource | None = None
        self._drawing = drawing
        self._picture: SpectrogramPicture | None = None
        self._is_old = True
        self._image: QImage | None = None
        self.setMinimumHeight(50)
        self.setAccessibleName(self.tr("Spectrogram"))
        drawing.tile_drawn.connect(self._take_tile)
        timeline.visible_changed.connect(self.refresh)
        theme.changed.connect(self._colour)  # painted anew as every view is
        self._style.changed.connect(self._take_style)

    @property
    def picture(self) -> SpectrogramPicture | None:
        """What there is of what is visible; None while there is nothing of it."""
        if self._is_old:
            self._is_old = False
            self._picture = self._put_together()
            self._colour()  # without asking to be painted: painting is what comes here
        return self._picture

    def sizeHint(self) -> QSize:
        """Ask for somewhat less than the waveform has."""
        return QSize(600, 150)

    def show_source(
        self, source: WaveformSource | None, pictures: PictureSource | None = None
    ) -> None:
        """Draw another sound; the timeline says which part of it.

        With `pictures` nothing is computed: they are taken from there at every refresh.
        """
        self.source, self._pictures = source, pictures
        self._drawing.show_sound(source.read if source and not pictures else None)
        if pictures is not None:
            pictures.show_kind(self._style.choice.kind)
        self.refresh()

    def refresh(self) -> None:
        """Draw what is visible now: what is known at once, the rest as it is computed."""
        self._is_old = True
        self._ask()
        self.read_pointer()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new width."""
        self.refresh()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture where its stretch lies now, then selection and cursor."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self.theme.colours.well))
            picture = self.picture
            if self._image is not None and picture is not None:
                span, scale = picture.span, self.scale
                left, right = scale.x_of(span.start_seconds), scale.x_of(span.stop_seconds)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRectF(left, 0, right - left, self.height()), self._image)
                self._paint_axis(painter, picture.settings)
            self.paint_marks(painter)
            self.paint_reading(painter, READING_MARGIN)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl+Alt move the floor of what is coloured, with Shift too its ceiling."""
        if event.modifiers() & RANGE_KEYS != RANGE_KEYS:
            super().wheelEvent(event)
            return
        choice, change = self._style.choice, round(wheel_steps(event, WHEEL_STEP) * RANGE_STEP_DB)
        if event.modifiers() & event.modifiers().ShiftModifier:
            self._style.choose_range(choice.floor_db, choice.ceiling_db + change)
        else:
            self._style.choose_range(choice.floor_db + change, choice.ceiling_db)
        event.accept()

    def hertz_at(self, y: float) -> float:
        """Give the frequency at a height; the top edge is the highest."""
        settings = self._settings()
        if settings is None:
            return 0.0
        return kind_row_to_hertz(row_at(y, settings.rows, self.height()), settings)

    def level_db_at(self, place: QPointF) -> float | None:
        """Give the level in dB that is drawn at a place; None where nothing is known."""
        picture = self.picture
        if picture is None:
            return None
        row = row_at(place.y(), picture.settings.rows, self.height())
        return picture.level_db(self.scale.seconds_at(place.x()), row)

    def _settings(self) -> KindSettings | None:
        if self.source is None:
            return None
        return KindSettings(self._style.choice.kind, self.source.sample_rate)

    def _ask(self) -> None:
        """Ask for what is visible and not there yet."""
        source, settings, visible = self.source, self._settings(), self.timeline.visible
        if source is None or settings is None or self._pictures is not None or self.width() < 2:
            return
        rate = source.sample_rate
        middle = (visible.start_seconds + visible.stop_seconds) / 2
        looked_at = self.scale.seconds_at(self.pointer.x()) if self.pointer else middle
        wanted, around = keys_wanted(
            settings, self._level(rate), visible.start_seconds * rate, visible.stop_seconds * rate,
            source.frames, looked_at * rate,
        )  # fmt: skip
        self._drawing.want(wanted, around)

    def _level(self, rate: int) -> int:
        return level_for(self.scale.seconds_per_pixel * rate / self.devicePixelRatioF())

    def _put_together(self) -> SpectrogramPicture | None:
        source, settings, visible = self.source, self._settings(), self.timeline.visible
        if self._pictures is not None:
            return self._pictures.picture(visible)
        if source is None or settings is None or source.frames == 0:
            return None
        rate, level = source.sample_rate, self._level(source.sample_rate)
        # A column more at either side: what is drawn is blended with its neighbours.
        start = max(0.0, visible.start_seconds * rate - (1 << level))
        stop = min(float(source.frames), visible.stop_seconds * rate + (1 << level))
        if stop <= start:
            return None
        pixels, first, has_any = assemble(self._drawing.cache, settings, level, start, stop)
        if not has_any:
            return None
        last = first + (pixels.shape[1] << level)
        return SpectrogramPicture(TimeSpan(first / rate, last / rate), pixels, settings)

    def _take_tile(self) -> None:
        if self.source is not None and self._pictures is None:
            self._is_old = True
            self.read_pointer()
            self.update()

    def _take_style(self) -> None:
        before, self._shown = self._shown, self._style.choice
        if before.kind != self._shown.kind:
            if self._pictures is not None:
                self._pictures.show_kind(self._shown.kind)
            self.refresh()
        self._colour()
        self.update()

    def _colour(self) -> None:
        """Make the image of the picture; levels are coloured without computing them anew."""
        if self._picture is None:
            self._image = None
            return
        self._image = picture_image(self._picture, self._style.choice, self.theme.is_dark)

    def words_at(self, place: QPointF) -> tuple[str, ...]:
        """Give frequency, note and level."""
        settings, level = self._settings(), self.level_db_at(place)
        if settings is None or level is None:
            return ()
        level_words = self.tr("{0} dB").format(round(level))
        if settings.kind == "chroma":
            return class_at(row_at(place.y(), settings.rows, self.height())), level_words
        hertz = self.hertz_at(place.y())
        return self.tr("{0} Hz").format(f"{hertz:.0f}"), pitch_name(hertz), level_words

    def _paint_axis(self, painter: QPainter, settings: KindSettings) -> None:
        font = painter.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.8))
        painter.setFont(font)
        label_height = painter.fontMetrics().height()
        marks = axis_marks(settings, float(self.height()), label_height + 1.0)
        is_chroma = settings.kind == "chroma"  # whose rows are named, not lines
        if not is_chroma:
            painter.setPen(with_alpha(self.theme.colours.faint_text, 60))
            painter.drawLines([QLineF(0.0, mark.y, self.width(), mark.y) for mark in marks])
        for mark in marks:
            top = mark.y - (label_height / 2 if is_chroma else label_height + 1)
            self.paint_label(painter, QPointF(4, top), mark.text)
