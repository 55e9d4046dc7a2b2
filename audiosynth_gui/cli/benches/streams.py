"""Long streams: how many collapse, with the drift guard and without."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions, recording_paths
from audiosynth_gui.cli.benches.trained import Trained, trained_on
from audiosynth_gui.cli.output import ProgressLine
from audiosynth_gui.evaluation.health import Health
from audiosynth_gui.project.storage import ProjectFolder

MOMENTS = (0.1, 0.9)
"""Share of the recording between which streams begin."""


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Train on every recording; make `continuations` streams of `seconds` each, twice; count.

    What counts as collapsed is learnt from the recording, see `evaluation.health`, and knows
    nothing of the guard.
    """
    with tempfile.TemporaryDirectory() as place:
        for path in recording_paths(options, Path(place)):
            with ProjectFolder.create(Path(place) / path.stem) as folder:
                trained = trained_on(folder, path, options)
                for is_guarded in (True, False):
                    yield from _streams(path.stem, trained, options, is_guarded)


def _streams(
    recording: str, trained: Trained, options: BenchOptions, is_guarded: bool
) -> Iterator[Measurement]:
    health, sound = Health(trained.sound), trained.sound
    moments = np.linspace(*MOMENTS, options.continuations) * sound.duration_seconds
    collapsed, alarms, worst_db = 0, 0, 0.0
    name = f"{recording}: streams, {'guarded' if is_guarded else 'without the guard'}"
    with ProgressLine(name) as line:
        for seed, moment in enumerate(moments):
            stream = trained.continuation(float(moment), options.seconds, seed, is_guarded)
            blocks = np.concatenate([block.samples for block in stream])
            made = AudioBuffer(blocks, sound.sample_rate)
            collapsed += bool(health.judge(made))
            alarms += stream.alarms
            worst_db = max(worst_db, health.level_beyond_db(made), key=abs)
            line.show((seed + 1) / len(moments))
    count = f"of {options.continuations} of {options.seconds:g} s"
    yield Measurement(f"{name}: collapsed", collapsed, count)
    yield Measurement(f"{name}: beyond the recording's level", worst_db, "dB")
    if is_guarded:
        yield Measurement(f"{name}: brought back", alarms, "times in all")
