"""What the window remembers from one start to the next; nothing of the music."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QMainWindow, QSplitter

from audiosynth_gui.ui.view_settings import ViewSettings
from audiosynth_gui.ui.views.picture_style import PictureChoice

MOST_RECENT = 8


class WindowState:
    """Reads and writes the settings of one window.

    Every stored value is checked before it is used: the file may be of another version.
    """

    def __init__(self, settings: QSettings) -> None:
        """Keep everything in `settings`."""
        self._settings = settings

    def restore(self, window: QMainWindow, splitters: dict[str, QSplitter]) -> None:
        """Put the window and its splitters as they were left."""
        geometry = self._settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            window.restoreGeometry(geometry)
        for name, splitter in splitters.items():
            state = self._settings.value(f"window/{name}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)

    def save(self, window: QMainWindow, splitters: dict[str, QSplitter]) -> None:
        """Remember how the window and its splitters are."""
        self._settings.setValue("window/geometry", window.saveGeometry())
        for name, splitter in splitters.items():
            self._settings.setValue(f"window/{name}", splitter.saveState())
        self._settings.sync()

    @property
    def scheme(self) -> Qt.ColorScheme:
        """The chosen appearance; Unknown follows the system."""
        name = self._settings.value("window/scheme", "")
        named = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        return named.get(str(name), Qt.ColorScheme.Unknown)

    @scheme.setter
    def scheme(self, scheme: Qt.ColorScheme) -> None:
        names = {Qt.ColorScheme.Light: "light", Qt.ColorScheme.Dark: "dark"}
        self._settings.setValue("window/scheme", names.get(scheme, ""))

    @property
    def view(self) -> ViewSettings:
        """How time is shown and moved through."""
        return ViewSettings.from_json(str(self._settings.value("window/view", "")))

    @view.setter
    def view(self, view: ViewSettings) -> None:
        self._settings.setValue("window/view", view.to_json())

    @property
    def recent_projects(self) -> tuple[Path, ...]:
        """Projects opened lately, the newest first, also those that are gone."""
        stored = self._settings.value("window/recent", [])
        # A list of one comes back as a text, an empty one as None.
        texts = stored if isinstance(stored, list) else [stored]
        return tuple(Path(text) for text in texts if isinstance(text, str) and text)

    def remember_project(self, path: Path) -> None:
        """Put a project first among the recent ones."""
        others = [other for other in self.recent_projects if other != path]
        self._settings.setValue(
            "window/recent", [str(recent) for recent in (path, *others)][:MOST_RECENT]
        )

    def forget_project(self, path: Path) -> None:
        """Take a project off the recent ones."""
        others = [str(other) for other in self.recent_projects if other != path]
        self._settings.setValue("window/recent", others)

    @property
    def picture_choice(self) -> PictureChoice:
        """How sound is drawn."""
        plain = asdict(PictureChoice())
        found: dict[str, Any] = {}
        for name, usual in plain.items():
            text = str(self._settings.value(f"pictures/{name}", usual))
            if not isinstance(usual, int):
                found[name] = text
            elif re.fullmatch(r"-?[0-9]{1,4}", text):
                found[name] = int(text)
        return PictureChoice(**{**plain, **found}).checked()

    @picture_choice.setter
    def picture_choice(self, choice: PictureChoice) -> None:
        for name, value in asdict(choice).items():
            self._settings.setValue(f"pictures/{name}", value)

    @property
    def import_folder(self) -> Path:
        """Where recordings were last chosen from; the home folder at first."""
        return self._folder("window/import")

    @import_folder.setter
    def import_folder(self, folder: Path) -> None:
        self._settings.setValue("window/import", str(folder))

    @property
    def export_folder(self) -> Path:
        """Where the last take was written to; the home folder at first."""
        return self._folder("window/export")

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._settings.setValue("window/export", str(folder))

    def _folder(self, key: str) -> Path:
        folder = Path(str(self._settings.value(key, "")) or Path.home())
        return folder if folder.is_dir() else Path.home()
