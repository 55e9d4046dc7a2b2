"""How the height of a waveform is shared between its channels."""

import bisect
import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF

LEAST_LANE_PIXELS = 16.0
GRIP_PIXELS = 3.0
"""How near to a border between lanes the pointer has to be to move it."""
MARGIN_PIXELS = 24.0
"""How far from the left edge it may be."""


class Lanes:
    """Heights of lanes, equal at first. GUI thread."""

    def __init__(self) -> None:
        """Begin with one lane."""
        self._shares: tuple[float, ...] = (1.0,)

    def set_count(self, count: int) -> None:
        """Have so many lanes; they are equal again where that is another number."""
        if count != len(self._shares):
            self._shares = (1.0 / count,) * count

    def edges(self, height: float) -> list[float]:
        """Give where lanes begin and end in a view of this height, from 0 to `height`."""
        edges = [0.0]
        for share in self._shares[:-1]:
            edges.append(edges[-1] + share * height)
        return [*edges, height]

    def lane_at(self, y: float, height: float) -> int:
        """Give the lane at a height, counted from 0; the nearest one outside of the view."""
        edges = self.edges(height)[1:-1]
        return bisect.bisect_right(edges, y)

    def border_at(self, place: QPointF, height: float) -> int | None:
        """Give which border can be moved from a place, counted from 0; None where none can.

        It is held at its left end: the middle of a stereo waveform is where selections begin.
        """
        if place.x() > MARGIN_PIXELS:
            return None
        for border, edge in enumerate(self.edges(height)[1:-1]):
            if abs(place.y() - edge) <= GRIP_PIXELS:
                return border
        return None

    def move_border(self, border: int, y: float, height: float) -> None:
        """Put a border elsewhere; the lanes beside it keep some height, the others theirs."""
        edges = self.edges(height)
        low, high = edges[border] + LEAST_LANE_PIXELS, edges[border + 2] - LEAST_LANE_PIXELS
        if low <= high:
            edges[border + 1] = min(max(y, low), high)
            self._shares = _shares_of(edges)

    def reset(self) -> None:
        """Make all lanes equal."""
        self._shares = (1.0 / len(self._shares),) * len(self._shares)


def _shares_of(edges: Sequence[float]) -> tuple[float, ...]:
    return tuple((stop - start) / edges[-1] for start, stop in itertools.pairwise(edges))
