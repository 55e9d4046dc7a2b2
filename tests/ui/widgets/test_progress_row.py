"""Words, a bar, and Cancel."""

from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.widgets.progress_row import STEPS, ProgressRow


def test_what_is_known_and_what_is_not(qtbot: QtBot) -> None:
    row = ProgressRow("The search")
    qtbot.addWidget(row)
    row.show_fraction("Half of it", 0.5)
    assert row.words.text() == "Half of it"
    assert row.bar.value() == STEPS // 2
    row.show_fraction("Nobody knows", None)
    assert row.bar.maximum() == 0
    with qtbot.waitSignal(row.cancel_clicked):
        row.cancel_button.click()
