"""Validation: bits of what is held out, the same however it is cut."""

import math
from pathlib import Path

import pytest
import torch

from audiosynth_gui.networks.checkpoint import make_network
from audiosynth_gui.networks.config import Architecture
from audiosynth_gui.networks.interface import Network
from audiosynth_gui.training import validation
from audiosynth_gui.training.validation import measure
from tests.networks.examples import ARCHITECTURES
from tests.training.examples import small_training_set

CPU = torch.device("cpu")


def indifferent(network: Network) -> Network:
    """Let every code be as likely as any other."""
    with torch.no_grad():
        for parameter in network.chain.parameters():
            parameter.zero_()
    return network.eval()


def test_a_network_that_knows_nothing_needs_every_bit(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    measured = measure(indifferent(make_network(training_set.config)), training_set, CPU)
    assert measured.bits == pytest.approx(8.0, abs=1e-3)
    assert measured.stage_bits == pytest.approx((4.0, 4.0), abs=1e-3)
    assert measured.is_heldout
    assert 0 <= measured.accuracy < 0.5


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_windows_make_no_difference(
    architecture: Architecture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(2)
    training_set = small_training_set(tmp_path, architecture)
    frames = training_set.heldout[0].feature_frames
    seconds = training_set.config.features.hop_frames / training_set.config.sample_rate
    network = make_network(training_set.config).eval()
    monkeypatch.setattr(validation, "WINDOW_SECONDS", (frames - 0.5) * seconds)
    whole = measure(network, training_set, CPU)
    parts = next(count for count in range(5, 1, -1) if frames % count == 0)
    monkeypatch.setattr(validation, "WINDOW_SECONDS", (frames // parts - 0.5) * seconds)
    cut = measure(network, training_set, CPU)
    # filters round a little differently, and a value beside the border of a code counts as another
    assert cut.bits == pytest.approx(whole.bits, abs=0.02)
    assert cut.accuracy == pytest.approx(whole.accuracy, abs=0.005)


def test_with_nothing_held_out_it_measures_what_was_learnt(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path, heldout=0.0)
    measured = measure(make_network(training_set.config).eval(), training_set, CPU)
    assert not measured.is_heldout
    assert math.isfinite(measured.bits)
