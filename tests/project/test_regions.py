"""Regions as they are stored, and what is learnt of a recording with them."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from audiosynth_gui.project.parsing import (
    DamagedDocumentError,
    document_to_bytes,
    parse_document,
)
from audiosynth_gui.project.regions import REGION_KINDS, Region, RegionKind, learnt_spans
from tests.project.examples import REGION, full_document

FRAMES = 60


def region(kind: RegionKind, start: int, stop: int) -> Region:
    """A region of nothing in particular."""
    return REGION.changed(kind=kind, start_frame=start, stop_frame=stop)


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_frame": 5, "stop_frame": 5},
        {"start_frame": -1},
        {"kind": "listen"},
        {"colour": "#ff0000"},
        {"recording_id": "nowhere"},
        {"stop_frame": 1_001},
        {"id": "evening"},
        {"name": "a\nb"},
    ],
)
def test_a_wrong_region_is_refused(wrong: dict[str, Any]) -> None:
    document = full_document().changed(regions=(REGION,))
    assert document.regions == (REGION,)
    with pytest.raises(ValidationError):
        document.changed(regions=({**dict(REGION), **wrong},))


def test_a_document_without_regions_is_written_as_before() -> None:
    document = full_document()
    assert b"regions" not in document_to_bytes(document)
    marked = document.changed(regions=(REGION,))
    assert parse_document(document_to_bytes(marked)) == marked
    assert document_to_bytes(marked.changed(regions=())) == document_to_bytes(document)


def test_regions_whose_recording_an_older_program_removed_are_left_out() -> None:
    marked = full_document().changed(regions=(REGION,))
    values = json.loads(document_to_bytes(marked))
    values["recordings"] = []
    document = parse_document(json.dumps(values).encode())
    assert (document.recordings, document.regions) == ((), ())
    assert document.takes == marked.takes
    values["regions"].append("nothing")
    with pytest.raises(DamagedDocumentError, match="regions"):
        parse_document(json.dumps(values).encode())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(REGION_KINDS), st.integers(0, FRAMES - 1), st.integers(1, FRAMES)
        ),
        max_size=6,
    )
)
def test_what_is_learnt_is_what_is_marked_and_not_left_out(
    marks: list[tuple[RegionKind, int, int]],
) -> None:
    regions = [region(kind, start, min(FRAMES, start + size)) for kind, start, size in marks]
    learnt = np.zeros(FRAMES, bool)
    for part in regions:
        learnt[part.start_frame : part.stop_frame] |= part.kind == "train"
    if all(part.kind != "train" for part in regions):
        learnt[:] = True
    for part in regions:
        if part.kind == "leave-out":
            learnt[part.start_frame : part.stop_frame] = False
    spans = learnt_spans(regions, FRAMES)
    told = np.zeros(FRAMES, bool)
    for start, stop in spans:
        assert start < stop
        assert not told[max(0, start - 1) : stop].any(), "spans are apart and in order"
        told[start:stop] = True
    np.testing.assert_array_equal(told, learnt)


def test_nothing_is_learnt_of_nothing() -> None:
    assert learnt_spans((), 0) == ()
    assert learnt_spans((region("leave-out", 0, 9),), 9) == ()
