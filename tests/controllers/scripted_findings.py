"""A search that finds at once what its script says, in any recording."""

from collections.abc import Generator

from audiosynth_gui.features.beats import Beats
from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.findings import Finding
from audiosynth_gui.project.storage import ProjectFolder

BEATS = Beats((0.25, 0.75, 1.25, 1.75), Tempo(120.0, 0.25))


def scripted_stretches(
    _folder: ProjectFolder, recording: Recording
) -> Generator[float, None, tuple[Finding, ...]]:
    """A silence in the second quarter, and a repeat of the first quarter in the last."""
    quarter = recording.frames // 4
    yield 0.5
    return (
        Finding(
            kind="silence", recording_id=recording.id, start_frame=quarter, stop_frame=2 * quarter
        ),
        Finding(
            kind="repeat", recording_id=recording.id, start_frame=3 * quarter,
            stop_frame=4 * quarter, like_id=recording.id,
        ),
    )  # fmt: skip


def scripted_beats(_folder: ProjectFolder, _recording: Recording) -> Generator[float, None, Beats]:
    """A beat every half second."""
    yield 0.5
    return BEATS
