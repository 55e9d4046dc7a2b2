"""The kernels: they say what torch says, and a stream is its one-shot rendering, bit for bit."""

import numpy as np
import pytest
import torch

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.quantization import QuantizationName
from audiosynth_gui.features.streams import heard_values, stream_values
from audiosynth_gui.generation.kernels.tiered import render_tiered
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import TrainedModel
from audiosynth_gui.networks.conditions import conditions
from audiosynth_gui.networks.config import (
    PLAN_AHEAD_FRAMES,
    PLAN_BEHIND_FRAMES,
    PLAN_CONTEXT_FRAMES,
    Architecture,
    NetworkConfig,
)
from audiosynth_gui.networks.head import split_code
from audiosynth_gui.networks.interface import Told
from tests.features.plans import plan_of
from tests.networks.examples import ARCHITECTURES, small_config

CONFIGS: list[tuple[Architecture, int, int, QuantizationName]] = [
    ("tiered", 2, 4, "linear16"),
    ("tiered", 1, 4, "linear16"),
    ("tiered", 1, 1, "mulaw8"),
    ("classic-rnn", 1, 1, "mulaw8"),
    ("classic-rnn", 2, 1, "linear16"),
    ("classic-lstm", 1, 1, "mulaw8"),
    ("classic-lstm", 2, 4, "linear16"),
]
FRAMES = 12


def model_of(
    architecture: Architecture,
    channels: int,
    bands: int,
    quantization: QuantizationName,
    batch_norm: bool = False,
) -> TrainedModel:
    torch.manual_seed(4)
    config = small_config(architecture, channels, bands, quantization, batch_norm)  # type: ignore[arg-type]
    model = untrained_model(config)
    with torch.no_grad():
        for parameter in model.network.parameters():
            parameter.mul_(1.5)  # weights that matter
        for buffer in model.network.buffers():
            buffer.add_(0.3 * torch.rand_like(buffer))
    return model


def sound_and_plan(config: NetworkConfig) -> tuple[Samples, Plan]:
    random = np.random.default_rng(5)
    frames = FRAMES * config.features.hop_frames
    time = np.arange(frames)[:, None] / config.sample_rate
    tones = np.sin(2 * np.pi * np.array([[220.0, 331.0]])[:, : config.channels] * time)
    samples = (0.3 * tones + 0.02 * random.standard_normal(tones.shape)).astype(np.float32)
    wanted = np.arange(-PLAN_BEHIND_FRAMES, FRAMES + PLAN_AHEAD_FRAMES)
    return samples, plan_of(samples, config.features, config.bands).rows(wanted)


@pytest.mark.parametrize("shape", CONFIGS)
@pytest.mark.parametrize("batch_norm", [False, True])
@torch.no_grad()
def test_kernel_and_torch_agree(
    shape: tuple[Architecture, int, int, QuantizationName], batch_norm: bool
) -> None:
    model = model_of(*shape, batch_norm)
    config, network = model.card.network, model.network
    samples, plan = sound_and_plan(config)
    nats = Sampler(model, seed=1).score(samples, plan)
    told = conditions(plan, config, model.card.scaling)
    heard = heard_values(stream_values(samples, config.bands), told.scales)
    silence = np.zeros((config.history_steps, config.streams), np.float32)
    codes = torch.from_numpy(config.quantizer.encode(heard).astype(np.int64))[None]
    logits, _, _ = network(
        torch.from_numpy(np.concatenate([silence, heard]))[None],
        codes,
        Told(
            torch.from_numpy(told.features)[None],
            torch.from_numpy(told.guide)[None],
            torch.zeros(1, 1),
        ),
        network.first_state(1),
    )
    parts = split_code(codes, config.quantizer.stage_bits)
    expected = torch.stack(
        [
            torch.nn.functional.cross_entropy(
                made.flatten(0, 2), part.flatten(), reduction="none"
            ).view(part.shape)
            for made, part in zip(logits, parts, strict=True)
        ]
    ).sum(0)[0]
    np.testing.assert_allclose(nats, expected.numpy(), atol=1e-4)


@pytest.mark.parametrize("shape", CONFIGS)
def test_stream_equals_one_shot(shape: tuple[Architecture, int, int, QuantizationName]) -> None:
    model = model_of(*shape)
    samples, plan = sound_and_plan(model.card.network)
    controls = Controls(temperature=0.9, top_p=0.95)

    def rendered(cuts: list[int]) -> Samples:
        sampler = Sampler(model, seed=7)
        sampler.listen(samples, plan)
        blocks = []
        for start, stop in zip([0, *cuts], [*cuts, FRAMES], strict=True):
            blocks.append(
                sampler.render(plan.part(start, stop + PLAN_CONTEXT_FRAMES - 1), controls)
            )
        return np.concatenate(blocks)

    whole = rendered([])
    assert np.array_equal(whole, rendered([1, 2, 7]))
    assert np.array_equal(whole, rendered(list(range(1, FRAMES))))
    assert np.isfinite(whole).all()
    assert whole.std() > 0


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_fork_goes_on_as_the_original_does(architecture: Architecture) -> None:
    model = model_of(architecture, 2, 4, "linear16")
    _, plan = sound_and_plan(model.card.network)
    sampler = Sampler(model, seed=3)
    sampler.render(plan, Controls())
    state = sampler.fork()
    first = sampler.render(plan, Controls())
    other = Sampler(model, seed=3)
    other.restore(state)
    assert np.array_equal(other.render(plan, Controls()), first)


