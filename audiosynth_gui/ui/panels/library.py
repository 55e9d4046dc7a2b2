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
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
)

from audiosynth_gui.project.documents import Item, ModelEntry, ProjectDocument, Recording, Take
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.library_delegate import (
    DETAIL_ROLE,
    ID_ROLE,
    MISSING_ROLE,
    LibraryDelegate,
)
from audiosynth_gui.ui.panels.panel import Panel
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_format import short_clock

LEAST_WIDTH = 190
GROUPS = ("recordings", "models", "takes")
ICON_NAMES = {"recordings": "recording", "models": "model", "takes": "take"}


class LibraryPanel(Panel):
    """Lists what the project holds; says what is chosen and what is to be done with it.

    Signals:
        item_chosen(str): id of what was clicked or reached by the arrow keys.
        item_activated(str): id of what was double-clicked or entered.
        rename_asked(str, str): id, and the name that was typed.
        remove_asked(str), export_asked(str), reveal_asked(str): id.
        add_clicked(): choose sound files.
    """

    item_chosen = Signal(str)
    item_activated = Signal(str)
    rename_asked = Signal(str, str)
    remove_asked = Signal(str)
    export_asked = Signal(str)
    reveal_asked = Signal(str)
    add_clicked = Signal()

    def __init__(self, icons: Icons, theme: Theme) -> None:
        """Show an empty library. GUI thread."""
        super().__init__(self.tr("Library"))
        self._icons = icons
        self._theme = theme
        self._missing: frozenset[str] = frozenset()
        self.setMinimumWidth(LEAST_WIDTH)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setIconSize(QSize(16, 16))
        self.tree.setItemDelegate(LibraryDelegate(theme))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName(self.tr("Recordings, models and takes"))
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
        self.tree.itemActivated.connect(self._activate)
        self.tree.itemChanged.connect(self._take_name)
        self.tree.customContextMenuRequested.connect(self._open_menu)
        icons.changed.connect(self._tint)

    def show_document(self, document: ProjectDocument | None, what: frozenset[str]) -> None:
        """Show the lists named in `what` anew; what was chosen stays chosen."""
        chosen = self.current_id()
        with QSignalBlocker(self.tree):
            for name, group in self._groups.items():
                if name in what:
                    items: tuple[Item, ...] = getattr(document, name) if document else ()
                    group.takeChildren()
                    for item in items:
                        group.addChild(self._row(name, item))
                    group.setExpanded(True)
        self.mark(chosen)

    def show_missing(self, item_ids: frozenset[str]) -> None:
        """Mark those whose file is gone, with a sign and a word, and no others."""
        self._missing = item_ids
        with QSignalBlocker(self.tree):
            for name, group in self._groups.items():
                for row in _children(group):
                    self._mark_missing(row, name)

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

    def _row(self, group: str, item: Item) -> QTreeWidgetItem:
        row = QTreeWidgetItem([item.name])
        row.setData(0, ID_ROLE, item.id)
        row.setData(0, DETAIL_ROLE, detail_of(item))
        row.setToolTip(0, tool_tip_of(item))
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
        self._mark_missing(row, group)
        return row

    def _mark_missing(self, row: QTreeWidgetItem, group: str) -> None:
        is_missing = self._id_of(row) in self._missing
        row.setIcon(0, self._icons.icon("warning" if is_missing else ICON_NAMES[group]))
        row.setData(0, MISSING_ROLE, self.tr("missing") if is_missing else None)
        spoken = f"{row.text(0)}, {self.tr('missing')}" if is_missing else None
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)

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

    def _open_menu(self, at: QPoint) -> None:
        row = self.tree.itemAt(at)
        if row is None or self._id_of(row) is None:
            return
        menu = QMenu(self)
        menu.addAction(self._rename)
        if row.parent() is self._groups["takes"]:
            menu.addAction(self._export)
        menu.addAction(self._reveal)
        menu.addSeparator()
        menu.addAction(self._remove)
        menu.exec(self.tree.viewport().mapToGlobal(at))

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
        for group in self._groups.values():
            for row in _children(group):
                if item_id is not None and row.data(0, ID_ROLE) == item_id:
                    return row
        return None

    def _id_of(self, row: QTreeWidgetItem | None) -> str | None:
        value = None if row is None else row.data(0, ID_ROLE)
        return value if isinstance(value, str) else None

    def _tint(self) -> None:
        with QSignalBlocker(self.tree):
            for name, group in self._groups.items():
                group.setForeground(0, QColor(self._theme.colours.faint_text))
                for row in _children(group):
                    self._mark_missing(row, name)


def _children(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    rows = [group.child(index) for index in range(group.childCount())]
    return [row for row in rows if row is not None]


def detail_of(item: Item) -> str:
    """Give what stands faintly behind a name: a length; nothing for models, whose names say it."""
    if isinstance(item, ModelEntry):
        return ""
    return short_clock(item.frames / item.sample_rate)


def tool_tip_of(item: Recording | ModelEntry | Take) -> str:
    """Give the facts about an item, a line each."""
    if isinstance(item, ModelEntry):
        return f"{item.name}\n{item.preset}\n{item.created_at.astimezone():%d.%m.%Y %H:%M}"
    facts = f"{item.name}\n{item.sample_rate} Hz · {item.channels} ch"
    if isinstance(item, Recording):
        return f"{facts}\n{item.source_name}"
    recipe = item.recipe
    return f"{facts}\nseed {recipe.seed} · temperature {recipe.temperature:g} · {recipe.top_p:g}"
