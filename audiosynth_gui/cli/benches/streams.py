"""Long streams of the shipped model: how many collapse, with the drift guard and without."""

from collections.abc import Iterator

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.cli.benches.demo_project import demo_continuation, demo_project
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.evaluation.health import Health
from audiosynth_gui.features.prepared import run_preparation
from audiosynth_gui.networks.checkpoint import load_card
from audiosynth_gui.project.demo import MODEL_ID
from audiosynth_gui.project.training_run import prepare

MOMENTS = (0.1, 0.9)


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Make `continuations` streams of `seconds` each, twice; count what collapsed.

    What counts as collapsed is learnt from the recording, see `evaluation.health`, and knows
    nothing of the guard.
    """
    with demo_project() as folder:
        config = load_card(folder.model_path(MODEL_ID)).network
        recording = folder.document.recordings[0]
        prepared = run_preparation(prepare(folder, recording, config))
        sound = AudioBuffer(prepared.samples, config.sample_rate)
        health = Health(sound)
        moments = np.linspace(*MOMENTS, options.continuations) * sound.duration_seconds
        for is_guarded, name in ((True, "guarded"), (False, "without the guard")):
            collapsed, alarms = 0, 0
            for seed, moment in enumerate(moments):
                stream = demo_continuation(folder, float(moment), options.seconds, seed, is_guarded)
                made = np.concatenate([block.samples for block in stream])
                collapsed += bool(health.judge(AudioBuffer(made, config.sample_rate)))
                alarms += stream.alarms
            count = f"of {options.continuations} of {options.seconds:g} s"
            yield Measurement(f"streams, {name}: collapsed", collapsed, count)
            if is_guarded:
                yield Measurement("streams, guarded: brought back", alarms, "times in all")
