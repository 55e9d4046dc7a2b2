"""What a training holds in memory with an hour of recordings, and with ten."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches.demo_project import long_demo
from audiosynth_gui.cli.benches.held_memory import STATUS_PATH, check_told, held_megabytes
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.features.prepared import PreparedRecording, prepare_recording, run_preparation
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.training.dataset import make_training_set
from audiosynth_gui.training.plan_share import learn_plan
from audiosynth_gui.training.presets import PRESETS, network_config, training_settings
from audiosynth_gui.training.progress import Limit
from audiosynth_gui.training.trainer import Training

HOUR_SECONDS = 3600.0
HOURS = (1, 10)
STEPS = 30


def measure() -> Iterator[Measurement]:
    """Yield the most memory that some steps of the default preset hold, in mono.

    The hour is the demo's music again and again; ten hours are ten recordings of it, each mapped by
    itself. Before that the same steps run once, so that what torch keeps for itself is there both
    times. The plan network learns first, as in any training.

    Raises:
        AudioSynthError: the system does not tell what a program holds.
    """
    check_told(STATUS_PATH)
    config = network_config(PRESETS[0], 44100, 1, "linear16")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "demo.wav"
        write_wav(path, long_demo(HOUR_SECONDS), "pcm16")
        _most_megabytes([_prepared(path, config)], config)
        for hours in HOURS:
            recordings = [_prepared(path, config) for _ in range(hours)]
            megabytes = _most_megabytes(recordings, config)
            name = "1 hour" if hours == 1 else f"{hours} hours"
            yield Measurement(f"Training on {name}: holds", megabytes, "MB")


def _prepared(path: Path, config: NetworkConfig) -> PreparedRecording:
    """Prepare a recording, or map what is there."""
    key = path.stem.ljust(16)
    return run_preparation(prepare_recording(path, key, config.features, config.bands, path.parent))


def _most_megabytes(recordings: list[PreparedRecording], config: NetworkConfig) -> float:
    training_set = make_training_set(recordings, config, 0.1)
    limit = Limit(steps=STEPS)
    held = [held_megabytes() for _ in learn_plan(training_set, limit, "cpu", seed=0)]
    training = Training(training_set, training_settings(PRESETS[0], "cpu"), "cpu", seed=0)
    held += [held_megabytes() for _ in training.run(limit)]
    return max(held)
