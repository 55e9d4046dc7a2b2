"""One thread for torch: the networks of the tests are too small to gain from more."""

from collections.abc import Iterator

import pytest


@pytest.fixture
def one_torch_thread() -> Iterator[None]:
    """Let torch use one thread within the test."""
    import torch  # slow to load, and most tests do without

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
