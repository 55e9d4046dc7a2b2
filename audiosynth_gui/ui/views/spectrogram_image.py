"""The picture of a spectrogram in colours."""

from typing import Protocol

import numpy as np
from PySide6.QtGui import QImage

from audiosynth_gui.audio.spectrogram_kinds import SpectrogramKind, level_range_db
from audiosynth_gui.controllers.spectrogram_tiles import SpectrogramPicture
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views.colour_map import colour_table
from audiosynth_gui.ui.views.indexed_image import indexed_image
from audiosynth_gui.ui.views.picture_style import PictureChoice

CHROMA_PIXELS = 16
"""Rows of chroma are drawn as bars with edges: there is nothing between two notes."""


class PictureSource(Protocol):
    """Sound that has its spectrogram at hand, like a take that is being made."""

    def show_kind(self, kind: SpectrogramKind) -> None:
        """Have pictures of this kind from now on. GUI thread."""

    def picture(self, span: TimeSpan) -> SpectrogramPicture | None:
        """Give what there is of `span`. GUI thread, so quick."""


def picture_image(picture: SpectrogramPicture, choice: PictureChoice, is_dark: bool) -> QImage:
    """Colour a picture, the highest row on top; levels are not computed anew. Any thread.

    Chroma, which has no level of its own, is coloured over its whole range.

    Args:
        picture: what to colour; at least one column.
        choice: colours, and the range of levels.
        is_dark: on a dark ground.
    """
    highest_on_top = np.flipud(picture.pixels)
    values = (0.0, 255.0)
    if picture.settings.kind == "chroma":
        highest_on_top = np.repeat(highest_on_top, CHROMA_PIXELS, axis=0)
    else:
        low_db, high_db = level_range_db(picture.settings.kind)
        per_db = 255.0 / (high_db - low_db)
        values = ((choice.floor_db - low_db) * per_db, (choice.ceiling_db - low_db) * per_db)
    return indexed_image(highest_on_top, colour_table(choice.colour_map, is_dark, *values))
