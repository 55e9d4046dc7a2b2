"""What all tests share: the real recordings, where they are at hand."""

from pathlib import Path

import pytest

pytest_plugins = ["tests.sound_sink", "tests.room", "tests.display", "tests.torch_threads"]

RECORDINGS_PATH = Path(__file__).resolve().parents[1].parent / "shared" / "recordings"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests on real recordings in a lone clone, and say so in one line.

    They are deselected, not skipped: `.ci/run` demands the folder, so nothing is passed over there.
    """
    if RECORDINGS_PATH.is_dir():
        return
    without = [item for item in items if item.get_closest_marker("recordings") is None]
    deselected = [item for item in items if item.get_closest_marker("recordings") is not None]
    if deselected:
        config.hook.pytest_deselected(items=deselected)
        items[:] = without
        config.stash[_DESELECTED] = len(deselected)


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """The line that says how many tests were left out, and why."""
    count = config.stash.get(_DESELECTED, 0)
    return [f"tests left out for want of {RECORDINGS_PATH}: {count}"] if count else []


@pytest.fixture(scope="session")
def recordings_path() -> Path:
    """The folder of real recordings; for tests with the marker `recordings`."""
    return RECORDINGS_PATH


_DESELECTED = pytest.StashKey[int]()
