"""Everything the menus offer."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from audiosynth_gui.project.regions import RegionKind
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.region_looks import ICON_NAMES, kind_word

REGION_KEYS: dict[RegionKind, str] = {
    "train": "Shift+T",
    "leave-out": "Shift+O",
    "prompt": "Shift+P",
}

Need = Literal[
    "project", "place for music", "own project", "own recording", "own model", "recording",
    "sound", "take", "training",
]  # fmt: skip
"""What has to be there for an entry to do anything; "own" is what can be written to, "training"
music to learn from, or a training that runs."""


@dataclass(frozen=True)
class Handlers:
    """What the actions do, one method each; see `Actions` for when."""

    new_project: Callable[[], None]
    open_project: Callable[[], None]
    open_demo: Callable[[], None]
    add_recordings: Callable[[], None]
    save_as: Callable[[], None]
    rename_project: Callable[[], None]
    go_back: Callable[[], None]
    find_missing: Callable[[], None]
    export_take: Callable[[], None]
    quit: Callable[[], object]
    undo: Callable[[], None]
    redo: Callable[[], None]
    rename: Callable[[], None]
    add_region: Callable[[RegionKind], None]
    find_stretches: Callable[[], None]
    zoom_in: Callable[[], None]
    zoom_out: Callable[[], None]
    zoom_to_all: Callable[[], None]
    zoom_to_selection: Callable[[], None]
    set_scheme: Callable[[Qt.ColorScheme], None]
    train: Callable[[], None]
    train_further: Callable[[], None]
    play: Callable[[], None]
    play_continuation: Callable[[], None]
    back: Callable[[], None]
    record: Callable[[], None]
    show_help: Callable[[], None]
    show_about: Callable[[], None]


class Actions(QObject):
    """The menus and their actions.

    Attributes:
        undo, redo: their texts name the edit.
        recent_menu: filled by the window.
        edit_menu, view_menu, play_menu: others add to them, before `marks_end`, `looks_begin` and
            `loops_end`.
        schemes: the choice of appearance.
    """

    def __init__(self, window: QMainWindow, icons: Icons, handlers: Handlers) -> None:
        """Fill the menu bar of `window`. GUI thread."""
        super().__init__(window)
        self._icons = icons
        self._with_icons: list[tuple[QAction, str]] = []
        self._needing: list[tuple[QAction, Need]] = []
        bar = window.menuBar()
        self._fill_file(bar.addMenu(self.tr("&File")), handlers)
        self.edit_menu = bar.addMenu(self.tr("&Edit"))
        self._fill_edit(self.edit_menu, handlers)
        self.view_menu = bar.addMenu(self.tr("&View"))
        self._fill_view(self.view_menu, handlers)
        self._fill_train(bar.addMenu(self.tr("&Train")), handlers)
        self.play_menu = bar.addMenu(self.tr("&Play"))
        self._fill_play(self.play_menu, handlers)
        self._fill_help(bar.addMenu(self.tr("&Help")), handlers)
        icons.changed.connect(self._tint)
        self._tint()

    def show_history(self, undo_name: str | None, redo_name: str | None) -> None:
        """Name what undo and redo would do; None where there is nothing."""
        for action, word, name in (
            (self.undo, self.tr("Undo"), undo_name),
            (self.redo, self.tr("Redo"), redo_name),
        ):
            action.setEnabled(name is not None)
            action.setText(f"{word}: {name}" if name else word)

    def need(self, action: QAction, need: Need) -> None:
        """Let an entry be used only while this is there, see `enable`."""
        self._needing.append((action, need))

    def enable(self, there: frozenset[Need]) -> None:
        """Let those entries be used whose need is there, and those that need nothing."""
        for action, need in self._needing:
            action.setEnabled(need in there)

    def _fill_file(self, menu: QMenu, do: Handlers) -> None:
        keys = QKeySequence.StandardKey
        self._add(menu, self.tr("New project…"), do.new_project, keys.New, "add")
        self._add(menu, self.tr("Open project…"), do.open_project, keys.Open, "folder-open")
        self.recent_menu = menu.addMenu(self.tr("Open recent"))
        self._add(menu, self.tr("Open the demo"), do.open_demo)
        menu.addSeparator()
        add, export = self.tr("Add recordings…"), self.tr("Export take…")
        self._add(menu, add, do.add_recordings, "Ctrl+I", "import", "place for music")
        self._add(menu, export, do.export_take, "Ctrl+Shift+E", "export", "take")
        menu.addSeparator()
        self._add(menu, self.tr("Save as…"), do.save_as, keys.SaveAs, need="project")
        rename, go_back = self.tr("Rename project…"), self.tr("Go back to a backup…")
        self._add(menu, rename, do.rename_project, need="own project")
        self._add(menu, go_back, do.go_back, need="own project")
        self._add(menu, self.tr("Find missing files…"), do.find_missing, need="own project")
        menu.addSeparator()
        self._add(menu, self.tr("Quit"), do.quit, keys.Quit)

    def _fill_edit(self, menu: QMenu, do: Handlers) -> None:
        keys = QKeySequence.StandardKey
        self.undo = self._add(menu, self.tr("Undo"), do.undo, keys.Undo, "undo")
        self.redo = self._add(menu, self.tr("Redo"), do.redo, keys.Redo, "redo")
        menu.addSeparator()
        self.marks_end = menu.addSeparator()
        regions = menu.addMenu(self.tr("Add region from selection"))
        for kind, key in REGION_KEYS.items():
            add = functools.partial(do.add_region, kind)
            self._add(regions, kind_word(kind), add, key, ICON_NAMES[kind], "own recording")
        find = self.tr("Find silences and repeats")
        self._add(menu, find, do.find_stretches, "Ctrl+Shift+F", need="recording")
        menu.addSeparator()
        self._add(menu, self.tr("Rename in the library"), do.rename, need="own project")

    def _fill_view(self, menu: QMenu, do: Handlers) -> None:
        self._add(menu, self.tr("Zoom in"), do.zoom_in, "Ctrl+1", "zoom-in", "sound")
        self._add(menu, self.tr("Whole sound"), do.zoom_to_all, "Ctrl+2", "zoom-fit", "sound")
        self._add(menu, self.tr("Zoom out"), do.zoom_out, "Ctrl+3", "zoom-out", "sound")
        zoom = self.tr("Zoom to selection")
        self._add(menu, zoom, do.zoom_to_selection, "Ctrl+E", need="sound")
        menu.addSeparator()
        self.looks_begin = menu.addSeparator()
        appearance = menu.addMenu(self.tr("Appearance"))
        self.schemes = QActionGroup(self)
        for text, scheme in (
            (self.tr("As the system"), Qt.ColorScheme.Unknown),
            (self.tr("Light"), Qt.ColorScheme.Light),
            (self.tr("Dark"), Qt.ColorScheme.Dark),
        ):
            action = QAction(text, self, checkable=True)
            action.setData(scheme)
            action.triggered.connect(lambda _checked=False, s=scheme: do.set_scheme(s))
            self.schemes.addAction(action)
            appearance.addAction(action)

    def _fill_train(self, menu: QMenu, do: Handlers) -> None:
        train, further = (
            self.tr("Start or stop training"),
            self.tr("Train the chosen model further"),
        )
        self._add(menu, train, do.train, "Ctrl+T", "train", "training")
        self._add(menu, further, do.train_further, need="own model")

    def _fill_play(self, menu: QMenu, do: Handlers) -> None:
        self._add(menu, self.tr("Play or stop"), do.play, "Space", "play")
        self._add(menu, self.tr("Play or stop a continuation"), do.play_continuation, "Ctrl+Space")
        back = self.tr("Back to the beginning")
        self._add(menu, back, do.back, "Ctrl+Home", "skip-back", "sound")
        menu.addSeparator()
        self.loops_end = menu.addSeparator()
        self._add(menu, self.tr("Record or stop"), do.record, "R", "record")

    def _fill_help(self, menu: QMenu, do: Handlers) -> None:
        self._add(menu, self.tr("How to play and edit"), do.show_help, "F1", "info")
        self._add(menu, self.tr("About AudioSynth"), do.show_about)

    def _add(
        self,
        menu: QMenu,
        text: str,
        slot: Callable[[], object],
        shortcut: QKeySequence.StandardKey | str | None = None,
        icon_name: str = "",
        need: Need | None = None,
    ) -> QAction:
        action = QAction(text, self)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: slot())
        if icon_name:
            self._with_icons.append((action, icon_name))
        if need is not None:
            self.need(action, need)
        menu.addAction(action)
        return action

    def _tint(self) -> None:
        for action, name in self._with_icons:
            action.setIcon(self._icons.icon(name))
