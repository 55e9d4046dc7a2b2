"""What all networks have in common, so that training and sampling need not know which it is."""

from abc import ABC, abstractmethod
from typing import NamedTuple

from torch import Tensor, nn

from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.head import SoftmaxChain

NetworkState = tuple[Tensor, ...]
"""What a network remembers between windows; kept by the caller, never by the network."""


class Told(NamedTuple):
    """What a network is told beside the past; B lanes, N feature frames, T steps, S streams.

    Attributes:
        plan: standardised features (B, N + context, F): see `PLAN_CONTEXT_FRAMES`.
        guide: values of the guide in ±1 (B, R + T + R, S), R `config.guide_steps`; no streams
            where there is none.
        noise: level of the noise on what is heard, (B, 1), in 0 … 1.
    """

    plan: Tensor
    guide: Tensor
    noise: Tensor


class Network(nn.Module, ABC):
    """A recurrent network with features in and a chain of softmaxes over values out.

    Shapes: B lanes, T steps (whole feature frames), S streams, P past steps
    (`config.history_steps`), N feature frames, F features.

    Attributes:
        config: its shape.
        chain: its softmaxes; units of the hidden vectors are theirs.
    """

    chain: SoftmaxChain

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.config = config

    @abstractmethod
    def first_state(self, lanes: int) -> NetworkState:
        """Return the state of a network that has heard nothing, for that many lanes."""

    @abstractmethod
    def hidden(
        self,
        heard: Tensor,
        told: Told,
        state: NetworkState,
        picked: Tensor | None = None,
    ) -> tuple[Tensor, NetworkState]:
        """Run all but the softmaxes.

        Args:
            heard: companded values (B, P + T, S) in ±1, as the network hears them: the P steps
                before the window, then the window's own.
            told: what is to be played, and the noise.
            state: what an earlier call returned, or `first_state`.
            picked: the middle turns (int64, rising) whose steps are wanted, the same for all
                lanes; all of them by default. The last layers hold no state, so a training may
                look at a part of the steps only.

        Returns:
            Hidden vectors (B, T, S, units) and the state after the window.
        """

    def forward(
        self,
        heard: Tensor,
        codes: Tensor,
        told: Told,
        state: NetworkState,
        picked: Tensor | None = None,
    ) -> tuple[list[Tensor], Tensor, NetworkState]:
        """Run the whole network; the arguments are those of `hidden` and the true codes.

        Args:
            codes: (B, T, S), int64.

        Returns:
            The logits of each stage, the true codes of the steps that they are for, and the state
            after the window.
        """
        vectors, state = self.hidden(heard, told, state, picked)
        if picked is not None:
            lanes, _, streams = codes.shape
            turns = codes.view(lanes, -1, self.config.middle_steps, streams)
            codes = turns[:, picked].flatten(1, 2)
        return self.chain(vectors, codes), codes, state
