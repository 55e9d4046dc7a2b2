"""The presets: sizes and recipes by name."""

from dataclasses import dataclass
from typing import Literal

from audiosynth_gui.errors import TrainingError
from audiosynth_gui.features.quantization import QuantizationName
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.networks.config import Architecture, NetworkConfig
from audiosynth_gui.training.settings import TrainingSettings

PresetName = Literal["standard", "draft", "deep", "classic-rnn", "classic-lstm"]


@dataclass(frozen=True)
class Sizes:
    """What differs between the presets of one architecture; see `NetworkConfig`."""

    plan_units: int
    slow_units: int
    middle_units: int
    sample_units: int
    taps: int
    dropout: float


@dataclass(frozen=True)
class Preset:
    """A preset as it is offered.

    Attributes:
        name: on the command line and in files.
        title: in the window.
        description: one sentence for musicians.
        usual_minutes: how long it trains unless told otherwise.
        architecture: which network.
        sizes: how large.
    """

    name: PresetName
    title: str
    description: str
    usual_minutes: float
    architecture: Architecture
    sizes: Sizes

    @property
    def is_classic(self) -> bool:
        """Whether it is one of the article's networks, made for 16 kHz mono unless told else."""
        return self.architecture != "tiered"


PRESETS: tuple[Preset, ...] = (
    Preset(
        "standard", "Standard", "Full bandwidth, good after ten minutes and better after an hour.",
        10.0, "tiered", Sizes(160, 192, 192, 48, 6, 0.05),
    ),
    Preset(
        "draft", "Draft", "Small and quick: a first impression within two minutes.",
        2.0, "tiered", Sizes(128, 128, 128, 40, 4, 0.05),
    ),
    Preset(
        "deep", "Deep", "Large: for a night, or a graphics card.",
        480.0, "tiered", Sizes(256, 512, 384, 96, 8, 0.1),
    ),
    Preset(
        "classic-rnn", "Classic RNN", "The article's plain recurrence; 16 kHz, 8 bit, mono.",
        10.0, "classic-rnn", Sizes(64, 128, 128, 128, 2, 0.0),
    ),
    Preset(
        "classic-lstm", "Classic LSTM", "The article's two LSTM layers; 16 kHz, 8 bit, mono.",
        10.0, "classic-lstm", Sizes(64, 128, 128, 64, 2, 0.5),
    ),
)  # fmt: skip

CLASSIC_SAMPLE_RATE = 16000


def find_preset(name: str) -> Preset:
    """Return the preset of that name or title.

    Raises:
        TrainingError: there is none.
    """
    for preset in PRESETS:
        if name in (preset.name, preset.title):
            return preset
    known = ", ".join(preset.name for preset in PRESETS)
    raise TrainingError(f"There is no preset called “{name}”.", f"Choose one of: {known}.")


def network_config(
    preset: Preset, sample_rate: int, channels: Literal[1, 2], quantization: QuantizationName
) -> NetworkConfig:
    """Return the preset's network for that kind of sound.

    The tiers keep their length in time: a step lasts about 0.7 ms whatever the sample rate, since
    faster sound is split into more bands. Narrow bands are what makes it follow pitch: in a band
    of 700 Hz a tone is foretold from a few values, in the whole spectrum from very many. Eight-bit
    codes are made without a filter bank, so that their bits can be compared with published ones.
    """
    bands: Literal[1, 8, 16, 32] = 1
    if not preset.is_classic and quantization == "linear16":
        bands = 32 if sample_rate >= 32000 else 16 if sample_rate >= 20000 else 8
    frame_steps, slow_steps, middle_steps = (16, 8, 2) if bands > 1 else (192, 64, 8)
    if preset.is_classic:
        frame_steps, slow_steps, middle_steps = 192, 192, 1
    sizes = preset.sizes
    guide_steps = 2 if bands > 1 else 0
    features = FeatureSettings(
        sample_rate=sample_rate, hop_frames=frame_steps * bands, channels=channels
    )
    return NetworkConfig(
        architecture=preset.architecture, sample_rate=sample_rate, channels=channels, bands=bands,
        quantization=quantization, features=features, frame_steps=frame_steps,
        slow_steps=slow_steps, middle_steps=middle_steps, plan_units=sizes.plan_units,
        slow_units=sizes.slow_units, middle_units=sizes.middle_units,
        sample_units=sizes.sample_units, taps=sizes.taps, guide_steps=guide_steps,
        dropout=sizes.dropout, batch_norm=False,
    )  # fmt: skip


def training_settings(preset: Preset, device: str) -> TrainingSettings:
    """Return the preset's recipe: few lanes on a CPU, many on a graphics card."""
    if preset.is_classic:
        # one turn a sample: long windows are slow, and many lanes cost little more than few
        lanes = 32 if device == "cpu" else 128
        return TrainingSettings(lanes=lanes, first_window_frames=3, last_window_frames=3)
    lanes = 8 if device == "cpu" else 64
    return TrainingSettings(lanes=lanes, first_window_frames=6, last_window_frames=16)
