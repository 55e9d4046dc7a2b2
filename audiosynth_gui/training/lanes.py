"""The lanes of a training: each reads one stretch of music window after window."""

import functools
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from torch import Tensor

from audiosynth_gui.features.streams import heard_values
from audiosynth_gui.networks.conditions import Conditions, conditions
from audiosynth_gui.networks.interface import Told
from audiosynth_gui.training.dataset import Stretch, TrainingSet
from audiosynth_gui.training.settings import TrainingSettings

CODE_STEP = 2.0 / 256.0
"""Width of a step of an 8-bit code on the companded scale."""


@dataclass(frozen=True, eq=False)
class Window:
    """What one training step reads; shapes as in `Network.forward`.

    Attributes:
        codes: int64 (lanes, steps, streams).
        heard: float32 (lanes, past + steps, streams).
        plan: float32 (lanes, frames + context, features).
        guide: float32 (lanes, reach + steps + reach, streams).
        noise: float32 (lanes, 1).
        restarted: bool (lanes,): the lane has jumped, its state is to be forgotten.
    """

    codes: NDArray[np.int64]
    heard: NDArray[np.float32]
    plan: NDArray[np.float32]
    guide: NDArray[np.float32]
    noise: NDArray[np.float32]
    restarted: NDArray[np.bool_]


def as_tensors(window: Window, device: torch.device) -> tuple[Tensor, Tensor, Told]:
    """Move what a window holds to the device: what is heard, the codes, what is told."""
    arrays = (window.heard, window.codes, window.plan, window.guide, window.noise)
    heard, codes, plan, guide, noise = (torch.from_numpy(array).to(device) for array in arrays)
    return heard, codes, Told(plan, guide, noise)


