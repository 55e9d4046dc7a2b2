"""How far Save as is."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.copy_controller import CopyController, CopyProgress
from audiosynth_gui.ui.widgets.copy_bar import CopyBar


@pytest.fixture
def copies(qtbot: QtBot) -> Iterator[CopyController]:
    """A controller that copies nothing."""
    assert qtbot is not None
    made = CopyController()
    yield made
    made.close()


def test_it_is_there_as_long_as_something_is_copied(copies: CopyController, qtbot: QtBot) -> None:
    bar = CopyBar(copies)
    qtbot.addWidget(bar)
    assert not bar.isVisible()
    copies.progress = CopyProgress("Brass", 0.25)
    copies.progressed.emit()
    assert bar.isVisible()
    assert bar.row.words.text() == "Saving as “Brass”"
    assert bar.row.bar.value() * 4 == bar.row.bar.maximum()
    copies.progress = None
    copies.progressed.emit()
    assert not bar.isVisible()
