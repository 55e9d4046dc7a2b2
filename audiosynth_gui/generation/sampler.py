"""The sampler: plays a trained network, block by block, on one core and without the GIL."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.streams import heard_values, stream_values
from audiosynth_gui.generation.hints import guide_hints
from audiosynth_gui.generation.kernels.classic import render_classic
from audiosynth_gui.generation.kernels.structures import (
    DRAW,
    LISTEN,
    SCORE,
    ClassicScratch,
    ClassicWeights,
    Orders,
    State,
    TieredScratch,
    TieredWeights,
    Told,
)
from audiosynth_gui.generation.kernels.tiered import render_tiered
from audiosynth_gui.generation.weights import (
    classic_scratch,
    classic_weights,
    head_scratch,
    head_weights,
    named_weights,
    tiered_scratch,
    tiered_weights,
)
from audiosynth_gui.networks.checkpoint import TrainedModel
from audiosynth_gui.networks.conditions import Conditions, conditions
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.head import LOWER_STREAMS, VALUE_UNITS


@dataclass(frozen=True)
class Controls:
    """What may be changed between two blocks.

    Attributes:
        temperature: 1 draws as the network says, lower is calmer, higher wilder; 0 … 10.
        top_p: of each stage of a code only the likeliest that make up this share; 0 … 1.
    """

    temperature: float = 1.0
    top_p: float = 1.0


def first_state(config: NetworkConfig, embedding: NDArray[np.float32]) -> State:
    """The state of a sampler that has heard only silence.

    Args:
        config: of its network.
        embedding: float32 (256, units), the look-up of the network's encoder.
    """
    sizes = {
        "tiered": config.slow_units + config.middle_units,
        "classic-rnn": config.sample_units,
        "classic-lstm": 4 * config.middle_units,
    }
    bank = filterbank(config.bands)
    rows = config.history_steps + config.frame_steps
    history = bank.taps // config.bands - 1
    silence = np.append(embedding[128], 0.0).astype(np.float32)
    current = np.zeros((LOWER_STREAMS + config.streams) * VALUE_UNITS, dtype=np.float32)
    return State(
        step=np.zeros(1, dtype=np.int64),
        recurrent=np.zeros(sizes[config.architecture], dtype=np.float32),
        numbers=np.zeros(rows * config.streams * 2, dtype=np.float32),
        vectors=np.tile(silence, (config.streams, rows)),
        current=current,
        bands=np.zeros(
            (config.channels, (history + config.frame_steps) * config.bands), dtype=np.float32
        ),
    )


class Sampler:
    """Makes sound from plan frames. One thread at a time; the sound thread never comes here.

    The same calls with the same seed give the same samples, bit for bit, however the plan is cut
    into blocks.

    Attributes:
        config: of the network.
        state: all it remembers; see `fork`.
    """

    def __init__(self, model: TrainedModel, seed: int) -> None:
        """Lay out the model's weights for the kernels.

        Args:
            model: what to play.
            seed: of the random numbers, 0 … 2 ** 64 − 1.
        """
        self.config = model.card.network
        # the same 64 bits, signed: kernels are compiled for signed numbers
        self._seed = seed - (1 << 64) if seed >= 1 << 63 else seed
        self._scaling = model.card.scaling
        self._bank = filterbank(self.config.bands)
        self._matrix = self._synthesis_matrix()
        named = named_weights(model.network)
        self._head = head_weights(named, self.config)
        self.state = first_state(self.config, self._head.embedding)
        self._head_scratch = head_scratch(self.config)
        self._kernel: Callable[..., None]
        self._weights: TieredWeights | ClassicWeights
        self._scratch: TieredScratch | ClassicScratch
        if self.config.architecture == "tiered":
            self._kernel = render_tiered
            self._weights = tiered_weights(named, self.config)
            self._scratch = tiered_scratch(self.config, self._weights)
        else:
            self._kernel = render_classic
            self._weights = classic_weights(named, self.config)
            self._scratch = classic_scratch(self._weights)
        row = (1, self.config.streams)
        self._no_hints = np.zeros((1, self.config.streams, 0), dtype=np.float32)
        self._no_values = np.zeros(row, dtype=np.float32)
        self._no_codes = np.zeros(row, dtype=np.int32)
        self._no_nats = np.zeros(row, dtype=np.float32)

    def render(self, plan: Plan, controls: Controls) -> Samples:
        """Make the sound of a stretch of plan.

        Args:
            plan: what to play; the outer frames are only looked at: `PLAN_BEHIND_FRAMES` before
                and `PLAN_AHEAD_FRAMES` after.
            controls: for the whole block.

        Returns:
            float32 (frames × hop, channels); may pass ±1 where the network plays too loud. It
            lags the plan by `filterbank(bands).delay_frames` audio frames.
        """
        orders = Orders(DRAW, self._seed, float(controls.temperature), float(controls.top_p))
        told = conditions(plan, self.config, self._scaling)
        return self._call(orders, told, self._no_values, self._no_codes, self._no_nats)

    def listen(self, sound: Samples, plan: Plan) -> None:
        """Hear sound as if it had been made: this is how a prompt goes in.

        Args:
            sound: float32 (frames × hop, channels).
            plan: what it is, as in `render`.

        Raises:
            ValueError: sound and plan differ in length.
        """
        orders = Orders(LISTEN, self._seed, 1.0, 1.0)
        told = conditions(plan, self.config, self._scaling)
        heard = self._heard(sound, told)
        codes = np.zeros(heard.shape, dtype=np.int32)
        nats = np.zeros(heard.shape, dtype=np.float32)
        self._call(orders, told, heard, codes, nats)

    def score(self, sound: Samples, plan: Plan) -> NDArray[np.float32]:
        """Hear sound and say how unlikely it was: minus the log-chance of each value, in nats.

        Args:
            sound: float32 (frames × hop, channels).
            plan: what it is, as in `render`.

        Returns:
            float32 (steps, streams).

        Raises:
            ValueError: sound and plan differ in length.
        """
        orders = Orders(SCORE, self._seed, 1.0, 1.0)
        told = conditions(plan, self.config, self._scaling)
        heard = self._heard(sound, told)
        nats = np.zeros(heard.shape, dtype=np.float32)
        self._call(orders, told, heard, self.config.quantizer.encode(heard), nats)
        return nats

    def fork(self) -> State:
        """Return a copy of the state; `restore` goes on from it."""
        return self.state.copy()

    def restore(self, state: State) -> None:
        """Go on from a copied state."""
        self.state = state.copy()

    def return_to(self, state: State) -> None:
        """Go on from an earlier state, but with other random numbers than then."""
        step = int(self.state.step[0])
        self.restore(state)
        self.state.step[0] = step

    def _heard(self, sound: Samples, told: Conditions) -> NDArray[np.float32]:
        clean = np.nan_to_num(sound, nan=0.0, posinf=0.0, neginf=0.0)
        values = stream_values(clean, self.config.bands)
        if values.shape != told.scales.shape:
            # the kernels do not check: they would read what lies behind the array
            raise ValueError(f"{len(values)} steps of sound for {len(told.scales)} steps of plan")
        return heard_values(values, told.scales)

    def _call(
        self,
        orders: Orders,
        told: Conditions,
        heard: NDArray[np.float32],
        codes: NDArray[np.int32],
        nats: NDArray[np.float32],
    ) -> Samples:
        frames = len(told.scales) * self.config.bands
        out = np.empty((frames, self.config.channels), dtype=np.float32)
        is_listening = orders.mode == LISTEN
        hints = self._no_hints if is_listening else guide_hints(told.guide, self.config)
        inputs = Told(told.features, told.guide, hints, told.scales)
        self._kernel(
            self._weights, self._head, self._scratch, self._head_scratch, self.state, orders,
            self._matrix, inputs, heard, codes, nats, out,
        )  # fmt: skip
        return out

    def _synthesis_matrix(self) -> NDArray[np.float32]:
        """The filter bank's step as one row an output frame: (bands, history × bands)."""
        if self.config.bands == 1:
            return np.ones((1, 1), dtype=np.float32)
        step = self._bank.step_matrix()
        return np.ascontiguousarray(step.transpose(2, 0, 1).reshape(self.config.bands, -1))
