"""How walks go through recordings: jumps, seams, likelihood, and whether they stay in the range."""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions, decoded, recording_paths
from audiosynth_gui.features.prepared import PreparedRecording, prepare_recording, run_preparation
from audiosynth_gui.features.reduction import reduced
from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.likeness import Likeness, Place
from audiosynth_gui.generation.terrain import survey
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.networks.plan_checkpoint import TrainedPlan
from audiosynth_gui.networks.plan_network import PlanNetworkConfig, log_likelihood
from audiosynth_gui.training.dataset import Stretch
from audiosynth_gui.training.planning import PlanTraining
from audiosynth_gui.training.progress import Limit

FREEDOMS = (0.0, 0.3, 0.6, 1.0)
HELDOUT_SHARE = 0.1
FIRST_MOMENT, LAST_MOMENT = 0.05, 0.95
LEVEL_SECONDS = 10.0
"""Levels of a walk and of a recording are those of stretches as long as this."""

SETTINGS = FeatureSettings(sample_rate=44100, hop_frames=512, channels=2)


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Walk `continuations` times for `seconds` at each freedom, from moments of each recording.

    A plan network learns each for `minutes` at most. How far the quietest ten seconds of the worst
    walk lie below the quietest ten of the recording is told in decibels.
    """
    with tempfile.TemporaryDirectory() as place:
        for path in recording_paths(options, Path(place)):
            prepared = prepared_recording(path, Path(place))
            training = plan_training(prepared)
            for _ in training.run(Limit(seconds=60.0 * options.minutes)):
                pass
            for freedom in FREEDOMS:
                walks = _walks(prepared.plan.features, training.trained(), freedom, options)
                yield from _told(path.stem, prepared.plan.features, training, freedom, walks)


def prepared_recording(path: Path, place: Path) -> PreparedRecording:
    """Decode and prepare a sound file, in memory afterwards; `place` is for what lies between.

    Raises:
        AudioFileError: it cannot be read.
    """
    wav = place / f"{path.name}.wav"
    write_wav(wav, decoded(path, place), "float32")
    mapped = run_preparation(prepare_recording(wav, path.stem.ljust(16), SETTINGS, 1, place))
    plan = mapped.plan.rows(np.arange(len(mapped.plan)))
    return PreparedRecording(np.array(mapped.samples), plan, mapped.settings)


def plan_training(prepared: PreparedRecording) -> PlanTraining:
    """A training of the plan network on all but the last tenth of a recording."""
    frames = len(prepared.samples) // prepared.settings.hop_frames
    split = frames - int(HELDOUT_SHARE * frames)
    learnt, heldout = Stretch(prepared, 0, split), Stretch(prepared, split, frames)
    config = PlanNetworkConfig(features=prepared.settings)
    return PlanTraining([learnt], [heldout], config, "cpu", 0)


def seams_of(places: Sequence[Place]) -> list[tuple[Place, Place]]:
    """Where a walk jumped: from where, to where."""
    return [
        (before, after)
        for before, after in itertools.pairwise(places)
        if after != Place(before.recording, before.frame + 1)
    ]


def seam_distance(features: Features, seams: Sequence[tuple[Place, Place]]) -> float:
    """Mean distance between what was left and what was jumped to, over that of any two moments."""
    if not seams:
        return 0.0
    likeness = Likeness([features], SETTINGS)
    # the last frame before the place jumped to is what would have been heard there
    gaps = [
        likeness.distance(before, Place(after.recording, max(0, after.frame - 1)))
        for before, after in seams
    ]
    return float(np.mean(gaps)) / max(likeness.usual_distance, 1e-9)


def plan_nats(plan: TrainedPlan, frames: Features) -> float:
    """Likelihood of feature frames by the network, in nats a reduced frame."""
    heard = torch.from_numpy(plan.card.scaling.standardised(reduced(frames, SETTINGS)))[None]
    with torch.no_grad():
        foretold, _ = plan.network(heard[:, :-1], plan.network.first_state(1))
        return float(log_likelihood(foretold, heard[:, 1:]).mean())


def _walks(
    features: Features, plan: TrainedPlan, freedom: float, options: BenchOptions
) -> list[list[Place]]:
    terrain = survey([features], SETTINGS)
    count = round(options.seconds * SETTINGS.sample_rate / SETTINGS.hop_frames)
    moments = np.linspace(FIRST_MOMENT, LAST_MOMENT, options.continuations) * len(features)
    foreteller = Foreteller(plan)
    walks = [
        Walk(terrain, Place(0, int(moment)), seed, freedom, foreteller)
        for seed, moment in enumerate(moments)
    ]
    return [[step.place for step in walk.steps(count)] for walk in walks]


def _told(
    name: str,
    features: Features,
    training: PlanTraining,
    freedom: float,
    walks: list[list[Place]],
) -> Iterator[Measurement]:
    name = f"{name}, freedom {freedom:g}"
    minutes = sum(map(len, walks)) * SETTINGS.hop_frames / SETTINGS.sample_rate / 60.0
    seams = [seam for walk in walks for seam in seams_of(walk)]
    yield Measurement(f"{name}: jumps", len(seams) / minutes, "a minute")
    yield Measurement(f"{name}: distance at a seam", seam_distance(features, seams), "× usual")
    plan = training.trained()
    rows = [features[[place.frame for place in walk]] for walk in walks]
    nats = float(np.mean([plan_nats(plan, walked) for walked in rows]))
    yield Measurement(f"{name}: the plan", nats, "nats a frame")
    quietest = min(_levels_db(features))
    below = max(quietest - min(_levels_db(walked)) for walked in rows)
    yield Measurement(f"{name}: the worst below the quietest", max(0.0, float(below)), "dB")


def _levels_db(features: Features) -> NDArray[np.float64]:
    """Mean level of every ten seconds, or of all where that is less."""
    loudness_db = features[:, SETTINGS.slices["loudness"].start].astype(np.float64)
    span = min(round(LEVEL_SECONDS * SETTINGS.sample_rate / SETTINGS.hop_frames), len(features))
    total = np.concatenate([[0.0], np.cumsum(10.0 ** (loudness_db / 10.0))])
    levels: NDArray[np.float64] = 10.0 * np.log10((total[span:] - total[:-span]) / span)
    return levels
