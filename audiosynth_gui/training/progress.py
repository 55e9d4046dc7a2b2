"""How far a training is, and when it is over."""

from dataclasses import dataclass

from audiosynth_gui.training.validation import Measured


@dataclass(frozen=True)
class Limit:
    """When a training is over; exactly one of the two is given."""

    steps: int | None = None
    seconds: float | None = None

    def fraction(self, step: int, elapsed_seconds: float) -> float:
        """Share of the training that is done, 0 … 1."""
        if self.steps is not None:
            return min(1.0, step / self.steps)
        assert self.seconds is not None
        return min(1.0, elapsed_seconds / self.seconds)


@dataclass(frozen=True)
class TrainingStep:
    """What one step, or one validation, has to say.

    Attributes:
        step: steps done.
        elapsed_seconds: time spent training, over all runs.
        fraction: share that is done.
        audio_seconds_per_second: seconds of sound learnt from a second, all lanes together.
        train_bits: running mean, bits a sample.
        measured: what a validation found; None between validations.
        is_best: that validation is the best so far.
        restarts: how often it has begun anew because it was stuck.
    """

    step: int
    elapsed_seconds: float
    fraction: float
    audio_seconds_per_second: float
    train_bits: float
    measured: Measured | None = None
    is_best: bool = False
    restarts: int = 0
