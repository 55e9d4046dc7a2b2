"""The level of what is recorded."""

from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.input_level import InputLevel


def test_the_highest_peak_stands_and_full_scale_is_called_clipped(
    theme: Theme, qtbot: QtBot
) -> None:
    level = InputLevel(theme)
    qtbot.addWidget(level)
    assert level.peak_button.text() == "no sound"
    level.show_peaks((0.1, 0.5), 0.03)
    level.show_peaks((0.2, 0.1), 0.03)
    assert level.peak_button.text() == "-6.0 dB"
    assert level.peak_button.accessibleName() == "Highest peak: -6.0 dB"
    level.show_peaks((1.0,), 0.03)
    level.show_peaks((0.1,), 0.03)
    assert level.is_clipped
    assert level.peak_button.text() == "⚠ clipped"
    level.peak_button.click()
    assert not level.is_clipped
    assert level.peak_button.text() == "no sound"
