"""Where the program's own files lie among the user's."""

import sys
from pathlib import Path

import pytest

from audiosynth_gui import places


def test_all_places_are_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("XDG_STATE_HOME", "XDG_MUSIC_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert places.demo_project_path().suffix == ".audiosynth"
    assert places.demo_project_path().parent == places.own_music_path()
    if sys.platform != "win32":
        for path in (places.demo_project_path(), places.log_file_path()):
            assert path.is_relative_to(tmp_path)
