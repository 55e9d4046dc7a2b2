"""The panel that asks for continuations: model, prompt, knobs, seed."""

import random
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton

from audiosynth_gui.controllers.play_controller import PlayController
from audiosynth_gui.controllers.prompt import Prompt
from audiosynth_gui.project.documents import ModelEntry, TakeRecipe
from audiosynth_gui.project.requests import DEFAULT_FREEDOM, ContinuationRequest
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.panel import SPACING, Panel, labelled
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_format import clock
from audiosynth_gui.ui.widgets.fields import Dropdown, NumberField, put_icon
from audiosynth_gui.ui.widgets.knob import Knob, KnobRange

MOST_SEED = 999_999
PROMPT = KnobRange(least=0.5, most=30.0, default=4.0, step=0.5, decimals=1, unit=" s")
TEMPERATURE = KnobRange(least=0.2, most=2.0, default=1.0, step=0.01)
TOP_P = KnobRange(least=0.05, most=1.0, default=1.0, step=0.01)
FREEDOM = KnobRange(least=0.0, most=1.0, default=DEFAULT_FREEDOM, step=0.01)


@dataclass(frozen=True)
class PromptWords:
    """Where the prompt comes from, in words.

    Attributes:
        recording_name: of the recording, or None to begin from silence.
        prompt: the stretch.
    """

    recording_name: str | None
    prompt: Prompt


