"""How sound is drawn: what a musician chooses once for all views."""

from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.audio.spectrogram_kinds import KINDS, SpectrogramKind
from audiosynth_gui.ui.views.colour_map import COLOUR_MAPS, ColourMap

LevelScale = Literal["linear", "decibels"]
LEVEL_SCALES: tuple[LevelScale, ...] = ("linear", "decibels")

LOWEST_DB, HIGHEST_DB, LEAST_RANGE_DB = -120, 0, 10


@dataclass(frozen=True)
class PictureChoice:
    """What is chosen.

    Attributes:
        kind: of the spectrogram.
        colour_map: its colours.
        floor_db: level that is drawn as silence, in whole decibels.
        ceiling_db: level that is drawn with full strength, at least LEAST_RANGE_DB higher.
        level_scale: how heights of the waveform are spread over levels.
    """

    kind: SpectrogramKind = "mel"
    colour_map: ColourMap = "house"
    floor_db: int = -100
    ceiling_db: int = 0
    level_scale: LevelScale = "linear"

    def checked(self) -> "PictureChoice":
        """Give it with everything that cannot be chosen put right: it may come from a file."""
        plain = PictureChoice()
        floor_db = min(max(self.floor_db, LOWEST_DB), HIGHEST_DB - LEAST_RANGE_DB)
        ceiling_db = min(max(self.ceiling_db, floor_db + LEAST_RANGE_DB), HIGHEST_DB)
        return PictureChoice(
            self.kind if self.kind in KINDS else plain.kind,
            self.colour_map if self.colour_map in COLOUR_MAPS else plain.colour_map,
            floor_db,
            ceiling_db,
            self.level_scale if self.level_scale in LEVEL_SCALES else plain.level_scale,
        )


class PictureStyle(QObject):
    """The present choice, shared by all views. GUI thread.

    Attributes:
        choice: what is chosen.

    Signals:
        changed(): `choice` is another; draw anew.
    """

    changed = Signal()

    def __init__(self, choice: PictureChoice | None = None, parent: QObject | None = None) -> None:
        """Begin with a choice, or the usual one."""
        super().__init__(parent)
        self.choice = (choice or PictureChoice()).checked()

    def choose(self, choice: PictureChoice) -> None:
        """Take another choice."""
        checked = choice.checked()
        if checked != self.choice:
            self.choice = checked
            self.changed.emit()

    def choose_kind(self, kind: SpectrogramKind) -> None:
        """Draw another kind of spectrogram."""
        self.choose(replace(self.choice, kind=kind))

    def choose_colour_map(self, colour_map: ColourMap) -> None:
        """Draw spectrograms in other colours."""
        self.choose(replace(self.choice, colour_map=colour_map))

    def choose_level_scale(self, level_scale: LevelScale) -> None:
        """Draw waveforms on another scale."""
        self.choose(replace(self.choice, level_scale=level_scale))

    def choose_range(self, floor_db: int, ceiling_db: int) -> None:
        """Colour other levels; the floor gives way where they come too near."""
        ceiling_db = min(max(ceiling_db, LOWEST_DB + LEAST_RANGE_DB), HIGHEST_DB)
        floor_db = min(floor_db, ceiling_db - LEAST_RANGE_DB)
        self.choose(replace(self.choice, floor_db=floor_db, ceiling_db=ceiling_db))
