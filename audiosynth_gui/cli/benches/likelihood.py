"""How many bits a sample of held-out music costs our network, a published one, and prediction."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions, decoded, recording_paths
from audiosynth_gui.evaluation.coded_music import HeldoutBits, coded_music
from audiosynth_gui.evaluation.likelihood import (
    likelihood_config,
    likelihood_settings,
    linear_prediction_bits,
    renderer_bits,
    sample_rnn_bits,
)
from audiosynth_gui.evaluation.reference.linear_prediction import fit_linear_predictor
from audiosynth_gui.evaluation.reference.sample_rnn import SampleRnnSizes
from audiosynth_gui.evaluation.reference.sample_rnn_training import SampleRnnRecipe
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.training.presets import find_preset
from audiosynth_gui.training.settings import TrainingSettings

SEED = 0
UNIT = "bits/sample"


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Yield, for every recording, what its last fifth costs after training on the rest.

    16 kHz, mono, 8-bit µ-law; the networks learn one after the other, each `options.minutes` long
    on all cores.

    Raises:
        AudioSynthError: there is no such preset, or a recording cannot be read or is too short.
    """
    preset = find_preset(options.preset)
    config, settings = likelihood_config(preset), likelihood_settings(preset)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for path in recording_paths(options, place):
            sound = decoded(path, place)
            yield from _compared(path.stem, sound, config, settings, 60.0 * options.minutes)


def _compared(
    name: str,
    sound: AudioBuffer,
    config: NetworkConfig,
    settings: TrainingSettings,
    seconds: float,
) -> Iterator[Measurement]:
    music = coded_music(sound, config.features.hop_frames)
    predictor = fit_linear_predictor(music.train)
    for follows, scale in ((False, "fixed"), (True, "following")):
        bits = linear_prediction_bits(music, predictor, follows)
        yield from _both(f"{name}, linear prediction, {scale} scale", bits)
    reference = sample_rnn_bits(music, SampleRnnSizes(), SampleRnnRecipe(), seconds, SEED)
    yield from _both(f"{name}, SampleRNN", reference.final)
    yield from _both(f"{name}, SampleRNN at its best", reference.best)
    ours = renderer_bits(music, config, settings, seconds, SEED)
    yield from _both(f"{name}, AudioSynth", ours.final)
    yield from _both(f"{name}, AudioSynth at its best", ours.best)
    yield Measurement(f"{name}, gain", reference.final.whole - ours.final.whole, UNIT)
    yield Measurement(f"{name}, gain at their best", reference.best.whole - ours.best.whole, UNIT)


def _both(name: str, bits: HeldoutBits) -> Iterator[Measurement]:
    yield Measurement(name, bits.whole, UNIT)
    yield Measurement(f"{name}, without last 2 s", bits.without_end, UNIT)
