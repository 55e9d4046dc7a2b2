"""Hypothesis strategies for documents."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from audiosynth_gui.project.documents import (
    KnobMove,
    ModelEntry,
    ProjectDocument,
    Recording,
    Take,
    TakeRecipe,
)
from audiosynth_gui.project.regions import REGION_COLOURS, REGION_KINDS, Region

ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,20}", fullmatch=True).filter(
    lambda text: text not in ("con", "prn", "aux", "nul") and text[:3] not in ("com", "lpt")
)
names = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
sha256s = st.text("0123456789abcdef", min_size=64, max_size=64)
rates = st.integers(1_000, 384_000)
channel_counts = st.integers(1, 8)
frame_counts = st.integers(0, 2**53)
seconds = st.floats(0.0, 1e9)
times = st.datetimes(
    datetime(1970, 1, 2),
    datetime(2999, 1, 1),
    timezones=st.sampled_from((UTC, timezone(timedelta(hours=5, minutes=45)))),
)

temperatures = st.floats(0.0, 10.0)
top_ps = st.floats(0.0, 1.0, exclude_min=True)
freedoms = st.floats(0.0, 1.0)
moves = st.builds(
    KnobMove, frame=frame_counts, temperature=temperatures, top_p=top_ps, freedom=freedoms
)
recipes = st.builds(
    TakeRecipe,
    model_id=ids,
    model_sha256=sha256s,
    recording_id=st.none() | ids,
    at_seconds=seconds,
    prompt_seconds=seconds,
    seconds=st.none() | seconds,
    temperature=temperatures,
    top_p=top_ps,
    freedom=freedoms,
    seed=st.integers(0, 2**64 - 1),
    moves=st.lists(moves, max_size=2).map(tuple),
)
recordings = st.builds(
    Recording,
    id=ids,
    name=names,
    file=ids.map("recordings/{}.wav".format),
    sha256=sha256s,
    sample_rate=rates,
    channels=channel_counts,
    frames=frame_counts,
    source_name=names,
    added_at=times,
    gain_db=st.floats(-60.0, 24.0),
    replaced_samples=st.integers(0, 2**40),
    source_truncated=st.booleans(),
)
models = st.builds(ModelEntry, id=ids, name=names, preset=names, created_at=times)
takes = st.builds(
    Take,
    id=ids,
    name=names,
    file=ids.map("takes/{}.wav".format),
    created_at=times,
    sample_rate=rates,
    channels=channel_counts,
    frames=frame_counts,
    recipe=recipes,
)


@st.composite
def regions_of(draw: st.DrawFn, recording: Recording) -> Region:
    """A region inside `recording`, which has to have a frame."""
    start = draw(st.integers(0, recording.frames - 1))
    return Region(
        id=draw(ids), recording_id=recording.id, name=draw(names),
        kind=draw(st.sampled_from(REGION_KINDS)), start_frame=start,
        stop_frame=draw(st.integers(start + 1, recording.frames)),
        colour=draw(st.sampled_from(REGION_COLOURS)),
    )  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> ProjectDocument:
    """Documents with up to three of everything, ids all different."""
    parts: dict[str, Any] = {
        "recordings": draw(st.lists(recordings, max_size=3)),
        "models": draw(st.lists(models, max_size=3)),
        "takes": draw(st.lists(takes, max_size=3)),
    }
    seen: set[str] = set()
    for key, items in parts.items():
        fresh = []
        for item in items:
            if item.id not in seen:
                seen.add(item.id)
                fresh.append(item)
        parts[key] = tuple(fresh)
    marked = [recording for recording in parts["recordings"] if recording.frames]
    regions = [draw(regions_of(part)) for part in marked if draw(st.booleans())]
    parts["regions"] = tuple(
        part
        for index, part in enumerate(regions)
        if part.id not in {*seen, *(other.id for other in regions[:index])}
    )
    return ProjectDocument(
        schema_version=1,
        id=draw(ids),
        name=draw(names),
        sample_rate=draw(rates),
        channels=draw(st.integers(1, 2)),
        **parts,
    )


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["../x", "/etc/passwd", "recordings/../../x", "C:\\x", "\x00"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
"""Anything JSON can say, and a little more (NaN)."""
