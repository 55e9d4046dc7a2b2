"""What each group of features is worth: networks that are not told one of them, side by side."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions, decoded, recording_paths
from audiosynth_gui.evaluation.distance import Yardstick
from audiosynth_gui.evaluation.following import following
from audiosynth_gui.evaluation.rendering import rendered
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.prepared import prepare_recording, run_preparation
from audiosynth_gui.features.settings import FeatureGroup
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import TrainedModel
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.training.dataset import TrainingSet, make_training_set
from audiosynth_gui.training.presets import find_preset, network_config, training_settings
from audiosynth_gui.training.progress import Limit
from audiosynth_gui.training.trainer import Training

SAMPLE_RATE = 44100
HELDOUT = 0.2
RENDERED_SECONDS = 20.0
TIMED_SECONDS = 20.0
KEY = "0" * 16
"""Each recording has a cache of its own here, so any key will do."""


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Yield, for every recording, how a preset in mono renders its held-out end.

    It is trained for `options.minutes` with all groups of features, without each, and with
    loudness alone; guide and levels stay.

    Raises:
        AudioSynthError: there is no such preset, or a recording cannot be read or is too short.
    """
    preset = find_preset(options.preset)
    config = network_config(preset, SAMPLE_RATE, 1, "linear16")
    settings = training_settings(preset, "cpu")
    groups = config.features.groups
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for index, path in enumerate(recording_paths(options, place)):
            sound = decoded(path, place)
            wav = place / "recording.wav"
            write_wav(wav, sound, "float32")
            cache = place / f"cache-{index}"
            yield from _costs(path.stem, sound, config)
            for name, kept in _choices(groups):
                told = _told_only(config, kept)
                preparing = prepare_recording(wav, KEY, told.features, told.bands, cache)
                training_set = make_training_set([run_preparation(preparing)], told, HELDOUT)
                training = Training(training_set, settings, "cpu", seed=0)
                for _ in training.run(Limit(seconds=60.0 * options.minutes)):
                    pass
                yield from _heard(f"{path.stem}, {name}", training, training_set)


def _choices(groups: tuple[FeatureGroup, ...]) -> Iterator[tuple[str, tuple[FeatureGroup, ...]]]:
    yield "all features", groups
    for left_out in groups:
        yield f"without {left_out}", tuple(group for group in groups if group != left_out)
    yield "loudness alone", ("loudness",)


def _told_only(config: NetworkConfig, groups: tuple[FeatureGroup, ...]) -> NetworkConfig:
    features = config.features.model_copy(update={"groups": groups})
    return config.model_copy(update={"features": features})


def _costs(name: str, sound: AudioBuffer, config: NetworkConfig) -> Iterator[Measurement]:
    """How fast each group is measured; the windows that groups share are paid by each."""
    samples = sound.samples[: round(TIMED_SECONDS * sound.sample_rate), :1]
    for group in config.features.groups:
        settings = _told_only(config, (group,)).features
        extractor = FeatureExtractor(settings)
        extractor.extract(samples[: sound.sample_rate])
        started = time.thread_time()
        extractor.extract(samples)
        factor = len(samples) / sound.sample_rate / (time.thread_time() - started)
        yield Measurement(f"{name}, {group}: numbers a frame", settings.count, "numbers")
        yield Measurement(f"{name}, {group}: measured", factor, "× real time")


def _heard(name: str, training: Training, training_set: TrainingSet) -> Iterator[Measurement]:
    config = training_set.config
    card = untrained_model(config).card.model_copy(update={"scaling": training_set.scaling})
    model = TrainedModel(card, training.averaged.eval(), "")
    stretch = training_set.heldout[0]
    frames_a_second = SAMPLE_RATE / config.features.hop_frames
    count = min(stretch.feature_frames, round(RENDERED_SECONDS * frames_a_second))
    made, true = rendered(model, stretch.recording, stretch.start_frame, count)
    followed = following(made, true)
    yield Measurement(f"{name}: held-out", training.best_bits, "bits a sample")
    yield Measurement(f"{name}: distance", Yardstick(true).measure(made).mean, "of 1")
    yield Measurement(f"{name}: log-mel gap", followed.mel_gap_db, "dB")
    yield Measurement(f"{name}: chroma movement", followed.chroma_movement, "of 1")
