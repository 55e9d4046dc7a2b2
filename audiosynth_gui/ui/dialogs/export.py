"""Asks how and where to write a take."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from audiosynth_gui.audio.files import SampleFormat
from audiosynth_gui.controllers.export_controller import ExportRequest
from audiosynth_gui.project.containment import safe_file_stem
from audiosynth_gui.project.documents import Take
from audiosynth_gui.ui.dialogs.form import add_row, dialog_form, put_over_buttons
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.fields import Dropdown

RATES = (44_100, 48_000, 88_200, 96_000)
FIELD_WIDTH = 380


class ExportDialog(QDialog):
    """Format, rate, channels and file for one take; not modal, so that music can be stopped.

    Signals:
        export_asked(ExportRequest): write it.
    """

    export_asked = Signal(object)

    def __init__(
        self, take: Take, folder: Path, theme: Theme, parent: QWidget | None = None
    ) -> None:
        """Propose a file in `folder`. GUI thread."""
        super().__init__(parent)
        self._take = take
        self.setWindowTitle(self.tr("Export “{0}”").format(take.name))
        self.format_box = Dropdown(theme)
        for text, value in (
            (self.tr("WAV, 24 bit (for music programs)"), "pcm24"),
            (self.tr("WAV, 16 bit (for CD and most players)"), "pcm16"),
            (self.tr("WAV, 32 bit float (exactly what was played)"), "float32"),
        ):
            self.format_box.addItem(text, value)
        self.rate_box = Dropdown(theme)
        own_rate = self.tr("{0} Hz (as played)").format(take.sample_rate)
        self.rate_box.addItem(own_rate, None)
        for rate in RATES:
            if rate != take.sample_rate:
                self.rate_box.addItem(self.tr("{0} Hz").format(rate), rate)
        self.channels_box = Dropdown(theme)
        words = {1: self.tr("Mono"), 2: self.tr("Stereo")}
        for channels in sorted(words, key=lambda count: count != take.channels):
            is_own = channels == take.channels
            text = words[channels]
            self.channels_box.addItem(
                self.tr("{0} (as played)").format(text) if is_own else text,
                None if is_own else channels,
            )
        self.path_field = QLineEdit(str(folder / f"{safe_file_stem(take.name)}.wav"))
        self.path_field.setMinimumWidth(FIELD_WIDTH)
        self.path_field.textChanged.connect(self._show_path)
        self._browse = QPushButton(self.tr("Choose…"))
        self._browse.clicked.connect(self._choose_path)
        self._words = QLabel()
        self._words.setObjectName("faint")
        self.export_button = QPushButton(self.tr("Export"))
        self.export_button.clicked.connect(self._accept)
        self._lay_out()
        self._show_path()

    def _lay_out(self) -> None:
        form = dialog_form()
        add_row(form, self.tr("&Format"), self.format_box)
        add_row(form, self.tr("&Rate"), self.rate_box)
        add_row(form, self.tr("&Channels"), self.channels_box)
        add_row(form, self.tr("F&ile"), self.path_field, self._browse)
        form.addRow("", self._words)
        put_over_buttons(form, self, self.export_button)

    def _choose_path(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, self.windowTitle(), self.path_field.text(), self.tr("WAV files (*.wav)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if chosen:
            path = Path(chosen)
            self.path_field.setText(str(path if path.suffix else path.with_suffix(".wav")))

    def _show_path(self) -> None:
        text = self.path_field.text().strip()
        path = Path(text)
        is_named = bool(text) and path.suffix.lower() == ".wav"
        self.export_button.setEnabled(is_named and path.parent.is_dir())
        if not is_named:
            self._words.setText(self.tr("The name has to end in .wav."))
        elif not path.parent.is_dir():
            self._words.setText(self.tr("This folder is not there; choose another."))
        elif path.exists():
            self._words.setText(self.tr("This file is there already and will be replaced."))
        else:
            self._words.setText("")

    def _accept(self) -> None:
        self.export_asked.emit(
            ExportRequest(
                take=self._take,
                out=Path(self.path_field.text().strip()),
                sample_format=cast(SampleFormat, self.format_box.currentData()),
                sample_rate=self.rate_box.currentData(),
                channels=self.channels_box.currentData(),
            )
        )
        self.accept()