class LaneState(BaseModel):
    """Where every lane is; with the random state and `Lanes.history` it is all a resume needs."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    stretches: tuple[int, ...]
    positions: tuple[int, ...]
    ends: tuple[int, ...]
    gains_db: tuple[float, ...]
    random_state: dict[str, Any]


class Lanes:
    """Draws windows; deterministic for a seed. Not for use by two threads at once.

    Attributes:
        history: float32 (lanes, past steps, streams): what each lane heard last.
    """

    def __init__(
        self, training_set: TrainingSet, settings: TrainingSettings, seed: int, readers: int = 1
    ) -> None:
        """Stand before the first window.

        Args:
            training_set: what is read.
            settings: how.
            seed: of everything drawn.
            readers: so many threads read lanes side by side, which changes nothing of what is
                read: one cannot feed a graphics card.
        """
        self._readers = readers
        self._set = training_set
        self._settings = settings
        self._config = training_set.config
        self._random = np.random.default_rng(seed)
        lanes = settings.lanes
        self._stretches = np.zeros(lanes, dtype=np.int64)
        self._positions = np.zeros(lanes, dtype=np.int64)
        self._ends = np.zeros(lanes, dtype=np.int64)
        self._gains_db = np.zeros(lanes, dtype=np.float64)
        lengths = np.array([stretch.feature_frames for stretch in training_set.train], dtype=float)
        self._chances = lengths / lengths.sum()
        self.history = np.zeros(
            (lanes, self._config.history_steps, self._config.streams), dtype=np.float32
        )

    def next_window(self, frames: int) -> Window:
        """Read the next `frames` feature frames of every lane."""
        lanes, settings = self._settings.lanes, self._settings
        longest = max(stretch.feature_frames for stretch in self._set.train)
        frames = min(frames, longest)
        restarted = self._positions + frames > self._ends
        for jumping in np.flatnonzero(restarted).tolist():
            self._jump(jumping, frames)
        level = self._random.random((lanes, 1), dtype=np.float32)
        level[self._random.random(lanes) < settings.clean_share] = 0.0
        heard, plan, guide = [], [], []
        for clean, told in self._read_all(frames):
            heard.append(clean)
            plan.append(told.features)
            guide.append(told.guide)
        past = self.history
        window = np.stack(heard)
        codes = self._config.quantizer.encode(window).astype(np.int64)
        noise = self._random.standard_normal(window.shape, dtype=np.float32)
        window += noise * (settings.noise_steps * CODE_STEP * level[:, :, None] ** 2)
        np.clip(window, -1.0, 1.0, out=window)
        seen = np.stack(plan)
        seen += settings.plan_noise * self._random.standard_normal(seen.shape, dtype=np.float32)
        whole = np.concatenate([past, window], axis=1)
        self.history = whole[:, -self._config.history_steps :].copy()
        self._positions += frames
        return Window(codes, whole, seen, np.stack(guide), level, restarted)

    def _jump(self, lane: int, frames: int) -> None:
        settings, config = self._settings, self._config
        fitting = np.array(
            [stretch.feature_frames >= frames for stretch in self._set.train], dtype=float
        )
        chances = self._chances * fitting
        index = int(self._random.choice(len(chances), p=chances / chances.sum()))
        stretch = self._set.train[index]
        start = int(self._random.integers(0, stretch.feature_frames - frames + 1))
        wanted = settings.stretch_seconds * config.sample_rate / config.features.hop_frames
        length = max(frames, int(wanted * self._random.uniform(0.5, 1.5)))
        self._stretches[lane] = index
        self._positions[lane] = stretch.start_frame + start
        self._ends[lane] = min(stretch.start_frame + start + length, stretch.stop_frame)
        self._gains_db[lane] = self._random.uniform(settings.gain_low_db, settings.gain_high_db)
        if self._random.random() < 0.5:
            self._gains_db[lane] = 0.0
        self.history[lane] = 0.0

    def _read_all(self, frames: int) -> Iterable[tuple[NDArray[np.float32], Conditions]]:
        """What every lane hears and is told next, lane after lane."""
        read = functools.partial(self._read, frames=frames)
        lanes = range(self._settings.lanes)
        if self._readers == 1:
            return map(read, lanes)
        with ThreadPoolExecutor(self._readers) as readers:
            return list(readers.map(read, lanes))

    def _read(self, lane: int, frames: int) -> tuple[NDArray[np.float32], Conditions]:
        stretch = self._set.train[int(self._stretches[lane])]
        first, gain_db = int(self._positions[lane]), float(self._gains_db[lane])
        gain = np.float32(10.0 ** (gain_db / 20.0))
        plan = stretch.plan(first, frames).louder(gain_db, self._config.features)
        told = conditions(plan, self._config, self._set.scaling)
        values = stretch.values(first, frames, self._config.bands) * gain
        return heard_values(values, told.scales), told

    def state(self) -> LaneState:
        """Return where every lane is."""
        return LaneState(
            stretches=tuple(self._stretches.tolist()),
            positions=tuple(self._positions.tolist()),
            ends=tuple(self._ends.tolist()),
            gains_db=tuple(self._gains_db.tolist()),
            random_state=dict(self._random.bit_generator.state),
        )

    def restore(self, state: LaneState, history: NDArray[np.float32]) -> None:
        """Go on from an earlier `state` and `history`.

        Raises:
            ValueError: they are of other lanes or of other music.
            TypeError, KeyError: the random state is none.
        """
        places = zip(state.stretches, state.positions, state.ends, strict=True)
        lengths = {len(state.stretches), len(state.gains_db), len(history)}
        if lengths != {self._settings.lanes} or history.shape != self.history.shape:
            raise ValueError("another number of lanes")
        if not all(self._is_place(*place) for place in places):
            raise ValueError("a lane lies outside the music")
        self._stretches = np.array(state.stretches, dtype=np.int64)
        self._positions = np.array(state.positions, dtype=np.int64)
        self._ends = np.array(state.ends, dtype=np.int64)
        self._gains_db = np.array(state.gains_db, dtype=np.float64)
        self._random.bit_generator.state = state.random_state
        self.history = history.copy()

    def _is_place(self, index: int, position: int, end: int) -> bool:
        if not 0 <= index < len(self._set.train):
            return False
        stretch = self._set.train[index]
        # before the first window, all lanes stand at 0 and jump
        return end == 0 or stretch.start_frame <= position <= end <= stretch.stop_frame


def heldout_windows(
    stretches: Sequence[Stretch], training_set: TrainingSet, frames: int
) -> list[Window]:
    """Cut held-out stretches into consecutive windows of one lane, without noise or gain.

    A window that starts a stretch is marked as restarted; a rest shorter than a window is left out
    unless it is all there is.
    """
    config, windows = training_set.config, []
    for stretch in stretches:
        past = np.zeros((1, config.history_steps, config.streams), dtype=np.float32)
        size = min(frames, stretch.feature_frames)
        for first in range(stretch.start_frame, stretch.stop_frame - size + 1, size):
            told = conditions(stretch.plan(first, size), config, training_set.scaling)
            clean = heard_values(stretch.values(first, size, config.bands), told.scales)[None]
            whole = np.concatenate([past, clean], axis=1)
            past = whole[:, -config.history_steps :]
            windows.append(
                Window(
                    config.quantizer.encode(clean).astype(np.int64),
                    whole,
                    told.features[None],
                    told.guide[None],
                    np.zeros((1, 1), dtype=np.float32),
                    np.array([first == stretch.start_frame]),
                )
            )
    return windows
