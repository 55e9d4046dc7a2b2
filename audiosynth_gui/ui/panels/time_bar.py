"""The strip with the selection's times, the form of times, snapping and the tempo."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.features.tempo import FASTEST_BPM, MOST_BEATS_A_BAR, SLOWEST_BPM, Tempo
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_display import TIME_FORMS, TimeDisplay
from audiosynth_gui.ui.view_settings import ViewSettings
from audiosynth_gui.ui.widgets.fields import DecimalField, Dropdown, NumberField
from audiosynth_gui.ui.widgets.time_field import TimeField

EDGE = 3
"""Room above and below the fields."""


class TimeBar(QFrame):
    """Shows what is marked in numbers, and takes numbers.

    Attributes:
        time_fields: all fields for moments and lengths.

    Signals:
        start_typed(float), stop_typed(float), length_typed(float): of the selection, in seconds.
        settings_changed(ViewSettings): another form, tempo or snapping.
        tapped(): a beat was tapped.
        tempo_asked(): take the tempo that is heard in the recording.
    """

    start_typed = Signal(float)
    stop_typed = Signal(float)
    length_typed = Signal(float)
    settings_changed = Signal(object)
    tapped = Signal()
    tempo_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Show no selection and the default settings. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._settings = ViewSettings()
        forms = self.tr("As minutes (1:23.4), seconds (83.4 s), samples (4000 sm) or bars (4.1.00)")
        self.start_field = TimeField(self.tr("Start of the selection"), forms)
        self.stop_field = TimeField(self.tr("End of the selection"), forms)
        self.length_field = TimeField(self.tr("Length of the selection"), forms, is_length=True)
        self.form_box = Dropdown(theme)
        self.form_box.setMinimumContentsLength(5)
        self.form_box.setAccessibleName(self.tr("Form of times"))
        self.form_box.setToolTip(self.tr("How times are written"))
        names = (self.tr("Minutes"), self.tr("Seconds"), self.tr("Samples"), self.tr("Bars"))
        for form, name in zip(TIME_FORMS, names, strict=True):
            self.form_box.addItem(name, form)
        self.snap_box = QCheckBox(self.tr("Snap"))
        self.snap_box.setToolTip(
            self.tr("Draw what you select to zero crossings or beats, see the View menu (S)")
        )
        self._build_tempo()
        self.time_fields = (
            self.start_field, self.stop_field, self.length_field, self.first_beat_field
        )  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(12, EDGE, 10, EDGE)
        row.setSpacing(5)
        for widget in (
            _label(self.tr("Selection")), self.start_field, _label("–"), self.stop_field,
            _label("="), self.length_field,
        ):  # fmt: skip
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._tempo_part)
        row.addWidget(self.snap_box)
        row.addWidget(self.form_box)
        self.start_field.time_typed.connect(self.start_typed)
        self.stop_field.time_typed.connect(self.stop_typed)
        self.length_field.time_typed.connect(self.length_typed)
        self.form_box.activated.connect(
            lambda index: self._change(form=self.form_box.itemData(index))
        )
        self.snap_box.clicked.connect(lambda checked: self._change(is_snapping=checked))
        self.show_settings(self._settings)
        # As high with the fields of the tempo as without: what lies above is not to move.
        self.setMinimumHeight(self.tap_button.sizeHint().height() + 2 * EDGE)

    def show_settings(self, settings: ViewSettings) -> None:
        """Show other settings."""
        self._settings = settings
        self.form_box.setCurrentIndex(TIME_FORMS.index(settings.form))
        self.snap_box.setChecked(settings.is_snapping)
        with QSignalBlocker(self.bpm_field), QSignalBlocker(self.beats_field):
            self.bpm_field.setValue(settings.tempo.bpm)
            self.beats_field.setValue(settings.tempo.beats_a_bar)
        self.first_beat_field.show_time(settings.tempo.first_beat_seconds)
        self._tempo_part.setVisible(settings.form == "bars" or settings.snaps_to_beats)

    def show_display(self, display: TimeDisplay) -> None:
        """Write the selection in this form."""
        for field in (self.start_field, self.stop_field, self.length_field):
            field.show_display(display)

    def show_selection(self, cursor_seconds: float, selection: TimeSpan | None) -> None:
        """Show what is marked; without that only where the cursor is."""
        self.start_field.show_time(cursor_seconds)
        self.stop_field.show_time(selection.stop_seconds if selection else None)
        self.length_field.show_time(selection.duration_seconds if selection else None)

    def show_listening(self, is_listening: bool) -> None:
        """Say whether the tempo of the recording is being listened for."""
        self.find_button.setEnabled(not is_listening)
        self.find_button.setText(self.tr("Finding…") if is_listening else self.tr("Find"))

    def _build_tempo(self) -> None:
        self.bpm_field = DecimalField(SLOWEST_BPM, FASTEST_BPM, 120.0, decimals=2)
        self.bpm_field.setAccessibleName(self.tr("Tempo"))
        self.bpm_field.setToolTip(self.tr("Beats a minute"))
        self.beats_field = NumberField(1, MOST_BEATS_A_BAR, 4, self.tr(" / bar"))
        self.beats_field.setKeyboardTracking(False)
        self.beats_field.setAccessibleName(self.tr("Beats a bar"))
        self.beats_field.setToolTip(self.tr("Beats a bar"))
        help_text = self.tr("Where beat 1 of bar 1 lies, in seconds or as 0:01.5")
        self.first_beat_field = TimeField(self.tr("First beat"), help_text)
        self.first_beat_field.show_display(TimeDisplay("seconds"))
        self.tap_button = QPushButton(self.tr("Tap"))
        self.tap_button.setToolTip(
            self.tr("Tap the tempo (T); while it plays, the first tap is where bar 1 begins")
        )
        self.find_button = QPushButton(self.tr("Find"))
        self.find_button.setToolTip(self.tr("Find the tempo of the recording, and take it"))
        self._tempo_part = QWidget()
        row = QHBoxLayout(self._tempo_part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (
            _label("♩ ="), self.bpm_field, self.beats_field,
            _label(self.tr("from")), self.first_beat_field, self.tap_button, self.find_button,
        ):  # fmt: skip
            row.addWidget(widget)
        self.bpm_field.valueChanged.connect(lambda bpm: self._change_tempo(bpm=bpm))
        self.beats_field.valueChanged.connect(lambda beats: self._change_tempo(beats_a_bar=beats))
        self.first_beat_field.time_typed.connect(
            lambda seconds: self._change_tempo(first_beat_seconds=seconds)
        )
        self.tap_button.clicked.connect(self.tapped)
        self.find_button.clicked.connect(self.tempo_asked)

    def _change(self, **changes: object) -> None:
        self.settings_changed.emit(replace(self._settings, **changes))  # type: ignore[arg-type]

    def _change_tempo(self, **changes: float) -> None:
        tempo: Tempo = replace(self._settings.tempo, **changes)  # type: ignore[arg-type]
        self._change(tempo=tempo)


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("faint")
    return label
