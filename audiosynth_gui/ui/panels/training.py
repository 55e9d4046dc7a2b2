"""The training panel: choose, start, watch, stop."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton

from audiosynth_gui.controllers.training_controller import TrainingController
from audiosynth_gui.project.documents import ModelEntry
from audiosynth_gui.project.preset_fits import Calibration
from audiosynth_gui.project.requests import PresetInfo, TrainingRequest, little_music_note
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.panel import SPACING, Panel, labelled
from audiosynth_gui.ui.panels.training_words import cost_words, training_words
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.learning_curve import LearningCurve
from audiosynth_gui.ui.widgets.fields import Dropdown, NumberField, put_icon

DEFAULT_MINUTES = 10
MOST_MINUTES = 24 * 60
PROGRESS_STEPS = 1000


class TrainingPanel(Panel):
    """Asks for trainings and shows how the present one goes.

    Signals:
        train_asked(TrainingRequest): begin.
    """

    train_asked = Signal(object)

    def __init__(
        self,
        training: TrainingController,
        presets: Sequence[PresetInfo],
        icons: Icons,
        theme: Theme,
    ) -> None:
        """Show `presets`; follow `training`. GUI thread."""
        super().__init__(self.tr("Train"))
        self._training = training
        self._presets = tuple(presets)
        self._icons = icons
        self._model: ModelEntry | None = None
        self._music_seconds = 0.0
        self.preset_box = Dropdown(theme)
        for preset in self._presets:
            self.preset_box.addItem(preset.title, preset.name)
        self.preset_words = _faint_words()
        self.cost_words = _faint_words()
        self.cost_words.hide()
        self.little_words = _faint_words()
        self.little_words.hide()
        self.device_box = Dropdown(theme)
        self.minutes_field = NumberField(1, MOST_MINUTES, DEFAULT_MINUTES, self.tr(" min"))
        self.start_button = QPushButton()
        self.resume_button = QPushButton(self.tr("Train further"))
        self.words = _faint_words()
        self.progress_bar = QProgressBar()
        self.progress_bar.setRange(0, PROGRESS_STEPS)
        self.progress_bar.setTextVisible(False)
        self.progress_bar.setAccessibleName(self.tr("Training progress"))
        self.curve = LearningCurve(theme)
        self.curve_words = _faint_words()
        self.curve_words.setText(
            self.tr(
                "Lower is better. Line: music it learns from, with noise to make it harder. "
                "Dots: music kept from it."
            )
        )
        self._lay_out()
        self._explain()
        self.show_devices(())
        self.preset_box.currentIndexChanged.connect(self._describe_preset)
        self.start_button.clicked.connect(self.start_or_stop)
        self.resume_button.clicked.connect(self.train_further)
        training.state_changed.connect(self._show_state)
        training.progressed.connect(self._show_progress)
        training.devices_found.connect(lambda: self.show_devices(training.devices))
        icons.changed.connect(self._show_state)
        self._calibration: Calibration | None = None
        self._has_chosen_preset = False
        self.preset_box.activated.connect(self._remember_choice)
        self._describe_preset()
        self._show_state()

    def show_calibration(self, calibration: Calibration) -> None:
        """Say what each preset costs here; offer the best safe one, unless one was chosen."""
        self._calibration = calibration
        index = self.preset_box.findData(calibration.recommended)
        if index >= 0 and not self._has_chosen_preset and self._training.state == "idle":
            self.preset_box.setCurrentIndex(index)
        self._show_cost()

    def show_devices(self, devices: Sequence[str]) -> None:
        """Offer these devices besides the automatic choice."""
        chosen = self.device_box.currentData()
        self.device_box.clear()
        self.device_box.addItem(self.tr("Automatic"), "auto")
        titles = {"cpu": self.tr("Processor"), "cuda": "GPU (CUDA)", "mps": "GPU (Metal)"}
        for device in devices:
            if device != "auto":
                self.device_box.addItem(titles.get(device, device), device)
        self.device_box.setCurrentIndex(max(0, self.device_box.findData(chosen)))

    def show_model(self, model: ModelEntry | None) -> None:
        """Offer to train this model further."""
        self._model = model
        self._show_state()

    def show_music(self, seconds: float) -> None:
        """Offer training only where there is so much music to learn, and say where it is little."""
        self._music_seconds = seconds
        self.little_words.setText(little_music_note(seconds))
        self.little_words.setVisible(bool(self.little_words.text()))
        self._show_state()

    def start_or_stop(self) -> None:
        """Begin a training, or stop the one that runs and keep its best."""
        if self._training.state == "idle":
            self.train_asked.emit(self._request(None))
        else:
            self._training.stop()

    def train_further(self) -> None:
        """Go on training the chosen model."""
        if self._model is not None and self._training.state == "idle":
            self.train_asked.emit(self._request(self._model.id))

    def _request(self, resumed_model_id: str | None) -> TrainingRequest:
        return TrainingRequest(
            preset=str(self.preset_box.currentData()),
            minutes=float(self.minutes_field.value()),
            device=str(self.device_box.currentData()),
            resume=resumed_model_id,
        )

    def _lay_out(self) -> None:
        self.body.addLayout(labelled(self.tr("&Preset"), self.preset_box))
        self.body.addWidget(self.preset_words)
        self.body.addWidget(self.cost_words)
        self.body.addWidget(self.little_words)
        self.body.addLayout(labelled(self.tr("&Device"), self.device_box))
        self.body.addLayout(labelled(self.tr("T&ime"), self.minutes_field))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACING)
        buttons.addWidget(self.start_button, 1)
        buttons.addWidget(self.resume_button, 1)
        self.body.addLayout(buttons)
        self.body.addWidget(self.progress_bar)
        self.body.addWidget(self.words)
        self.body.addWidget(self.curve)
        self.body.addWidget(self.curve_words)

    def _explain(self) -> None:
        for widget, words in (
            (self.preset_box, self.tr("Which kind of network learns.")),
            (self.device_box, self.tr("Which part of this computer does the work.")),
            (self.minutes_field, self.tr("How long it may learn; you can stop it earlier.")),
            (self.start_button, self.tr("Learn the recordings, or stop; keeps the best (Ctrl+T).")),
        ):  # fmt: skip
            widget.setToolTip(words)

    def _describe_preset(self) -> None:
        index = self.preset_box.currentIndex()
        if 0 <= index < len(self._presets):
            self.preset_words.setText(self._presets[index].description)
            self.minutes_field.setValue(round(self._presets[index].usual_minutes))
        self._show_cost()

    def _remember_choice(self) -> None:
        self._has_chosen_preset = True

    def _show_cost(self) -> None:
        name = self.preset_box.currentData()
        fits = self._calibration.fits if self._calibration is not None else ()
        fit = next((fit for fit in fits if fit.preset == name), None)
        self.cost_words.setVisible(fit is not None)
        if fit is None:
            return
        self.cost_words.setText(cost_words(fit))

    def _show_state(self) -> None:
        state = self._training.state
        is_idle = state == "idle"
        self.start_button.setText(self.tr("Start training") if is_idle else self.tr("Stop"))
        put_icon(self.start_button, self._icons, "train" if is_idle else "stop")
        can_press = state == "training" or (is_idle and self._music_seconds > 0)
        if not can_press:
            self.start_button.clearFocus()  # else it goes to a field, and keys would change that
        self.start_button.setEnabled(can_press)
        self.resume_button.setEnabled(
            is_idle and self._music_seconds > 0 and self._model is not None
        )
        self.resume_button.setToolTip(
            self.tr("Go on training “{0}”").format(self._model.name)
            if self._model
            else self.tr("Go on training a model, once there is one")
        )
        for field in (self.preset_box, self.device_box, self.minutes_field):
            field.setEnabled(is_idle)
        self.progress_bar.setVisible(not is_idle)
        self._show_curve()
        self._show_words()

    def _show_progress(self) -> None:
        progress = self._training.progress
        if progress is not None:
            self.progress_bar.setValue(round(progress.fraction * PROGRESS_STEPS))
        self._show_curve()
        self._show_words()

    def _show_curve(self) -> None:
        curve = self._training.curve
        self.curve.show_curve(curve)
        for widget in (self.curve, self.curve_words):
            widget.setVisible(bool(curve))

    def _show_words(self) -> None:
        self.words.setText(training_words(self._training, self._music_seconds > 0))
        self.words.setVisible(bool(self.words.text()))


def _faint_words() -> QLabel:
    label = QLabel()
    label.setObjectName("faint")
    label.setWordWrap(True)
    return label
