"""The plain arrays that kernels work on: weights, state, scratch."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Codes = NDArray[np.int32]

DRAW, LISTEN, SCORE = 0, 1, 2
"""What a kernel does: choose values; only hear given ones; or tell how likely given ones are."""


class State(NamedTuple):
    """All that a network and its filter bank remember between blocks; copy it to fork a stream.

    P past steps, N steps in a feature frame, S streams, C channels, M bands, H steps that the
    filter bank's synthesis looks back on. The first P (H − 1) steps of a buffer are memory, the
    rest is room for the frame at hand.

    Attributes:
        step: int64 (1,), steps made since the start; the random numbers hang on it.
        recurrent: float32, every recurrent vector, end to end.
        numbers: float32 ((P + N) · S · 2,): linear and companded value of each stream and step.
        vectors: float32 (S, (P + N) · V): each value as the network's encoder gives it, V numbers.
        current: float32 ((lower + S) · V): the vectors of the step at hand, behind those of as
            many streams that do not exist as a stream is told of.
        bands: float32 (C, (H − 1 + N) · M): what the synthesis joins.
    """

    step: NDArray[np.int64]
    recurrent: Floats
    numbers: Floats
    vectors: Floats
    current: Floats
    bands: Floats

    def copy(self) -> "State":
        """Return a state that shares nothing with this one."""
        return type(self)._make([part.copy() for part in self])


class HeadWeights(NamedTuple):
    """Weights of the look-ups of earlier streams and of the chain of softmaxes; U units.

    Attributes:
        embedding: (256, V − 1): the encoder's look-up; the linear value stands behind it.
        lower: (S, U, lower · V): what the streams just made add.
        chain_weights: (S, sum of 2 ** bits, U): the stages' rows one below the other.
        chain_biases: (S, sum of 2 ** bits).
        told: (S, rows, U): what each code of an earlier stage adds for a later one, by pairs of
            stages in torch's order.
        stage_bits: int32 (stages,).
        spread: int32 (1,): whether a value is drawn within its code's step.
    """

    embedding: Floats
    lower: Floats
    chain_weights: Floats
    chain_biases: Floats
    told: Floats
    stage_bits: Codes
    spread: Codes


class HeadScratch(NamedTuple):
    """Room for the head: `hidden`, `seen` (U,), `chances` (widest stage,),
    `parts` (stages,): the codes that the stages chose."""

    hidden: Floats
    seen: Floats
    chances: Floats
    parts: Codes


class Orders(NamedTuple):
    """What one call of a kernel is to do.

    Attributes:
        mode: `DRAW`, `LISTEN` or `SCORE`.
        seed: of the random numbers.
        temperature: of every stage of the chain.
        top_p: share of the likeliest codes of a stage that may be drawn.
    """

    mode: int
    seed: int
    temperature: float
    top_p: float


class Told(NamedTuple):
    """What a network is told of T steps: `networks.conditions.Conditions`, and `hints`.

    Attributes:
        features: (frames + context, features), standardised.
        guide: (R + T + R, S) in ±1, or no streams.
        hints: (T, S, H): how each stream hears the guide at each step, see `generation.hints`.
        scales: (T, S): linear value that counts as full scale.
    """

    features: Floats
    guide: Floats
    hints: Floats
    scales: Floats


class TieredWeights(NamedTuple):
    """Weights of `networks.renderer.TieredRenderer`, rows first, named as there.

    Those of the announced noise are not among them: there is none when playing.
    """

    plan_reader: Floats  # (plan units, context · features)
    plan_reader_bias: Floats
    plan_thinker: Floats
    plan_thinker_bias: Floats
    plan_to_slow: Floats  # (turns, slow units, plan units)
    plan_to_slow_bias: Floats  # (turns, slow units)
    values_to_slow: Floats
    slow_in: Floats
    slow_in_bias: Floats
    slow_back: Floats
    slow_back_bias: Floats
    slow_to_middle: Floats
    slow_to_middle_bias: Floats
    plan_to_middle: Floats
    values_to_middle: Floats
    middle_in: Floats
    middle_in_bias: Floats
    middle_back: Floats
    middle_back_bias: Floats
    middle_to_sample: Floats  # (middle steps, units, middle units)
    middle_to_sample_bias: Floats  # (middle steps, units)
    plan_to_sample: Floats  # (S, units, plan units)
    guide_to_middle: Floats  # (middle units, middle steps · S), or no rows
    entering: Floats  # (S, units, taps · V + lower · V + told of the guide)
    sample_bias: Floats  # (S, units)
    sample_weight: Floats  # (S, units, units)
    sample_out_bias: Floats  # (S, units)


class TieredScratch(NamedTuple):
    """Room for the tiers; sizes follow the weights."""

    plan_read: Floats
    plan_seen: Floats
    entering: Floats  # what a stream hears: its taps, lower streams, the guide
    guide: Floats  # (middle steps · S,), or empty
    plan_for_middle: Floats
    slow_entering: Floats
    slow_for_middle: Floats
    middle_entering: Floats
    gates: Floats
    back: Floats
    common: Floats
    planned: Floats  # (S, units)
    first: Floats


class ClassicWeights(NamedTuple):
    """Weights of `networks.classics`; a layer that a network lacks has no rows."""

    plan_reader: Floats
    plan_reader_bias: Floats
    plan_to_first: Floats  # (gates, plan units)
    values_to_first: Floats  # (gates, taps · S · 2)
    first_bias: Floats  # (gates,): both of torch's biases
    first_back: Floats  # (gates, units)
    second_in: Floats
    second_bias: Floats
    second_back: Floats
    dense: Floats
    dense_bias: Floats


class ClassicScratch(NamedTuple):
    """Room for the classics; sizes follow the weights."""

    plan_seen: Floats
    planned: Floats
    entering: Floats
    gates: Floats
    common: Floats
