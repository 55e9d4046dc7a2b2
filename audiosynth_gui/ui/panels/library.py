"""The library: recordings, models and takes of the project."""

from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QPushButton, QTreeWidgetItem

from audiosynth_gui.project.documents import Item, ProjectDocument, Recording, Take
from audiosynth_gui.project.regions import Region
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.library_delegate import ID_ROLE, LibraryDelegate
from audiosynth_gui.ui.panels.library_menu import GainField, add_colours, add_kinds
from audiosynth_gui.ui.panels.library_rows import LibraryRows, item_of
from audiosynth_gui.ui.panels.library_tree import LibraryTree
from audiosynth_gui.ui.panels.panel import Panel
from audiosynth_gui.ui.theme import Theme

LEAST_WIDTH = 190
GROUPS = ("recordings", "models", "takes")
SHOWN_IN = {"recordings": {"recordings", "regions"}, "models": {"models"}, "takes": {"takes"}}
"""The lists of the project that each group shows; regions stand below their recordings."""


class LibraryPanel(Panel):
    """Lists what the project holds; says what is chosen and what is to be done with it.

    Signals:
        item_chosen(str): id of what was clicked or reached by the arrow keys.
        item_activated(str): id of what was double-clicked or entered.
        rename_asked(str, str): id, and the name that was typed.
        remove_asked(str), export_asked(str), reveal_asked(str): id.
        move_asked(str, int): id, and the place that it is to have in its list.
        kind_asked(str, str), colour_asked(str, str): id of a region, and what it is to have.
        gain_asked(str, float): id of a recording, and its gain in decibels.
        add_clicked(): choose sound files.
    """

    item_chosen = Signal(str)
    item_activated = Signal(str)
    rename_asked = Signal(str, str)
    remove_asked = Signal(str)
    export_asked = Signal(str)
    reveal_asked = Signal(str)
    move_asked = Signal(str, int)
    kind_asked = Signal(str, str)
    colour_asked = Signal(str, str)
    gain_asked = Signal(str, float)
    add_clicked = Signal()

    def __init__(self, icons: Icons, theme: Theme) -> None:
        """Show an empty library. GUI thread."""
        super().__init__(self.tr("Library"))
        self._icons = icons
        self._theme = theme
        self._rows = LibraryRows(icons)
        self.setMinimumWidth(LEAST_WIDTH)
        self.tree = LibraryTree()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setIconSize(QSize(16, 16))
        self.tree.setItemDelegate(LibraryDelegate(theme))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName(self.tr("Recordings with their regions, models and takes"))
        titles = (self.tr("Recordings"), self.tr("Models"), self.tr("Takes"))
        self._groups = {
            name: self._add_group(title) for name, title in zip(GROUPS, titles, strict=True)
        }
        self.add_button = QPushButton(self.tr("Add recordings…"))
        self.add_button.setToolTip(self.tr("Add sound files to the project (Ctrl+I)."))
        self.add_button.clicked.connect(self.add_clicked)
        self.body.setContentsMargins(6, 10, 6, 10)
        self.heading.setContentsMargins(6, 0, 6, 0)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self.add_button)
        self._actions()
        self.tree.currentItemChanged.connect(self._choose)
        self.tree.itemClicked.connect(self._choose)  # also what is marked already
        self.tree.itemActivated.connect(self._activate)
        self.tree.itemChanged.connect(self._take_name)
        self.tree.customContextMenuRequested.connect(self._open_menu)
        self.tree.move_asked.connect(self.move_asked)
        icons.changed.connect(self._tint)

    def show_document(self, document: ProjectDocument | None, what: frozenset[str]) -> None:
        """Show the lists named in `what` anew; what was chosen stays chosen."""
        chosen = self.current_id()
        with QSignalBlocker(self.tree):
            for name, group in self._groups.items():
                if SHOWN_IN[name] & what:
                    items: tuple[Item, ...] = getattr(document, name) if document else ()
                    was_empty = group.childCount() == 0
                    self._rows.show(group, items)
                    if was_empty:
                        group.setExpanded(True)
            if document is not None and SHOWN_IN["recordings"] & what:
                self._show_regions(document)
        self.mark(chosen)

    def show_missing(self, item_ids: frozenset[str]) -> None:
        """Mark those whose file is gone, with a sign and a word, and no others."""
        with QSignalBlocker(self.tree):
            self._rows.show_missing(item_ids)

    def show_names(self) -> None:
        """Show the names that hold, where others were typed and refused."""
        with QSignalBlocker(self.tree):
            self._rows.show_names()

    def mark(self, item_id: str | None) -> None:
        """Show an item as the chosen one, without saying so to anyone."""
        row = self._find(item_id)
        with QSignalBlocker(self.tree):
            if row is None:
                self.tree.setCurrentIndex(QModelIndex())
            else:
                self.tree.setCurrentItem(row)

    def current_id(self) -> str | None:
        """Give the id of the chosen row; None where that is a heading or nothing."""
        return self._id_of(self.tree.currentItem())

    def edit_name(self) -> None:
        """Let the name of the chosen row be typed."""
        row = self._find(self.current_id())
        if row is not None:
            self.tree.editItem(row)

    def _add_group(self, title: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem([title])
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = group.font(0)
        font.setWeight(font.Weight.DemiBold)
        group.setFont(0, font)
        group.setForeground(0, QColor(self._theme.colours.faint_text))
        self.tree.addTopLevelItem(group)
        group.setExpanded(True)
        return group

    def _show_regions(self, document: ProjectDocument) -> None:
        """List regions below their recordings; the first one opens its recording."""
        below: dict[str, list[Region]] = {recording.id: [] for recording in document.recordings}
        for region in document.regions:
            below[region.recording_id].append(region)
        for recording in document.recordings:
            row = self._rows.by_id[recording.id]
            had_none = row.childCount() == 0
            self._rows.show(row, below[recording.id], recording.sample_rate)
            if had_none:
                row.setExpanded(True)

    def _actions(self) -> None:
        shortcut = Qt.ShortcutContext.WidgetShortcut
        self._rename = QAction(self.tr("Rename"), self, shortcut=QKeySequence("F2"))
        self._remove = QAction(self.tr("Remove from project"), self)
        self._remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self._export = QAction(self.tr("Export…"), self)
        self._reveal = QAction(self.tr("Show in file manager"), self)
        self._rename.triggered.connect(self.edit_name)
        for action, signal in (
            (self._remove, self.remove_asked),
            (self._export, self.export_asked),
            (self._reveal, self.reveal_asked),
        ):
            action.triggered.connect(lambda _checked=False, s=signal: self._ask(s))
        for action in (self._rename, self._remove):
            action.setShortcutContext(shortcut)
            self.tree.addAction(action)

    def _ask(self, signal: SignalInstance) -> None:
        item_id = self.current_id()
        if item_id is not None:
            signal.emit(item_id)

    def open_menu(self, item_id: str, at: QPoint) -> None:
        """Mark an item and open its menu at a place on the screen."""
        item = item_of(self._find(item_id))
        if item is not None:
            self.mark(item_id)
            menu = self._menu(item)
            menu.exec(at)
            menu.deleteLater()

    def _open_menu(self, at: QPoint) -> None:
        item_id = self._id_of(self.tree.itemAt(at))
        if item_id is not None:
            self.open_menu(item_id, self.tree.viewport().mapToGlobal(at))

    def _menu(self, item: Item) -> QMenu:
        """Make the context menu of an item."""
        menu = QMenu(self)
        menu.addAction(self._rename)
        if isinstance(item, Region):
            menu.addSeparator()
            add_kinds(menu, self._icons, item, lambda kind: self.kind_asked.emit(item.id, kind))
            add_colours(menu, item, lambda colour: self.colour_asked.emit(item.id, colour))
        else:
            if isinstance(item, Recording):
                choose = self.gain_asked
                menu.addAction(GainField(menu, item, lambda gain: choose.emit(item.id, gain)))
            if isinstance(item, Take):
                menu.addAction(self._export)
            menu.addAction(self._reveal)
        menu.addSeparator()
        menu.addAction(self._remove)
        return menu

    def _choose(self, row: QTreeWidgetItem | None) -> None:
        item_id = self._id_of(row)
        if item_id is not None:
            self.item_chosen.emit(item_id)

    def _activate(self, row: QTreeWidgetItem) -> None:
        item_id = self._id_of(row)
        if item_id is not None:
            self.item_activated.emit(item_id)

    def _take_name(self, row: QTreeWidgetItem) -> None:
        item_id = self._id_of(row)
        if item_id is not None:
            self.rename_asked.emit(item_id, row.text(0))

    def _find(self, item_id: str | None) -> QTreeWidgetItem | None:
        return None if item_id is None else self._rows.by_id.get(item_id)

    def _id_of(self, row: QTreeWidgetItem | None) -> str | None:
        value = None if row is None else row.data(0, ID_ROLE)
        return value if isinstance(value, str) else None

    def _tint(self) -> None:
        with QSignalBlocker(self.tree):
            for group in self._groups.values():
                group.setForeground(0, QColor(self._theme.colours.faint_text))
            self._rows.tint()
