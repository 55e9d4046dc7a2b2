"""How the planner plans the demo: how long it thinks, how often it jumps, how well that fits."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions, recording_paths
from audiosynth_gui.cli.benches.walks import (
    SETTINGS,
    plan_nats,
    plan_training,
    prepared_recording,
    seam_distance,
    seams_of,
)
from audiosynth_gui.features.settings import Features
from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.jumps import Jumps
from audiosynth_gui.generation.likeness import Place, Region
from audiosynth_gui.generation.terrain import survey
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.networks.plan_checkpoint import TrainedPlan
from audiosynth_gui.training.progress import Limit

FREEDOMS = (0.0, 0.5, 1.0)
TRAINED_SECONDS = 15.0
WALKED_SECONDS = 300.0
HOUR_SECONDS = 3600.0
DECISIONS = 30


def measure() -> Iterator[Measurement]:
    """Train a plan network for a quarter of a minute, and walk with it.

    Likelihoods are those of held-out music and, for each freedom, of the plan itself, by the same
    network: a plan that goes on as the music does is as likely as the music.
    """
    with tempfile.TemporaryDirectory() as place:
        [path] = recording_paths(BenchOptions(), Path(place))
        prepared = prepared_recording(path, Path(place))
    training = plan_training(prepared)
    unit = "nats a frame"
    yield Measurement("planner, held out: the last frame repeated", -training.best_nats, unit)
    steps = list(training.run(Limit(seconds=TRAINED_SECONDS)))
    yield Measurement("planner, held out: the plan network", -training.best_nats, unit)
    yield Measurement("planner, training", len(steps) / steps[-1].elapsed_seconds, "steps/s")
    plan = training.trained()
    for freedom in FREEDOMS:
        yield from _walked(prepared.plan.features, plan, freedom)
    yield from _decisions(prepared.plan.features, Foreteller(plan))


def _walked(features: Features, plan: TrainedPlan, freedom: float) -> Iterator[Measurement]:
    """Jumps, seams and likelihood of five minutes of plan."""
    count = round(WALKED_SECONDS * SETTINGS.sample_rate / SETTINGS.hop_frames)
    walk = Walk(survey([features], SETTINGS), Place(0, 0), 0, freedom, Foreteller(plan))
    places = [step.place for step in walk.steps(count)]
    seams = seams_of(places)
    minutes = WALKED_SECONDS / 60.0
    yield Measurement(f"planner, freedom {freedom:g}: jumps", len(seams) / minutes, "a minute")
    distance = seam_distance(features, seams)
    yield Measurement(f"planner, freedom {freedom:g}: distance at a seam", distance, "× usual")
    nats = plan_nats(plan, features[[place.frame for place in places]])
    yield Measurement(f"planner, freedom {freedom:g}: the plan", nats, "nats a frame")


def _decisions(features: Features, foreteller: Foreteller) -> Iterator[Measurement]:
    """What a decision costs over an hour of recordings; time of the thread."""
    frames = HOUR_SECONDS * SETTINGS.sample_rate / SETTINGS.hop_frames
    hour = [features] * max(1, round(frames / len(features)))
    targets = [Region(index, 0, len(part)) for index, part in enumerate(hour)]
    started = time.thread_time()
    jumps = Jumps(survey(hour, SETTINGS), targets, foreteller)
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
