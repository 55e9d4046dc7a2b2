"""What an empty project shows."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.empty_state import EmptyState
from audiosynth_gui.ui.theme import Theme


def test_the_three_steps_stand_in_their_order(qtbot: QtBot, icons: Icons, dark: Theme) -> None:
    state = EmptyState(icons, dark)
    qtbot.addWidget(state)
    state.show()
    labels = {label.text(): label for label in state.findChildren(QLabel)}
    tops = [labels[text].y() for text in ("1. Add recordings", "2. Train", "3. Play")]
    assert tops == sorted(set(tops))
    assert all(not label.pixmap().isNull() for label, _name in state._pictures)


def test_its_buttons_ask(qtbot: QtBot, icons: Icons, dark: Theme) -> None:
    state = EmptyState(icons, dark)
    qtbot.addWidget(state)
    for button, signal in (
        (state.add_button, state.add_clicked), (state.demo_button, state.demo_clicked),
    ):  # fmt: skip
        with qtbot.waitSignal(signal) as asked:
            button.click()
        assert asked.signal_triggered
