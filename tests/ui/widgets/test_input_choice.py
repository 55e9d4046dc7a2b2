"""The choice of an input."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from audiosynth_gui.playback.devices import InputDevice
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.input_choice import MOST_CHANNELS, InputChoice

SERVER = InputDevice(0, "default", 44_100, 32, is_default=True)
BOX = InputDevice(1, "Box", 48_000, 4, is_default=False)


def test_a_server_with_dozens_of_channels_offers_some(theme: Theme, qtbot: QtBot) -> None:
    choice = InputChoice(theme)
    qtbot.addWidget(choice)
    assert (choice.device, list(choice.channels)) == (None, [1, 2])
    choice.show_devices((SERVER,), None)
    assert choice.channels_box.count() == MOST_CHANNELS // 2 + MOST_CHANNELS
    assert list(choice.channels) == [1, 2]


def test_looking_again_leaves_the_choice_as_it_is(theme: Theme, qtbot: QtBot) -> None:
    choice = InputChoice(theme)
    qtbot.addWidget(choice)
    choice.show_devices((SERVER, BOX), None)
    choice.device_box.setCurrentIndex(2)
    choice.device_box.activated.emit(2)
    assert choice.device == BOX
    last = choice.device_box.count() - 1
    choice.device_box.setCurrentIndex(last)
    with qtbot.assertNotEmitted(choice.chosen), qtbot.waitSignal(choice.rescan_asked):
        choice.device_box.activated.emit(last)
    assert choice.device_box.currentText() == "Box"
    choice.show_devices((replace(BOX, index=0),), None)
    assert choice.device == replace(BOX, index=0)
    choice.show_devices((), "There is none.")
    assert choice.device is None
    assert choice.device_box.toolTip() == "There is none."
