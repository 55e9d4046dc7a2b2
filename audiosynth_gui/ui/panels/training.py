"""The training panel: choose, start, watch, stop."""

import math
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton

from audiosynth_gui.controllers.training_controller import TrainingController
from audiosynth_gui.project.documents import ModelEntry
from audiosynth_gui.project.requests import (
    PresetInfo,
    TrainingFinished,
    TrainingProgress,
    TrainingRequest,
)
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.panel import SPACING, Panel, labelled
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_format import short_clock
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
        self._has_recordings = False
        self.preset_box = Dropdown(theme)
        for preset in self._presets:
            self.preset_box.addItem(preset.title, preset.name)
        self.preset_words = _faint_words()
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
            self.tr("Lower is better. Line: music it learns from. Dots: music kept from it.")
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
        self._describe_preset()
        self._show_state()

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

    def show_recordings(self, has_recordings: bool) -> None:
        """Offer training only where there is something to train on."""
        self._has_recordings = has_recordings
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
            (self.start_button, self.tr("Learn all recordings, or stop; keeps the best (Ctrl+T).")),
        ):  # fmt: skip
            widget.setToolTip(words)

    def _describe_preset(self) -> None:
        index = self.preset_box.currentIndex()
        if 0 <= index < len(self._presets):
            self.preset_words.setText(self._presets[index].description)
            self.minutes_field.setValue(round(self._presets[index].usual_minutes))

    def _show_state(self) -> None:
        state = self._training.state
        is_idle = state == "idle"
        self.start_button.setText(self.tr("Start training") if is_idle else self.tr("Stop"))
        put_icon(self.start_button, self._icons, "train" if is_idle else "stop")
        can_press = state == "training" or (is_idle and self._has_recordings)
        if not can_press:
            self.start_button.clearFocus()  # else it goes to a field, and keys would change that
        self.start_button.setEnabled(can_press)
        self.resume_button.setEnabled(is_idle and self._has_recordings and self._model is not None)
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
        training = self._training
        if training.state == "stopping":
            self.words.setText(self.tr("Stopping; the best so far is kept…"))
        elif training.state == "training":
            self.words.setText(self._progress_words(training.progress))
        elif training.finished is not None:
            self.words.setText(self._result_words(training.finished))
        elif not self._has_recordings:
            self.words.setText(self.tr("Add recordings first."))
        elif training.was_stopped:
            self.words.setText(self.tr("Stopped; the best so far is kept."))
        else:
            self.words.setText("")
        self.words.setVisible(bool(self.words.text()))

    def _result_words(self, finished: TrainingFinished) -> str:
        if finished.heldout_bits is None:
            return self.tr("Done after {0}.").format(short_clock(finished.elapsed_seconds))
        text = self.tr("Done: {0} bits per sample on music kept from it.")
        return text.format(f"{finished.heldout_bits:.2f}")

    def _progress_words(self, progress: TrainingProgress | None) -> str:
        if progress is None or progress.phase == "preparing":
            return self.tr("Getting ready…")
        if progress.phase == "planning":
            return self.tr("Learning the form: what follows what…")
        parts = []
        if progress.remaining_seconds is not None:
            parts.append(self.tr("{0} left").format(short_clock(progress.remaining_seconds)))
        if math.isfinite(progress.train_bits):
            parts.append(self.tr("{0} bits per sample").format(f"{progress.train_bits:.2f}"))
        validated = [point for point in self._training.curve if point.heldout_bits is not None]
        if validated:
            kept = self.tr("{0} on music kept from it").format(f"{validated[-1].heldout_bits:.2f}")
            parts.append(kept)
        return " · ".join(parts)


def _faint_words() -> QLabel:
    label = QLabel()
    label.setObjectName("faint")
    label.setWordWrap(True)
    return label
