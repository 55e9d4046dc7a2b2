"""Hearing what a continuation goes on from."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.errors import ModelError
from audiosynth_gui.features.prepared import PreparedRecording
from audiosynth_gui.generation.sampler import Sampler
from audiosynth_gui.networks.config import PLAN_AHEAD_FRAMES, PLAN_BEHIND_FRAMES
from audiosynth_gui.project.requests import ContinuationRequest

LONGEST_PROMPT_SECONDS = 30.0

HEARD_SECONDS = 1.5
"""The renderer hears so much of a prompt's end. Measured: after a second its recurrent state is as
near as it gets to that after fifteen; what lies before is for the plan network to remember."""


def hear_prompt(
    sampler: Sampler,
    name: str,
    part: PreparedRecording,
    request: ContinuationRequest,
) -> tuple[int, Samples]:
    """Play the prompt into the sampler.

    Returns:
        The feature frame where the plan goes on, and the prompt as it was heard.

    Raises:
        ModelError: the moment lies outside the recording.
    """
    hop, rate = sampler.config.features.hop_frames, sampler.config.sample_rate
    last = len(part.plan) - 1
    stop = round(request.at_seconds * rate / hop)
    if stop > last + 1:
        raise ModelError(
            f"“{name}” ends before the moment to continue from.", "Choose an earlier moment."
        )
    stop = min(stop, last)
    heard_seconds = min(request.prompt_seconds, LONGEST_PROMPT_SECONDS)
    start = max(0, stop - round(heard_seconds * rate / hop))
    prompt = np.array(part.samples[start * hop : stop * hop])
    if stop > start:
        first = max(start, stop - round(HEARD_SECONDS * rate / hop))
        rows = np.arange(first - PLAN_BEHIND_FRAMES, stop + PLAN_AHEAD_FRAMES)
        sampler.listen(prompt[(first - start) * hop :], part.plan.rows(rows))
    return stop, prompt
