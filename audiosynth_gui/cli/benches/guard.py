"""What the drift guard finds: collapses put into healthy continuations, and false alarms."""

from collections.abc import Iterator

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.cli.benches.demo_project import demo_project
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.evaluation.collapses import COLLAPSES
from audiosynth_gui.evaluation.rendering import rendered
from audiosynth_gui.features.prepared import PreparedRecording, run_preparation
from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.generation.guard import Guard
from audiosynth_gui.networks.checkpoint import TrainedModel, load_model
from audiosynth_gui.project.demo import MODEL_ID
from audiosynth_gui.project.training_run import prepare

PIECES = 4
PIECE_SECONDS = 30.0
HEALTHY_SECONDS = 10.0
BLOCK_FRAMES = 2


def measure() -> Iterator[Measurement]:
    """Render pieces of the demo's plan by the shipped model; let each collapse in every way."""
    with demo_project() as folder:
        model = load_model(folder.model_path(MODEL_ID))
        recording = folder.document.recordings[0]
        prepared = run_preparation(prepare(folder, recording, model.card.network))
        pieces = list(_pieces(model, prepared))
    settings = model.card.network.features
    false = sum(_alarmed_at(sound.samples, planned, settings) is not None
                for sound, planned in pieces)  # fmt: skip
    yield Measurement("guard, false alarms in healthy pieces", false, f"of {PIECES}")
    for name, (_, collapse) in COLLAPSES.items():
        at_frame = round(HEALTHY_SECONDS * settings.sample_rate)
        delays = []
        for sound, planned in pieces:
            found = _alarmed_at(collapse(sound, at_frame).samples, planned, settings)
            if found is not None:
                delays.append((found - at_frame) / settings.sample_rate)
        yield Measurement(f"guard, found: {name}", len(delays), f"of {PIECES}")
        if delays:
            yield Measurement(f"guard, found after: {name}", float(np.mean(delays)), "s")


def _pieces(
    model: TrainedModel, prepared: PreparedRecording
) -> Iterator[tuple[AudioBuffer, Features]]:
    """Renderings, and the features that they were to play."""
    settings = model.card.network.features
    count = round(PIECE_SECONDS * settings.sample_rate / settings.hop_frames)
    last = len(prepared.plan) - count
    for seed, start in enumerate(np.linspace(0, last, PIECES).astype(int)):
        made, _ = rendered(model, prepared, int(start), count, seed)
        yield made, np.array(prepared.plan.features[start : start + count])


def _alarmed_at(samples: Samples, planned: Features, settings: FeatureSettings) -> int | None:
    """The audio frame at which the guard speaks; None where it does not."""
    guard, hop = Guard(settings, 0), settings.hop_frames
    for first in range(0, len(samples) // hop - BLOCK_FRAMES, BLOCK_FRAMES):
        stop = first + BLOCK_FRAMES
        if guard.hear(samples[first * hop : stop * hop], planned[first:stop]) is not None:
            return stop * hop
    return None
