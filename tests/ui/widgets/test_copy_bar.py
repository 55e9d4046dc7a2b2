"""How far Save as is."""

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.copy_controller import CopyProgress
from audiosynth_gui.ui.widgets.copy_bar import CopyBar


def test_it_is_there_as_long_as_something_is_copied(controllers: Controllers, qtbot: QtBot) -> None:
    copies = controllers.copies
    bar = CopyBar(copies)
    qtbot.addWidget(bar)
    assert not bar.isVisible()
    copies._slot._take_progress(CopyProgress("Brass", 0.25))
    assert bar.isVisible()
    assert bar.row.words.text() == "Saving as “Brass”"
    assert bar.row.bar.value() * 4 == bar.row.bar.maximum()
    copies._slot._end()
    assert not bar.isVisible()
