"""How near a network stays to its plan when it hears only itself: what low bits do not tell."""

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.errors import EvaluationError
from audiosynth_gui.evaluation.following import Following, following
from audiosynth_gui.evaluation.rendering import rendered
from audiosynth_gui.networks.checkpoint import TrainedModel
from audiosynth_gui.training.dataset import TrainingSet

RENDERED_SECONDS = 3.0


def free_running(model: TrainedModel, training_set: TrainingSet) -> Following | None:
    """Let a model play some seconds of held-out plan; of what it learnt where none is held out.

    Any thread; on a CPU it takes a few tenths of a second.

    Args:
        model: on any device; it plays on the CPU.
        training_set: what it was trained on.

    Returns:
        How it followed; None where there is too little sound to judge.
    """
    config = training_set.config
    stretches = training_set.heldout or training_set.train
    longest = max(stretches, key=lambda stretch: stretch.feature_frames)
    wanted = round(RENDERED_SECONDS * config.sample_rate / config.features.hop_frames)
    count = min(wanted, longest.feature_frames)
    start = longest.start_frame + (longest.feature_frames - count) // 2
    made, true = rendered(model, longest.recording, start, count)
    try:
        return following(AudioBuffer(np.nan_to_num(made.samples), made.sample_rate), true)
    except EvaluationError:
        return None
