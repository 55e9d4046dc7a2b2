"""Lists the older generations of the project, to go back to one of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.generations import (
    Generation,
    describe_contents,
    describe_difference,
)
from audiosynth_gui.ui.dialogs.form import put_over_close

SIZE = (620, 400)


class GoBackDialog(QDialog):
    """When each backup was made, and what it holds; not modal, and stays after going back.

    Attributes:
        list_: a row for each generation, the newest first.

    Signals:
        go_back_asked(Generation): it is to be in the place of the present state.
    """

    go_back_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty. GUI thread."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Go back to a backup"))
        self.resize(*SIZE)
        self._generations: tuple[Generation, ...] = ()
        words = QLabel(self.tr("What is there now becomes a backup, too, and Undo takes it back."))
        words.setObjectName("faint")
        words.setWordWrap(True)
        self.list_ = QListWidget()
        self.list_.setAccessibleName(self.tr("Backups of the project, the newest first"))
        self.go_back_button = QPushButton(self.tr("Go back"))
        self.go_back_button.clicked.connect(self._ask)
        self.list_.itemDoubleClicked.connect(self._ask)  # Enter presses the button
        self.list_.currentRowChanged.connect(self._show_choice)
        put_over_close((words, self.list_), self, self.go_back_button)
        self._show_choice(-1)

    def show_generations(
        self, generations: tuple[Generation, ...], present: ProjectDocument
    ) -> None:
        """List what there is, each with how it differs from `present`."""
        self._generations = generations
        self.list_.clear()
        for generation in generations:
            contents = describe_contents(generation.document)
            difference = describe_difference(present, generation.document)
            time = f"{generation.saved_at:%Y-%m-%d %H:%M:%S}"
            self.list_.addItem(f"{time}   {contents}; {difference}")
        if not generations:
            row = QListWidgetItem(self.tr("There is no backup yet; the next edit makes one."))
            row.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list_.addItem(row)

    def _show_choice(self, row: int) -> None:
        self.go_back_button.setEnabled(0 <= row < len(self._generations))

    def _ask(self) -> None:
        row = self.list_.currentRow()
        if 0 <= row < len(self._generations):
            self.go_back_asked.emit(self._generations[row])
