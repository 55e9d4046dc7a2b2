"""What the window remembers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt

from audiosynth_gui.ui.views.picture_style import PictureChoice
from audiosynth_gui.ui.window_state import MOST_RECENT, WindowState


def reopened(tmp_path: Path) -> WindowState:
    """The same settings, as the next start of the program reads them."""
    return WindowState(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


@pytest.mark.parametrize(
    "scheme", [Qt.ColorScheme.Light, Qt.ColorScheme.Dark, Qt.ColorScheme.Unknown]
)
def test_the_appearance(tmp_path: Path, scheme: Qt.ColorScheme) -> None:
    state = reopened(tmp_path)
    state.scheme = scheme
    state._settings.sync()
    assert reopened(tmp_path).scheme == scheme


@pytest.mark.parametrize("count", [0, 1, 3, MOST_RECENT + 3])
def test_recent_projects_newest_first(tmp_path: Path, count: int) -> None:
    state = reopened(tmp_path)
    paths = [tmp_path / f"{number}.audiosynth" for number in range(count)]
    for path in paths:
        path.mkdir()
        state.remember_project(path)
    state._settings.sync()
    assert reopened(tmp_path).recent_projects == tuple(reversed(paths))[:MOST_RECENT]


def test_a_project_is_listed_once_and_until_it_is_taken_off(tmp_path: Path) -> None:
    state = reopened(tmp_path)
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other, one):
        path.mkdir(exist_ok=True)
        state.remember_project(path)
    assert list(state.recent_projects) == [one, other]
    other.rmdir()
    state._settings.sync()
    again = reopened(tmp_path)
    assert list(again.recent_projects) == [one, other]
    again.forget_project(other)
    assert list(again.recent_projects) == [one]


def test_where_takes_were_written(tmp_path: Path) -> None:
    state = reopened(tmp_path)
    assert state.export_folder == Path.home()
    state.export_folder = tmp_path
    assert state.export_folder == tmp_path
    state.export_folder = tmp_path / "gone"
    assert state.export_folder == Path.home()


def test_settings_of_another_version_do_no_harm(tmp_path: Path) -> None:
    text = "[window]\nscheme=purple\nrecent=@Invalid()\ngeometry=oops\nexport=@Invalid()\n"
    (tmp_path / "window.ini").write_text(text)
    state = reopened(tmp_path)
    assert state.scheme == Qt.ColorScheme.Unknown
    assert state.recent_projects == ()


def test_where_recordings_were_chosen_from(tmp_path: Path) -> None:
    state = reopened(tmp_path)
    assert state.import_folder == Path.home()
    state.import_folder = tmp_path
    assert state.import_folder == tmp_path
    assert state.export_folder == Path.home()


def test_how_sound_is_drawn(tmp_path: Path) -> None:
    state = reopened(tmp_path)
    assert state.picture_choice == PictureChoice()
    chosen = PictureChoice("chroma", "grey", -80, -20, "decibels")
    state.picture_choice = chosen
    state._settings.sync()
    assert reopened(tmp_path).picture_choice == chosen


def test_pictures_of_another_version_are_put_right(tmp_path: Path) -> None:
    text = "[pictures]\nkind=wavelet\ncolour_map=@Invalid()\nfloor_db=oops\nceiling_db=-3000\n"
    (tmp_path / "window.ini").write_text(text)
    assert reopened(tmp_path).picture_choice == PictureChoice(ceiling_db=-90)
