"""A count-in that sounds."""

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.count_in import CountIn, CountInClicks
from tests.controllers.sounds import silent_output


def test_beats_follow_the_output_and_end(qtbot: QtBot) -> None:
    clicks = CountInClicks(silent_output, None, CountIn(bars=1, beats_per_minute=600.0))
    assert clicks.beat == 1
    assert not clicks.is_over
    qtbot.waitUntil(lambda: clicks.beat == 4)
    assert not clicks.is_over
    qtbot.waitUntil(lambda: clicks.is_over)
    assert clicks.beat == 4
    clicks.close()
