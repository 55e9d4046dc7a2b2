"""Regions: marked stretches of recordings, and what is learnt with them."""

from collections.abc import Iterable
from typing import Literal, Self, get_args

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from audiosynth_gui.project.document_part import DocumentPart, FrameCount, Id, Name

RegionKind = Literal["train", "leave-out", "prompt"]
"""Learn this and nothing else of the recording; never learn it; go on from its end."""

RegionColour = Literal["green", "red", "blue", "amber", "violet", "teal", "grey"]
"""Names in a palette; how each looks is for whoever draws."""

REGION_KINDS: tuple[RegionKind, ...] = get_args(RegionKind)
REGION_COLOURS: tuple[RegionColour, ...] = get_args(RegionColour)
USUAL_COLOURS: dict[RegionKind, RegionColour] = {
    "train": "green",
    "leave-out": "red",
    "prompt": "amber",
}

Span = tuple[int, int]
"""First frame, and the frame after the last."""


class Region(DocumentPart):
    """A stretch of a recording that the musician marked.

    Attributes:
        recording_id: of the recording it lies in.
        kind: what it is marked for.
        start_frame: its first frame, in frames of the recording.
        stop_frame: the frame after its last; no further than the recording goes.
        colour: a name in the palette.
    """

    id: Id
    recording_id: Id
    name: Name
    kind: RegionKind
    start_frame: FrameCount
    stop_frame: FrameCount
    colour: RegionColour

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.start_frame >= self.stop_frame:
            raise PydanticCustomError("empty_region", "a region ends where it begins, or before")
        return self


def learnt_spans(regions: Iterable[Region], frames: int) -> tuple[Span, ...]:
    """Give what is learnt of a recording: its "train" regions, without what is left out.

    Args:
        regions: of this recording; they may overlap.
        frames: its length. Without "train" regions all of it is learnt.

    Returns:
        Spans in frames of the recording, in order, apart from each other; none where nothing is
        left.
    """
    marked = list(regions)
    kept = _joined(_spans(marked, "train")) or (((0, frames),) if frames else ())
    for start, stop in _joined(_spans(marked, "leave-out")):
        before = [(first, min(last, start)) for first, last in kept]
        behind = [(max(first, stop), last) for first, last in kept]
        kept = tuple(sorted(span for span in {*before, *behind} if span[0] < span[1]))
    return kept


def _spans(regions: Iterable[Region], kind: RegionKind) -> list[Span]:
    return sorted((part.start_frame, part.stop_frame) for part in regions if part.kind == kind)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch made one."""
    joined: list[Span] = []
    for start, stop in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return tuple(joined)