def test_the_seed_decides() -> None:
    model = model_of("tiered", 1, 4, "linear16")
    _, plan = sound_and_plan(model.card.network)
    one, two = (Sampler(model, seed).render(plan, Controls()) for seed in (1, 2))
    assert not np.array_equal(one, two)


def test_seeds_of_64_bits_need_no_other_machine_code() -> None:
    model = model_of("tiered", 1, 4, "linear16")
    _, plan = sound_and_plan(model.card.network)
    made = [Sampler(model, seed).render(plan, Controls()) for seed in (1, 2**63, 2**64 - 1)]
    assert not np.array_equal(made[1], made[2])
    seeds = {str(signature[5]) for signature in render_tiered.signatures}
    assert len(seeds) == 1


def test_sound_and_plan_of_different_lengths_are_refused() -> None:
    model = model_of("tiered", 1, 4, "linear16")
    samples, plan = sound_and_plan(model.card.network)
    for sound, frames in (
        (samples[:-1], plan),
        (samples, plan.part(1, len(plan))),
        (samples, plan.part(0, 2)),
    ):
        with pytest.raises(ValueError, match="of plan"):
            Sampler(model, 1).listen(sound, frames)
        with pytest.raises(ValueError, match="of plan"):
            Sampler(model, 1).score(sound, frames)


def test_what_is_no_number_is_heard_as_silence() -> None:
    model = model_of("tiered", 2, 4, "linear16")
    samples, plan = sound_and_plan(model.card.network)
    samples[100:110] = np.nan
    samples[200] = np.inf
    plan.features[3] = np.nan
    sampler = Sampler(model, 1)
    sampler.listen(samples, plan)
    plan.features[3] = 0.0
    assert np.isfinite(sampler.render(plan, Controls())).all()
    assert np.isfinite(sampler.state.recurrent).all()


def test_temperature_and_top_p_calm_it() -> None:
    model = model_of("tiered", 1, 1, "mulaw8")
    _, plan = sound_and_plan(model.card.network)

    def loudness(controls: Controls) -> float:
        return float(np.mean(np.abs(Sampler(model, 1).render(plan, controls))))

    usual = loudness(Controls())
    calm, narrow = loudness(Controls(temperature=0.1)), loudness(Controls(top_p=0.05))
    assert calm != usual
    assert narrow != usual


def test_listening_leaves_the_same_state_as_scoring() -> None:
    model = model_of("tiered", 2, 4, "linear16")
    samples, plan = sound_and_plan(model.card.network)
    listener, judge = Sampler(model, 1), Sampler(model, 1)
    listener.listen(samples, plan)
    judge.score(samples, plan)
    for heard, scored in zip(listener.state, judge.state, strict=True):
        np.testing.assert_array_equal(heard, scored)


def test_what_was_heard_rings_out_in_what_is_made() -> None:
    """The filter bank is late: what comes first is the end of what was heard."""
    model = model_of("tiered", 2, 4, "linear16")
    samples, plan = sound_and_plan(model.card.network)
    sampler = Sampler(model, 1)
    sampler.listen(samples, plan)
    made = sampler.render(plan, Controls())
    late = filterbank(4).delay_frames
    # the last of it overlaps with what is made new
    ringing, end = made[: late // 8], samples[-late:][: late // 8]
    np.testing.assert_allclose(ringing, end, atol=3e-3)
    assert np.abs(end).max() > 0.1


def test_draws_follow_the_chances() -> None:
    """Codes drawn by the kernel come as often as its own scores say."""
    model = model_of("classic-rnn", 1, 1, "mulaw8")
    _, plan = sound_and_plan(model.card.network)
    config = model.card.network
    sampler = Sampler(model, 11)
    made = sampler.render(plan, Controls())
    judge = Sampler(model, 11)
    nats = judge.score(made, plan)
    entropies = []
    for seed in range(12, 20):
        again = Sampler(model, seed).render(plan, Controls())
        entropies.append(Sampler(model, 1).score(again, plan).mean())
    assert nats.mean() == pytest.approx(np.mean(entropies), rel=0.1)
    assert nats.mean() < config.quantizer.bits * np.log(2)
