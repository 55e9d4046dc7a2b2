"""How good the sound is after a training: the renderer alone, and whole continuations."""

import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions, recording_paths
from audiosynth_gui.cli.benches.trained import HELDOUT, Trained, trained_on
from audiosynth_gui.evaluation.distance import Distance, Yardstick
from audiosynth_gui.evaluation.following import following
from audiosynth_gui.evaluation.health import Health, Verdict
from audiosynth_gui.evaluation.rendering import rendered
from audiosynth_gui.networks.checkpoint import load_model
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.training.dataset import make_training_set

LONGEST_RENDERING_SECONDS = 20.0
SHORTEST_RENDERING_SECONDS = 2.0
"""A shorter held-out end cannot be judged."""

MOMENTS = (0.05, 0.95)
"""Share of the recording between which continuations begin."""


@dataclass(frozen=True, eq=False)
class Judged:
    """A continuation, judged.

    Attributes:
        distance: to the recording.
        verdicts: what collapsed.
        level_beyond_db: how far it left the recording's range of levels.
        realtime_factor: seconds of sound made in a second.
    """

    distance: Distance
    verdicts: tuple[Verdict, ...]
    level_beyond_db: float
    realtime_factor: float


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Train on every recording by itself; yield what comes of it."""
    with tempfile.TemporaryDirectory() as place:
        for path in recording_paths(options, Path(place)):
            with ProjectFolder.create(Path(place) / path.stem) as folder:
                yield from _of_one(folder, path, options)


def _of_one(folder: ProjectFolder, path: Path, options: BenchOptions) -> Iterator[Measurement]:
    name = path.stem
    trained = trained_on(folder, path, options)
    yield Measurement(f"{name}: training", trained.finished.steps, "steps")
    if trained.finished.heldout_bits is not None:
        yield Measurement(f"{name}: held-out", trained.finished.heldout_bits, "bits a sample")
    yield from _renderer_alone(name, trained)
    health, yardstick = Health(trained.sound), Yardstick(trained.sound)
    judged = []
    first, last = (share * trained.sound.duration_seconds for share in MOMENTS)
    for index, moment in enumerate(np.linspace(first, last, options.continuations)):
        judged.append(_continuation(trained, float(moment), index, options, health, yardstick))
    yield from _summary(name, judged)


def _renderer_alone(name: str, trained: Trained) -> Iterator[Measurement]:
    model = load_model(trained.model_path)
    config = model.card.network
    stretch = make_training_set([trained.prepared], config, HELDOUT).heldout[0]
    frames_a_second = config.sample_rate / config.features.hop_frames
    count = min(stretch.feature_frames, round(LONGEST_RENDERING_SECONDS * frames_a_second))
    if count < SHORTEST_RENDERING_SECONDS * frames_a_second:
        return
    made, true = rendered(model, trained.prepared, stretch.start_frame, count)
    followed = following(made, true)
    title = f"{name}: renderer,"
    yield Measurement(f"{title} distance", Yardstick(true).measure(made).mean, "of 1")
    whole = Yardstick(trained.sound)
    yield Measurement(f"{title} to whole recording", whole.measure(made).mean, "of 1")
    yield Measurement(f"{title} true sound to it", whole.measure(true).mean, "of 1")
    yield Measurement(f"{title} level", followed.level_db, "dB")
    if followed.side_level_db is not None:
        yield Measurement(f"{title} level of the side", followed.side_level_db, "dB")
    yield Measurement(f"{title} log-mel gap", followed.mel_gap_db, "dB")
    yield Measurement(f"{title} log-mel correlation", followed.mel_correlation, "of 1")
    yield Measurement(f"{title} chroma correlation", followed.chroma_correlation, "of 1")
    yield Measurement(f"{title} log-mel movement", followed.mel_movement, "of 1")
    yield Measurement(f"{title} chroma movement", followed.chroma_movement, "of 1")


def _continuation(
    trained: Trained,
    at_seconds: float,
    seed: int,
    options: BenchOptions,
    health: Health,
    yardstick: Yardstick,
) -> Judged:
    continuation = trained.continuation(at_seconds, options.seconds, seed)
    started = time.thread_time()
    samples = np.concatenate([block.samples for block in continuation])
    spent = time.thread_time() - started
    made = AudioBuffer(samples, continuation.sample_rate)
    return Judged(
        yardstick.measure(made),
        health.judge(made),
        health.level_beyond_db(made),
        made.duration_seconds / spent,
    )


def _summary(name: str, judged: list[Judged]) -> Iterator[Measurement]:
    """What all continuations of a recording have in common, and the worst of them."""
    title, count = f"{name}: continuations,", f"of {len(judged)}"
    means = [one.distance.mean for one in judged]
    yield Measurement(f"{title} distance", float(np.mean(means)), "of 1")
    yield Measurement(f"{title} worst distance", max(means), "of 1")
    for part in ("mel", "mfcc", "chroma"):
        values = [getattr(one.distance, part) for one in judged]
        yield Measurement(f"{title} {part} distance", float(np.mean(values)), "of 1")
    widths = [one.distance.width for one in judged if one.distance.width is not None]
    if widths:
        yield Measurement(f"{title} width distance", float(np.mean(widths)), "of 1")
    collapsed = sum(bool(one.verdicts) for one in judged)
    yield Measurement(f"{title} collapsed", collapsed, count)
    kinds = Counter(verdict.collapse for one in judged for verdict in one.verdicts)
    for kind, times in kinds.items():
        yield Measurement(f"{title} collapsed: {kind}", times, count)
    quietest, loudest = (pick(one.level_beyond_db for one in judged) for pick in (min, max))
    yield Measurement(f"{title} too quiet by", -min(quietest, 0.0), "dB")
    yield Measurement(f"{title} too loud by", max(loudest, 0.0), "dB")
    factor = float(np.median([one.realtime_factor for one in judged]))
    yield Measurement(f"{title} made", factor, "× real time")
