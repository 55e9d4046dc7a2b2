"""How far an import is, file by file and as a whole, with ways to stop it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from audiosynth_gui.controllers.import_controller import ImportController
from audiosynth_gui.controllers.imported_file import ImportedFile
from audiosynth_gui.ui.widgets.progress_row import ProgressRow

LIST_HEIGHT = 150


class ImportBar(QFrame):
    """Shown while files are imported; with several of them, their list can be unfolded.

    Attributes:
        whole: the row of all files.
        rows: the row of each file, by its number.
        unfold_button: shows and hides the list.
    """

    def __init__(self, imports: ImportController) -> None:
        """Follow `imports`. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._imports = imports
        self.rows: dict[int, ProgressRow] = {}
        self.whole = ProgressRow(self.tr("Import progress"))
        self.cancel_button = self.whole.cancel_button
        self.whole.cancel_clicked.connect(imports.cancel)
        self.unfold_button = QPushButton(self.tr("Show files"))
        self.unfold_button.setCheckable(True)
        self.whole.add_button(self.unfold_button)
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self._list.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFixedHeight(LIST_HEIGHT)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.hide()
        self.unfold_button.toggled.connect(self._scroll.setVisible)
        self.unfold_button.toggled.connect(self._show)
        self._shown: dict[int, ImportedFile] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(self.whole)
        layout.addWidget(self._scroll)
        imports.progressed.connect(self._show)
        self._show()

    def _show(self) -> None:
        progress, files = self._imports.progress, self._imports.files
        self.setVisible(progress is not None)
        self.unfold_button.setVisible(len(files) > 1)
        for number in self.rows.keys() - {file.number for file in files}:
            row = self.rows.pop(number)
            self._shown.pop(number)
            self._list.removeWidget(row)
            row.deleteLater()
        if self.unfold_button.isChecked():  # a folder may hold thousands
            for file in files:
                if self._shown.get(file.number) is not file:
                    self._show_file(file)
        if progress is None:
            self.unfold_button.setChecked(False)
            return
        count = f" ({progress.number}/{progress.count})" if progress.count > 1 else ""
        words = self.tr("Adding “{0}”").format(progress.source_name) + count
        self.whole.show_fraction(words, progress.whole_fraction)

    def _show_file(self, file: ImportedFile) -> None:
        self._shown[file.number] = file
        row = self.rows.get(file.number)
        if row is None:
            row = ProgressRow(self.tr("Progress of “{0}”").format(file.source.name))
            # Holding the bar here would free it in the midst of its own row's deletion.
            row.cancel_clicked.connect(partial(self._imports.cancel_file, file.number))
            row.cancel_button.setAccessibleName(
                self.tr("Do not add “{0}”").format(file.source.name)
            )
            self.rows[file.number] = row
            self._list.insertWidget(self._list.count() - 1, row)
        words = {
            "waiting": self.tr("waiting"),
            "reading": self.tr("reading"),
            "added": self.tr("added"),
            "failed": self.tr("failed"),
            "cancelled": self.tr("left out"),
        }
        row.show_fraction(f"{file.source.name} · {words[file.state]}", file.fraction)
        row.cancel_button.setEnabled(file.is_open)
