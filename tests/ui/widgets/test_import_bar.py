"""The bar of an import: all files and each of them."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.ui.widgets.import_bar import ImportBar
from tests.controllers.sounds import write_tone


def test_one_file_is_left_out_by_its_own_button(
    controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    imports = controllers.imports
    bar = ImportBar(imports)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    with ProjectFolder.create(tmp_path / "Piece") as folder:
        imports.import_files(folder, [write_tone(tmp_path / f"{name}.wav") for name in "abc"])
        assert bar.isVisible()
        bar.unfold_button.click()
        assert len(bar.rows) == 3
        qtbot.waitUntil(lambda: all(row.isVisible() for row in bar.rows.values()))
        second = bar.rows[imports.files[1].number]
        second.cancel_button.click()
        assert second.words.text() == "b.wav · left out"
        assert not second.cancel_button.isEnabled()
        qtbot.waitUntil(lambda: imports.files == (), timeout=20_000)
        assert [recording.name for recording in folder.document.recordings] == ["a", "c"]
    assert bar.isHidden()
    assert bar.rows == {}
