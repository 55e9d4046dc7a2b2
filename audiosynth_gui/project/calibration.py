"""Which presets this computer can play live, and what training them costs here."""

from pathlib import Path
from typing import Literal

import torch
from pydantic import ValidationError

from audiosynth_gui import __version__
from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.compiling import sources_digest
from audiosynth_gui.generation.speed import realtime_factor
from audiosynth_gui.project.preset_fits import Calibration, PresetFit
from audiosynth_gui.training.devices import choose_device, leave_core_for_sound
from audiosynth_gui.training.estimate import training_cost
from audiosynth_gui.training.presets import PRESETS, Preset, network_config, training_settings

SAMPLE_RATE = 44100
CHANNELS: Literal[2] = 2


def calibrate() -> Calibration:
    """Measure. A thread of its own, once the kernels are compiled; some seconds.

    A core is left for the sound, as it is in the window's trainings.
    """
    leave_core_for_sound()
    presets = (preset for preset in PRESETS if not preset.is_classic)
    # what is drawn here must not change what a training draws
    with torch.random.fork_rng(devices=[]):
        return Calibration(made_by=_maker(), fits=tuple(_fit(preset) for preset in presets))


def kept_calibration(path: Path) -> Calibration | None:
    """What an earlier run has measured; None where it is missing, or of another program."""
    try:
        kept = Calibration.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return kept if kept.made_by == _maker() else None


def calibrate_once(path: Path) -> Calibration:
    """Measure and keep the result, or read what is kept. Any thread."""
    kept = kept_calibration(path)
    if kept is not None:
        return kept
    made = calibrate()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes_atomically(path, made.model_dump_json(indent=2).encode())
    except OSError:
        pass  # it is measured again the next time
    return made


def _maker() -> str:
    return f"AudioSynth {__version__} {sources_digest()}"


def _fit(preset: Preset) -> PresetFit:
    config = network_config(preset, SAMPLE_RATE, CHANNELS, "linear16")
    device = choose_device("auto")
    cost = training_cost(config, training_settings(preset, device), device)
    return PresetFit(
        preset=preset.name,
        realtime_factor=realtime_factor(config),
        audio_seconds_per_second=cost.audio_seconds_per_second,
        memory_bytes=cost.memory_bytes,
    )
