"""What the tests of views along time begin with."""

import pytest
from PySide6.QtWidgets import QApplication

from audiosynth_gui.ui.views.timeline import Timeline


@pytest.fixture
def timeline(qapp: QApplication) -> Timeline:
    """A minute."""
    assert qapp is not None
    made = Timeline()
    made.reset(60.0)
    return made
