"""The rows of the library: what each says about its item."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QTreeWidgetItem

from audiosynth_gui.project.documents import Item, ModelEntry, ProjectDocument, Recording
from audiosynth_gui.project.edits import find_recording
from audiosynth_gui.project.region_edits import regions_of
from audiosynth_gui.project.regions import Region
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.library_delegate import DETAIL_ROLE, ID_ROLE, MISSING_ROLE
from audiosynth_gui.ui.region_looks import kind_word, region_facts, region_icon
from audiosynth_gui.ui.time_format import short_clock

ITEM_ROLE = Qt.ItemDataRole.UserRole + 2


def make_row(document: ProjectDocument, item: Item) -> QTreeWidgetItem:
    """Make the row of an item, and below a recording those of its regions. GUI thread."""
    row = QTreeWidgetItem([item.name])
    row.setData(0, ID_ROLE, item.id)
    row.setData(0, ITEM_ROLE, item)
    row.setData(0, DETAIL_ROLE, detail_of(item, document))
    row.setToolTip(0, tool_tip_of(item, document))
    row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
    if not isinstance(item, Recording | Region):
        row.setFlags(row.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
    if isinstance(item, Recording):
        for region in regions_of(document, item.id):
            row.addChild(make_row(document, region))
    return row


def mark_row(icons: Icons, row: QTreeWidgetItem, is_missing: bool) -> None:
    """Give a row the icon of its item; with a sign and a word where its file is gone.

    Screen readers hear what the icon says.
    """
    item = item_of(row)
    if item is None:
        return
    word = QCoreApplication.translate("LibraryPanel", "missing")
    row.setIcon(0, icons.icon("warning") if is_missing else icon_of(icons, item))
    row.setData(0, MISSING_ROLE, word if is_missing else None)
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
    for index in range(row.childCount()):
        child = row.child(index)
        if child is not None:
            rows += [child, *rows_below(child)]
    return rows


def icon_of(icons: Icons, item: Item) -> QIcon:
    """Give the icon of an item: of its kind, for regions in their colour."""
    if isinstance(item, Region):
        return region_icon(icons, item)
    if isinstance(item, Recording):
        return icons.icon("recording")
    return icons.icon("model" if isinstance(item, ModelEntry) else "take")


def detail_of(item: Item, document: ProjectDocument) -> str:
    """Give what stands faintly behind a name: a length, and a gain; nothing for models."""
    if isinstance(item, ModelEntry):
        return ""
    if isinstance(item, Region):
        rate = find_recording(document, item.recording_id).sample_rate
        seconds = (item.stop_frame - item.start_frame) / rate
        return short_clock(seconds) if seconds >= 1 else f"{seconds:.2f} s"
    length = short_clock(item.frames / item.sample_rate)
    if isinstance(item, Recording) and item.gain_db:
        return f"{item.gain_db:+.3g} dB · {length}"
    return length


def tool_tip_of(item: Item, document: ProjectDocument) -> str:
    """Give the facts about an item, a line each."""
    if isinstance(item, ModelEntry):
        return f"{item.name}\n{item.preset}\n{item.created_at.astimezone():%d.%m.%Y %H:%M}"
    if isinstance(item, Region):
        return region_facts(item, find_recording(document, item.recording_id).sample_rate)
    facts = f"{item.name}\n{item.sample_rate} Hz · {item.channels} ch"
    if isinstance(item, Recording):
        gain = QCoreApplication.translate("LibraryPanel", "Gain {0} dB")
        louder = f"\n{gain.format(f'{item.gain_db:+g}')}" if item.gain_db else ""
        return f"{facts}\n{item.source_name}{louder}"
    recipe = item.recipe
    return f"{facts}\nseed {recipe.seed} · temperature {recipe.temperature:g} · {recipe.top_p:g}"
