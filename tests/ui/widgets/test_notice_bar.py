"""The bar that says how the project stands."""

from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.widgets.notice_bar import NoticeBar


def test_it_is_there_while_there_is_something_to_say(qtbot: QtBot, icons: Icons) -> None:
    bar = NoticeBar(icons, ("Do it", "Leave it"))
    qtbot.addWidget(bar)
    assert bar.isHidden()
    assert list(bar.buttons) == ["Do it", "Leave it"]
    bar.say("Three files are missing.")
    assert not bar.isHidden()
    assert bar.words.text() == bar.accessibleName() == "Three files are missing."
    with qtbot.waitSignal(bar.buttons["Do it"].clicked):
        bar.buttons["Do it"].click()
    bar.say("")
    assert bar.isHidden()
