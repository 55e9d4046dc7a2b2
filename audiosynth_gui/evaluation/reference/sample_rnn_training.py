"""How the reference SampleRNN learns: Adam, many lanes, truncated backpropagation."""

import math
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from audiosynth_gui.evaluation.reference.sample_rnn import (
    SILENT_CODE,
    SampleRnn,
    SampleRnnSizes,
    SampleRnnState,
)

_MEASURED_TURNS = 256
"""Turns of the slowest tier measured in one go; bounds the memory."""


@dataclass(frozen=True)
class SampleRnnRecipe:
    """The recipe of the published programs, with lanes and windows that suit a CPU.

    Attributes:
        lanes: places learnt from side by side; each goes on where its last window ended.
        window_samples: samples through which errors travel back; whole turns of the slowest tier.
        learning_rate: of Adam, the same throughout.
        gradient_limit: every single gradient is cut to ± this.
    """

    lanes: int = 8
    window_samples: int = 512
    learning_rate: float = 1e-3
    gradient_limit: float = 1.0


class SampleRnnTraining:
    """One training of a `SampleRnn` on one stretch of music. For one thread at a time.

    Attributes:
        network: what is trained.
    """

    def __init__(
        self,
        codes: NDArray[np.int64],
        sizes: SampleRnnSizes,
        recipe: SampleRnnRecipe,
        seed: int,
    ) -> None:
        """Prepare; `codes` are µ-law codes in 0 … 255, shape (samples,), longer than a window."""
        torch.manual_seed(seed)
        self.network = SampleRnn(sizes)
        self._recipe = recipe
        self._random = np.random.default_rng(seed)
        # every sample can be learnt, the first ones after silence
        silence = np.full(sizes.past, SILENT_CODE, dtype=np.int64)
        self._codes = torch.from_numpy(np.concatenate([silence, codes]))
        self._last_start = len(codes) - recipe.window_samples
        # lanes start evenly spread over the music
        self._starts = np.linspace(0, self._last_start, recipe.lanes, dtype=np.int64)
        self._state = self.network.first_state(recipe.lanes)
        self._optimizer = torch.optim.Adam(self.network.parameters(), lr=recipe.learning_rate)

    def learn(self) -> float:
        """Take one step; return its loss in bits a sample."""
        recipe, past = self._recipe, self.network.sizes.past
        ended = self._starts > self._last_start
        self._starts[ended] = self._random.integers(0, self._last_start + 1, int(ended.sum()))
        state = _restarted(self.network, self._state, torch.from_numpy(ended))
        places = torch.from_numpy(self._starts)[:, None]
        window = self._codes[places + torch.arange(past + recipe.window_samples)]
        logits, state = self.network(window, state)
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), window[:, past:].flatten())
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_value_(self.network.parameters(), recipe.gradient_limit)
        self._optimizer.step()
        self._state = tuple(part.detach() for part in state)
        self._starts += recipe.window_samples
        return float(loss.detach()) / math.log(2.0)

    @torch.no_grad()
    def bits(self, codes: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what each code of other music costs, in bits, heard from its start after silence.

        Args:
            codes: µ-law codes in 0 … 255, shape (samples,).

        Returns:
            float32; the last incomplete turn of the slowest tier is left out.
        """
        past = self.network.sizes.past
        silence = np.full(past, SILENT_CODE, dtype=np.int64)
        heard = torch.from_numpy(np.concatenate([silence, codes]))[None]
        state = self.network.first_state(1)
        costs = []
        whole = len(codes) // past * past
        for start in range(0, whole, _MEASURED_TURNS * past):
            stop = min(start + _MEASURED_TURNS * past, whole)
            window = heard[:, start : stop + past]
            logits, state = self.network(window, state)
            costs.append(
                torch.nn.functional.cross_entropy(logits[0], window[0, past:], reduction="none")
            )
        return np.asarray(torch.cat(costs) / math.log(2.0), np.float32)


def _restarted(network: SampleRnn, state: SampleRnnState, ended: torch.Tensor) -> SampleRnnState:
    """Give lanes that jump the learnt first state."""
    first = network.first_state(len(ended))
    return tuple(
        torch.where(ended[None, :, None], new, old) for new, old in zip(first, state, strict=True)
    )