class GenerationPanel(Panel):
    """Asks for continuations; its knobs act on the one that sounds.

    Signals:
        play_asked(): make a continuation with `request`, or stop the one that sounds.
        model_chosen(str): id of the model in the box.
        prompt_length_changed(): the knob for it was turned.
    """

    play_asked = Signal()
    model_chosen = Signal(str)
    prompt_length_changed = Signal()

    def __init__(self, play: PlayController, icons: Icons, theme: Theme) -> None:
        """Follow `play`. GUI thread."""
        super().__init__(self.tr("Generate"))
        self._play = play
        self._icons = icons
        self._prompt = Prompt(None, 0.0, 0.0)
        self.model_box = Dropdown(theme)
        self.model_box.setAccessibleName(self.tr("Model"))
        self.model_box.setPlaceholderText(self.tr("Train a model first"))
        self.model_box.setToolTip(self.tr("Which of the trained networks plays on."))
        self.prompt_words = QLabel()
        self.prompt_words.setWordWrap(True)
        self.prompt_words.setAccessibleName(self.tr("Prompt"))
        # A long name needs two lines, and the knobs below are not to move for it.
        self.prompt_words.setMinimumHeight(2 * self.prompt_words.fontMetrics().lineSpacing())
        self.prompt_knob = Knob(
            self.tr("Prompt"),
            self.tr("How much of the recording before the cursor the network hears first."),
            PROMPT, theme,
        )  # fmt: skip
        self.temperature_knob = Knob(
            self.tr("Temperature"),
            self.tr("Lower is safer and calmer, higher is wilder; 1 is as learned."),
            TEMPERATURE, theme,
        )  # fmt: skip
        self.top_p_knob = Knob(
            self.tr("Top-p"),
            self.tr("Leaves out the least likely choices; 1 leaves out nothing."),
            TOP_P, theme,
        )  # fmt: skip
        self.freedom_knob = Knob(
            self.tr("Freedom"),
            self.tr("At 0 it keeps close to the form of your recording, at 1 it goes its own way."),
            FREEDOM, theme,
        )  # fmt: skip
        self.seed_field = NumberField(0, MOST_SEED, 0)
        self.seed_field.setToolTip(
            self.tr("The same seed, model and prompt give the same take again.")
        )
        self.new_seed_box = QCheckBox(self.tr("New each time"))
        self.new_seed_box.setChecked(True)
        self.new_seed_box.setToolTip(self.tr("Draw another seed, so every take is another one."))
        self.play_button = QPushButton()
        self.play_button.setObjectName("primary")
        self.play_button.setToolTip(self.tr("Make music from here on, and stop it (Ctrl+Space)."))
        self._lay_out()
        self.model_box.currentIndexChanged.connect(self._choose_model)
        self.prompt_knob.value_changed.connect(self.prompt_length_changed)
        self.temperature_knob.value_changed.connect(self._turn_temperature)
        self.top_p_knob.value_changed.connect(self._turn_top_p)
        self.freedom_knob.value_changed.connect(self._turn_freedom)
        self.play_button.clicked.connect(self.play_asked)
        play.state_changed.connect(self._show_state)
        icons.changed.connect(self._show_state)
        self.show_models((), None)

    def show_models(self, models: tuple[ModelEntry, ...], chosen: ModelEntry | None) -> None:
        """Offer these models."""
        with QSignalBlocker(self.model_box):
            self.model_box.clear()
            for model in models:
                self.model_box.addItem(model.name, model.id)
            self.model_box.setCurrentIndex(self.model_box.findData(chosen.id) if chosen else -1)
        self._show_state()

    def show_prompt(self, words: PromptWords) -> None:
        """Say from which moment a continuation would go on."""
        self._prompt = words.prompt
        if words.recording_name is None:
            text = self.tr("Begins from silence")
        else:
            span = words.prompt.span
            text = self.tr("After “{0}”, {1} to {2}").format(
                words.recording_name, clock(span.start_seconds), clock(span.stop_seconds)
            )
        self.prompt_words.setText(text)

    def recall(self, recipe: TakeRecipe) -> None:
        """Set everything here as it was for a take."""
        self.model_box.setCurrentIndex(self.model_box.findData(recipe.model_id))
        self.prompt_knob.set_value(recipe.prompt_seconds)
        self.temperature_knob.set_value(recipe.temperature)
        self.top_p_knob.set_value(recipe.top_p)
        self.freedom_knob.set_value(recipe.freedom)
        self.new_seed_box.setChecked(False)
        self.seed_field.setValue(min(recipe.seed, MOST_SEED))

    def request(self) -> ContinuationRequest | None:
        """Give what is asked for now, or None without a model; draws the seed when it is new."""
        model_id = self.model_box.currentData()
        if not isinstance(model_id, str):
            return None
        if self.new_seed_box.isChecked():
            self.seed_field.setValue(random.randint(0, MOST_SEED))
        return ContinuationRequest(
            model_id=model_id,
            recording_id=self._prompt.recording_id,
            at_seconds=self._prompt.at_seconds,
            prompt_seconds=self._prompt.prompt_seconds,
            seconds=None,
            temperature=self.temperature_knob.value(),
            top_p=self.top_p_knob.value(),
            freedom=self.freedom_knob.value(),
            seed=self.seed_field.value(),
        )

    def _lay_out(self) -> None:
        self.body.addLayout(labelled(self.tr("&Model"), self.model_box))
        self.body.addWidget(self.prompt_words)
        knobs = QHBoxLayout()
        knobs.setSpacing(SPACING)
        for knob in (
            self.prompt_knob, self.temperature_knob, self.top_p_knob, self.freedom_knob
        ):  # fmt: skip
            knobs.addWidget(knob, 1)
        self.body.addLayout(knobs)
        seed_row = labelled(self.tr("&Seed"), self.seed_field)
        seed_row.addWidget(self.new_seed_box)
        self.body.addLayout(seed_row)
        self.body.addWidget(self.play_button)

    def _choose_model(self) -> None:
        model_id = self.model_box.currentData()
        if isinstance(model_id, str):
            self.model_chosen.emit(model_id)
        self._show_state()

    def _turn_temperature(self, value: float) -> None:
        self._play.controls.temperature = value

    def _turn_top_p(self, value: float) -> None:
        self._play.controls.top_p = value

    def _turn_freedom(self, value: float) -> None:
        self._play.controls.freedom = value

    def _show_state(self) -> None:
        origin, state = self._play.origin, self._play.state
        makes_one = state != "stopped" and origin is not None and origin.kind == "continuation"
        if makes_one:
            text = self.tr("Starting…") if state == "starting" else self.tr("Stop and keep take")
        else:
            text = self.tr("Play continuation")
        self.play_button.setText(text)
        self.play_button.setEnabled(makes_one or self.model_box.currentIndex() >= 0)
        put_icon(self.play_button, self._icons, "stop" if makes_one else "play", on_accent=True)
