"""Writing takes."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.files import read_audio
from audiosynth_gui.controllers.export_controller import ExportController, ExportRequest
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from tests.controllers.sounds import RATE, add_take, recipe, tone


@pytest.fixture
def exports(qtbot: QtBot) -> Iterator[ExportController]:
    """A controller, closed at the end."""
    assert qtbot is not None
    made = ExportController()
    yield made
    made.close()


def test_a_take_is_written_bit_for_bit(
    exports: ExportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    add_take(folder)
    fractions: list[float] = []
    told: list[Message] = []
    exports.progressed.connect(fractions.append)
    exports.told.connect(told.append)
    out = tmp_path / "out.wav"
    with qtbot.waitSignal(exports.exported) as signal:
        exports.export(folder, ExportRequest(folder.document.takes[0], out, "float32"))
    assert signal.args[0].path == out
    np.testing.assert_array_equal(read_audio(out).samples, tone(1.0, 330.0))
    assert fractions[-1] == 1.0
    assert [message.text for message in told] == ["“out.wav” is written."]


def test_rate_and_channels_can_be_others(
    exports: ExportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    add_take(folder)
    take = folder.document.takes[0]
    with qtbot.waitSignal(exports.exported):
        exports.export(folder, ExportRequest(take, tmp_path / "o.wav", "pcm16", 2 * RATE, 1))
    written = read_audio(tmp_path / "o.wav")
    assert (written.sample_rate, written.channels, written.frames) == (2 * RATE, 1, 2 * RATE)


def test_what_was_cut_is_told(
    exports: ExportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    writer = TakeWriter(folder, recipe(), RATE, 2)
    writer.write(3.0 * tone(0.5))
    take = writer.keep()
    with qtbot.waitSignal(exports.told) as signal:
        exports.export(folder, ExportRequest(take, tmp_path / "o.wav", "pcm24"))
    assert signal.args[0].severity == "warning"
    assert "too loud" in signal.args[0].text


def test_a_place_that_cannot_be_written_is_told(
    exports: ExportController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    add_take(folder)
    take = folder.document.takes[0]
    with qtbot.waitSignal(exports.told) as signal:
        exports.export(folder, ExportRequest(take, tmp_path / "nowhere" / "o.wav", "pcm24"))
    assert signal.args[0].severity == "error"
    assert list(tmp_path.glob("**/o.wav*")) == []


def test_closing_lets_an_export_come_to_its_end(
    folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    assert qtbot is not None
    add_take(folder, 5.0)
    exports = ExportController()
    take = folder.document.takes[0]
    exports.export(folder, ExportRequest(take, tmp_path / "o.wav", "float32"))
    exports.close()
    assert read_audio(tmp_path / "o.wav").frames == take.frames
