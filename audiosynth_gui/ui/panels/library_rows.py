"""The rows of the library: what each says about its item."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTreeWidgetItem

from audiosynth_gui.project.documents import Item, ModelEntry, Recording
from audiosynth_gui.project.regions import Region
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.library_delegate import DETAIL_ROLE, ID_ROLE, MISSING_ROLE
from audiosynth_gui.ui.region_looks import kind_word, region_facts, region_icon
from audiosynth_gui.ui.time_format import short_clock

ITEM_ROLE = Qt.ItemDataRole.UserRole + 2


class LibraryRows:
    """Rows by the ids of their items. Only what has become another is touched. GUI thread.

    A project may have thousands of regions, and each edit of one comes here.

    Attributes:
        by_id: all rows, those of regions too.
    """

    def __init__(self, icons: Icons) -> None:
        """Begin without rows."""
        self.by_id: dict[str, QTreeWidgetItem] = {}
        self._icons = icons
        self._missing: frozenset[str] = frozenset()

    def show(self, parent: QTreeWidgetItem, items: Sequence[Item], sample_rate: int = 1) -> None:
        """Have a row for each of `items` below `parent`, in their order, and no others.

        Args:
            parent: a heading, or a recording.
            items: what is listed.
            sample_rate: of the recording whose regions they are, in hertz.
        """
        ids = [item.id for item in items]
        before = [row.data(0, ID_ROLE) for row in _children(parent)]
        if before != ids:
            self._put_in_order(parent, before, ids)
        for row, item in zip(_children(parent), items, strict=True):
            if item_of(row) != item:
                self._fill(row, item, sample_rate)

    def show_missing(self, item_ids: frozenset[str]) -> None:
        """Mark those whose file is gone, with a sign and a word, and no others."""
        changed, self._missing = self._missing ^ item_ids, item_ids
        for item_id in changed & self.by_id.keys():
            self._mark(self.by_id[item_id])

    def show_names(self) -> None:
        """Show the names that hold, where others were typed and refused."""
        for row in self.by_id.values():
            item = item_of(row)
            if item is not None and row.text(0) != item.name:
                row.setText(0, item.name)

    def tint(self) -> None:
        """Take the icons anew: the colours are others."""
        for row in self.by_id.values():
            self._mark(row)

    def _put_in_order(self, parent: QTreeWidgetItem, before: list[str], ids: list[str]) -> None:
        """Take out and put in rows between those that stay in their place at either end."""
        head = _shared(before, ids)
        tail = _shared(before[head:][::-1], ids[head:][::-1])
        stop = len(before) - tail
        loose: dict[str, QTreeWidgetItem] = {}
        open_ids = set()
        for row in _children(parent)[head:stop]:
            item_id = row.data(0, ID_ROLE)
            open_ids |= {item_id} if row.isExpanded() else set()
            loose[item_id] = row
            parent.removeChild(row)
        wanted = ids[head : len(ids) - tail]
        rows = [
            loose.pop(item_id) if item_id in loose else self._make(item_id) for item_id in wanted
        ]
        parent.insertChildren(head, rows)
        for row in rows:
            row.setExpanded(row.data(0, ID_ROLE) in open_ids)
        for row in loose.values():
            for gone in (row, *rows_below(row)):
                self.by_id.pop(gone.data(0, ID_ROLE), None)

    def _make(self, item_id: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem()
        row.setData(0, ID_ROLE, item_id)
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
        self.by_id[item_id] = row
        return row

    def _fill(self, row: QTreeWidgetItem, item: Item, sample_rate: int) -> None:
        row.setText(0, item.name)
        row.setData(0, ITEM_ROLE, item)
        row.setData(0, DETAIL_ROLE, detail_of(item, sample_rate))
        row.setToolTip(0, tool_tip_of(item, sample_rate))
        if not isinstance(item, Recording | Region):
            row.setFlags(row.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
        self._mark(row)

    def _mark(self, row: QTreeWidgetItem) -> None:
        """Give a row the icon of its item; with a sign and a word where its file is gone."""
        item = item_of(row)
        if item is None:
            return
        is_missing = item.id in self._missing
        word = QCoreApplication.translate("LibraryPanel", "missing")
        row.setIcon(0, self._icons.icon("warning") if is_missing else icon_of(self._icons, item))
        row.setData(0, MISSING_ROLE, word if is_missing else None)
        # screen readers hear what the icon says
        spoken = [row.text(0)]
        if isinstance(item, Region) and not item.name.startswith(kind_word(item.kind)):
            spoken.append(kind_word(item.kind))
        if is_missing:
            spoken.append(word)
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(spoken))


def item_of(row: QTreeWidgetItem | None) -> Item | None:
    """Give the item of a row; None where it is a heading or nothing."""
    found: Item | None = None if row is None else row.data(0, ITEM_ROLE)
    return found


def rows_below(row: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Give all rows below this one, those below them included."""
    rows: list[QTreeWidgetItem] = []
    for child in _children(row):
        rows += [child, *rows_below(child)]
    return rows


def icon_of(icons: Icons, item: Item) -> QIcon:
    """Give the icon of an item: of its kind, for regions in their colour."""
    if isinstance(item, Region):
        return region_icon(icons, item)
    if isinstance(item, Recording):
        return icons.icon("recording")
    return icons.icon("model" if isinstance(item, ModelEntry) else "take")


def detail_of(item: Item, sample_rate: int) -> str:
    """Give what stands faintly behind a name: a length, and a gain; nothing for models.

    `sample_rate` is that of a region's recording, in hertz.
    """
    if isinstance(item, ModelEntry):
        return ""
    if isinstance(item, Region):
        seconds = (item.stop_frame - item.start_frame) / sample_rate
        return short_clock(seconds) if seconds >= 1 else f"{seconds:.2f} s"
    length = short_clock(item.frames / item.sample_rate)
    if isinstance(item, Recording) and item.gain_db:
        return f"{item.gain_db:+.3g} dB · {length}"
    return length


def tool_tip_of(item: Item, sample_rate: int) -> str:
    """Give the facts about an item, a line each; `sample_rate` is that of a region's recording."""
    if isinstance(item, ModelEntry):
        return f"{item.name}\n{item.preset}\n{item.created_at.astimezone():%d.%m.%Y %H:%M}"
    if isinstance(item, Region):
        return region_facts(item, sample_rate)
    form = QCoreApplication.translate("LibraryPanel", "{0} Hz · {1} ch")
    facts = f"{item.name}\n{form.format(item.sample_rate, item.channels)}"
    if isinstance(item, Recording):
        gain = QCoreApplication.translate("LibraryPanel", "Gain {0} dB")
        louder = f"\n{gain.format(f'{item.gain_db:+g}')}" if item.gain_db else ""
        return f"{facts}\n{item.source_name}{louder}"
    recipe = item.recipe
    words = QCoreApplication.translate("LibraryPanel", "Seed {0} · temperature {1} · top-p {2}")
    made = words.format(recipe.seed, f"{recipe.temperature:g}", f"{recipe.top_p:g}")
    return f"{facts}\n{made}"


def _children(row: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (row.child(place) for place in range(row.childCount()))
    return [child for child in found if child is not None]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Give how many ids both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((count for count, (a, b) in pairs if a != b), min(len(one), len(other)))
