"""Where a training can run."""

import contextlib
import functools
import os
from collections.abc import Iterator

import torch

from audiosynth_gui.errors import TrainingError

CHECK_TOLERANCE = 1e-3


def available_devices() -> tuple[str, ...]:
    """Names of the devices of this machine, fastest first; the last is always "cpu"."""
    devices = []
    if torch.cuda.is_available():
        devices.append("cuda")
    if torch.backends.mps.is_available() and _mps_agrees():
        devices.append("mps")
    return (*devices, "cpu")


def choose_device(wanted: str) -> str:
    """Resolve "auto" to the fastest device.

    Raises:
        TrainingError: this machine lacks the wanted device.
    """
    devices = available_devices()
    if wanted == "auto":
        wanted = devices[0]
    if wanted not in devices:
        raise TrainingError(
            f"This computer cannot train on “{wanted}”.",
            f"Choose one of: auto, {', '.join(devices)}.",
        )
    if wanted == "cuda":
        # TF32: products of 10 bits, sums of 23; the noise of a training is far above that
        torch.set_float32_matmul_precision("high")
    return wanted


def leave_core_for_sound() -> None:
    """Let torch use all cores but one; call in the training's thread.

    Its threads spin while they wait for each other. With as many of them as cores, one busy
    program beside (or the sampler) made a training three to five times slower; with one fewer,
    nothing was lost by it.
    """
    torch.set_num_threads(max(1, min(torch.get_num_threads(), (os.cpu_count() or 1) - 1)))


@contextlib.contextmanager
def shortage_explained() -> Iterator[None]:
    """Within it, running out of the computer's or the graphics card's memory is told in words.

    Raises:
        TrainingError: there was not enough memory.
    """
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        # on a CPU torch raises a plain RuntimeError
        kinds = (MemoryError, torch.OutOfMemoryError)
        if not isinstance(error, kinds) and "allocate memory" not in str(error):
            raise
        raise TrainingError(
            "There is not enough memory for this training.",
            "Choose a smaller preset, train on “cpu”, or close other programs.",
        ) from error


@functools.cache
def _mps_agrees() -> bool:
    """Whether gradients of a GRU on MPS equal those on the CPU; some versions got them wrong."""
    cpu, mps = _gru_gradient("cpu"), _gru_gradient("mps")
    return torch.allclose(cpu, mps, atol=CHECK_TOLERANCE)


def _gru_gradient(device: str) -> torch.Tensor:
    torch.manual_seed(1)
    layer = torch.nn.GRU(8, 16, batch_first=True).to(device)
    entering = torch.linspace(-1, 1, 2 * 12 * 8).view(2, 12, 8).to(device)
    made = layer(entering)[0].square().sum()
    (gradient,) = torch.autograd.grad(made, [next(layer.parameters())])
    return gradient.cpu()
