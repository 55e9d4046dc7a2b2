"""The renderer alone: the true plan of a stretch of a recording, played."""

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.prepared import PreparedRecording
from audiosynth_gui.generation.blending import continued
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.networks.checkpoint import TrainedModel
from audiosynth_gui.networks.config import PLAN_BEHIND_FRAMES
from audiosynth_gui.training.dataset import Stretch

LEAD_IN_SECONDS = 2.0


def rendered(
    model: TrainedModel, recording: PreparedRecording, start_frame: int, count: int, seed: int = 0
) -> tuple[AudioBuffer, AudioBuffer]:
    """Play the true plan of a stretch, after a lead-in that is heard.

    Only the phases of the tones are not the recording's: they run freely, as in a continuation.

    Args:
        model: what plays.
        recording: prepared for it.
        start_frame: the first feature frame.
        count: feature frames.
        seed: of the random numbers.

    Returns:
        What was made, and what it was to be; aligned and equally long.
    """
    config = model.card.network
    hop, rate = config.features.hop_frames, config.sample_rate
    stretch = Stretch(recording, 0, len(recording.plan))
    lead = min(start_frame, round(LEAD_IN_SECONDS * rate / hop))
    sampler = Sampler(model, seed)
    if lead > 0:
        before = np.array(recording.samples[(start_frame - lead) * hop : start_frame * hop])
        sampler.listen(before, stretch.plan(start_frame - lead, lead))
    made = sampler.render(_with_free_phases(stretch.plan(start_frame, count), hop), Controls())
    delay = filterbank(config.bands).delay_frames
    true = np.array(recording.samples[start_frame * hop : (start_frame + count) * hop - delay])
    return AudioBuffer(np.clip(made[delay:], -1.0, 1.0), rate), AudioBuffer(true, rate)


def _with_free_phases(plan: Plan, hop_frames: int) -> Plan:
    tones = plan.tones.copy()
    for frame in range(PLAN_BEHIND_FRAMES, len(tones)):
        tones[frame] = continued(tones[frame - 1], tones[frame], hop_frames)
    return Plan(plan.features, plan.levels, tones)
