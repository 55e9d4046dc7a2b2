"""How fast a network learns here: seconds of sound a second of training takes in."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from audiosynth_gui.audio.demo_sound import compose_demo, load_demo_score
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.features.prepared import (
    PreparedRecording,
    prepare_recording,
    run_preparation,
)
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.shipped import resources_path
from audiosynth_gui.training.dataset import make_training_set
from audiosynth_gui.training.devices import available_devices
from audiosynth_gui.training.presets import PRESETS, network_config, training_settings
from audiosynth_gui.training.progress import Limit
from audiosynth_gui.training.trainer import Training

WARM_UP_STEPS = 3
MEASURED_SECONDS = 10.0


def measure() -> Iterator[Measurement]:
    """Yield, for every device and mono and stereo, the pace of the default preset on the demo."""
    sound = compose_demo(load_demo_score(resources_path() / "demo_score.json"))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "demo.wav"
        write_wav(path, sound, "float32")
        started = time.perf_counter()
        channels: Literal[1, 2]
        for channels, name in ((1, "mono"), (2, "stereo")):
            config = network_config(PRESETS[0], 44100, channels, "linear16")
            preparing = prepare_recording(
                path, name.ljust(16), config.features, config.bands, path.parent
            )
            prepared = run_preparation(preparing)
            if channels == 1:
                factor = sound.duration_seconds / (time.perf_counter() - started)
                yield Measurement("Preparing a recording, mono", factor, "× real time")
            for device in available_devices():
                pace = _pace(prepared, config, device)
                yield Measurement(f"Standard, 44.1 kHz {name}, {device}", pace, "s of sound/s")


def _pace(prepared: PreparedRecording, config: NetworkConfig, device: str) -> float:
    training_set = make_training_set([prepared], config, 0.1)
    settings = training_settings(PRESETS[0], device)
    training = Training(training_set, settings, device, seed=0)
    list(training.run(Limit(steps=WARM_UP_STEPS)))
    # the last report is the validation's; its pace counts training alone
    reports = list(training.run(Limit(seconds=training.elapsed_seconds + MEASURED_SECONDS)))
    return reports[-1].audio_seconds_per_second
