"""The plan network's share of a training."""

import math
from collections.abc import Generator

from audiosynth_gui.features.reduction import frames_in_reduced
from audiosynth_gui.networks.config import PlanLoss
from audiosynth_gui.networks.plan_checkpoint import TrainedPlan
from audiosynth_gui.networks.plan_network import PlanNetworkConfig
from audiosynth_gui.training.dataset import TrainingSet
from audiosynth_gui.training.plan_lanes import LEAST_FRAMES
from audiosynth_gui.training.planning import PlanTraining, PlanTrainingStep
from audiosynth_gui.training.progress import Limit

MOST_SHARE, MOST_SECONDS, MOST_STEPS = 0.1, 60.0, 600
"""Of a whole training at most this share, this long, and so many steps, are the plan's."""
SECONDS_A_SECOND, LEAST_SECONDS = 0.3, 10.0
"""Little music is soon known: more than this for every second of it would be waited for in vain."""


def learn_plan(
    training_set: TrainingSet,
    whole: Limit,
    device: str,
    seed: int,
    loss: PlanLoss = "mixture",
) -> Generator[PlanTrainingStep, None, TrainedPlan | None]:
    """Train a plan network of the usual shape on what a renderer will be trained on.

    Args:
        training_set: what is learnt, and what is held out.
        whole: limit of the whole training, of which this is a small part.
        device: where torch computes.
        seed: of everything drawn.
        loss: of what is foretold.

    Yields:
        every step.

    Returns:
        The network at its best; None where no stretch of music is long enough to have a form.
    """
    features = training_set.config.features
    longest = max(stretch.feature_frames for stretch in training_set.train)
    if longest < LEAST_FRAMES * frames_in_reduced(features):
        return None
    components = {"components": 1} if loss == "squared-error" else {}
    config = PlanNetworkConfig(features=features, loss=loss, **components)
    training = PlanTraining(training_set.train, training_set.heldout, config, device, seed)
    frames = sum(stretch.feature_frames for stretch in training_set.train)
    yield from training.run(plan_limit(whole, frames * features.hop_frames / features.sample_rate))
    return training.trained()


def plan_limit(whole: Limit, music_seconds: float) -> Limit:
    """How much of a training is for the plan network.

    Args:
        whole: the limit of all of it.
        music_seconds: length of what is learnt.
    """
    if whole.steps is not None:
        return Limit(steps=min(MOST_STEPS, math.ceil(MOST_SHARE * whole.steps)))
    assert whole.seconds is not None
    useful = max(LEAST_SECONDS, SECONDS_A_SECOND * music_seconds)
    return Limit(seconds=min(MOST_SHARE * whole.seconds, MOST_SECONDS, useful))
