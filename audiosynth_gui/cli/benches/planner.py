"""How the planner plans the demo: how long it thinks, how often it jumps, how well that fits."""

import itertools
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from audiosynth_gui.audio.demo_sound import compose_demo, load_demo_score
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.features.prepared import (
    PreparedRecording,
    prepare_recording,
    run_preparation,
)
from audiosynth_gui.features.reduction import reduced
from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.jumps import Jumps
from audiosynth_gui.generation.likeness import Likeness, Place, Region
from audiosynth_gui.generation.terrain import survey
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.networks.plan_checkpoint import TrainedPlan
from audiosynth_gui.networks.plan_network import PlanNetworkConfig, log_likelihood
from audiosynth_gui.shipped import resources_path
from audiosynth_gui.training.dataset import Stretch
from audiosynth_gui.training.planning import PlanTraining
from audiosynth_gui.training.trainer import Limit

FREEDOMS = (0.0, 0.5, 1.0)
HELDOUT_SHARE = 0.1
TRAINED_SECONDS = 15.0
WALKED_SECONDS = 300.0
HOUR_SECONDS = 3600.0
DECISIONS = 30


def measure() -> Iterator[Measurement]:
    """Train a plan network for a quarter of a minute, and walk with it.

    Likelihoods are those of held-out music and, for each freedom, of the plan itself, by the same
    network: a plan that goes on as the music does is as likely as the music.
    """
    prepared = _demo()
    settings = prepared.settings
    frames = len(prepared.samples) // settings.hop_frames
    split = frames - int(HELDOUT_SHARE * frames)
    learnt, heldout = Stretch(prepared, 0, split), Stretch(prepared, split, frames)
    training = PlanTraining([learnt], [heldout], PlanNetworkConfig(features=settings), "cpu", 0)
    unit = "nats a frame"
    yield Measurement("planner, held out: the last frame repeated", -training.best_nats, unit)
    steps = list(training.run(Limit(seconds=TRAINED_SECONDS)))
    yield Measurement("planner, held out: the plan network", -training.best_nats, unit)
    yield Measurement("planner, training", len(steps) / steps[-1].elapsed_seconds, "steps/s")
    plan = training.trained()
    for freedom in FREEDOMS:
        yield from _walked(prepared.plan.features, settings, plan, freedom)
    yield from _decisions(prepared.plan.features, settings, Foreteller(plan))


def _demo() -> PreparedRecording:
    sound = compose_demo(load_demo_score(resources_path() / "demo_score.json"))
    settings = FeatureSettings(sample_rate=44100, hop_frames=512, channels=2)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "demo.wav"
        write_wav(path, sound, "float32")
        mapped = run_preparation(
            prepare_recording(path, "demo".ljust(16), settings, 1, path.parent)
        )
        return PreparedRecording(
            np.array(mapped.samples), mapped.plan.rows(np.arange(len(mapped.plan))), mapped.settings
        )


def _walked(
    features: Features, settings: FeatureSettings, plan: TrainedPlan, freedom: float
) -> Iterator[Measurement]:
    """Jumps, seams and likelihood of five minutes of plan."""
    count = round(WALKED_SECONDS * settings.sample_rate / settings.hop_frames)
    walk = Walk(survey([features], settings), Place(0, 0), 0, freedom, Foreteller(plan))
    places = [step.place for step in walk.steps(count)]
    seams = [
        (before, after)
        for before, after in itertools.pairwise(places)
        if after != Place(before.recording, before.frame + 1)
    ]
    minutes = WALKED_SECONDS / 60.0
    yield Measurement(f"planner, freedom {freedom:g}: jumps", len(seams) / minutes, "a minute")
    distance = _mean_distance(Likeness([features], settings), seams)
    yield Measurement(f"planner, freedom {freedom:g}: distance at a seam", distance, "× usual")
    rows = features[[place.frame for place in places]]
    nats = _likelihood(plan, reduced(rows, settings))
    yield Measurement(f"planner, freedom {freedom:g}: the plan", nats, "nats a frame")


def _mean_distance(likeness: Likeness, seams: Sequence[tuple[Place, Place]]) -> float:
    """Mean distance between what was left and what was jumped to, over that of any two moments."""
    if not seams:
        return 0.0
    # the last frame before the place jumped to is what would have been heard there
    gaps = [
        likeness.distance(before, Place(after.recording, max(0, after.frame - 1)))
        for before, after in seams
    ]
    return float(np.mean(gaps)) / max(likeness.usual_distance, 1e-9)


def _likelihood(plan: TrainedPlan, frames: Features) -> float:
    """Of reduced frames by the network, in nats a frame."""
    heard = torch.from_numpy(plan.card.scaling.standardised(frames))[None]
    with torch.no_grad():
        foretold, _ = plan.network(heard[:, :-1], plan.network.first_state(1))
        return float(log_likelihood(foretold, heard[:, 1:]).mean())


def _decisions(
    features: Features, settings: FeatureSettings, foreteller: Foreteller
) -> Iterator[Measurement]:
    """What a decision costs over an hour of recordings; time of the thread."""
    frames = HOUR_SECONDS * settings.sample_rate / settings.hop_frames
    hour = [features] * max(1, round(frames / len(features)))
    targets = [Region(index, 0, len(part)) for index, part in enumerate(hour)]
    started = time.thread_time()
    jumps = Jumps(survey(hour, settings), targets, foreteller)
    yield Measurement("planner, an hour is described in", time.thread_time() - started, "s")
    heard = foreteller.first_state(features)
    random = np.random.default_rng(0)
    for freedom in FREEDOMS:
        seconds = []
        for _ in range(DECISIONS):
            place = Place(int(random.integers(len(hour))), int(random.integers(len(features))))
            started = time.thread_time()
            jumps.choose(place, False, (), heard, freedom, random)
            seconds.append(time.thread_time() - started)
        name = f"planner, freedom {freedom:g}: a decision in an hour"
        yield Measurement(name, 1000.0 * float(np.median(seconds)), "ms")
