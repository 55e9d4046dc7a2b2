"""Messages that stop nothing."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.message import Message
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets import message_bar
from audiosynth_gui.ui.widgets.message_bar import MessageBar

PROBLEM = Message("error", "The disk is full.", "Make room.", "OSError: 28")


@pytest.fixture
def bar(qtbot: QtBot, icons: Icons) -> MessageBar:
    """A bar with nothing to say."""
    made = MessageBar(icons)
    qtbot.addWidget(made)
    return made


def test_it_is_hidden_until_there_is_something_to_say(bar: MessageBar) -> None:
    assert not bar.isVisible()
    bar.tell(PROBLEM)
    assert bar.isVisible()
    assert not bar.isModal()
    assert bar._text.text() == "The disk is full."
    assert bar._advice.text() == "Make room."
    assert bar.accessibleName() == "The disk is full. Make room."


def test_its_icon_follows_the_appearance(bar: MessageBar, theme: Theme) -> None:
    theme.set_scheme(Qt.ColorScheme.Dark)
    bar.tell(PROBLEM)
    dark = bar._icon.pixmap().toImage()
    theme.set_scheme(Qt.ColorScheme.Light)
    assert bar._icon.pixmap().toImage() != dark


def test_details_are_folded_away(bar: MessageBar) -> None:
    bar.tell(PROBLEM)
    assert not bar._details.isVisible()
    bar._unfold.click()
    assert bar._details.isVisible()
    assert bar._details.toPlainText() == "OSError: 28"
    bar.tell(PROBLEM)
    assert not bar._details.isVisible()


def test_what_is_empty_is_not_shown(bar: MessageBar) -> None:
    bar.tell(Message("warning", "Careful."))
    assert not bar._advice.isVisible()
    assert not bar._unfold.isVisible()


def test_a_note_goes_away_by_itself_and_a_problem_stays(
    bar: MessageBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(message_bar, "NOTE_MILLISECONDS", 20)
    bar.tell(Message("note", "Written."))
    qtbot.waitUntil(lambda: not bar.isVisible())
    bar.tell(Message("note", "Written."))
    bar.tell(PROBLEM)
    qtbot.wait(60)
    assert bar.isVisible()
    bar._close.click()
    assert bar.message is None
    assert not bar.isVisible()


def test_words_are_not_taken_for_markup(bar: MessageBar) -> None:
    bar.tell(Message("error", "“<b>loud</b>.wav” is damaged."))
    assert bar._text.text() == "“<b>loud</b>.wav” is damaged."
    plain = bar._text.sizeHint().width()
    bar.tell(Message("error", "“loud.wav” is damaged."))
    assert bar._text.sizeHint().width() < plain
