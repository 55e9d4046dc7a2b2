"""What the program finds in a recording by itself: silences, repeats, beats. Kept in the cache."""

import hashlib
import io
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.features.beats import Beats, find_beats
from audiosynth_gui.features.fingerprints import (
    FINGERPRINT_RATE,
    STEP_FRAMES,
    Fingerprints,
    fingerprint_blocks,
)
from audiosynth_gui.features.near_duplicates import Heard, NearDuplicate, near_duplicates
from audiosynth_gui.features.silences import find_silences
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.recordings import open_recording
from audiosynth_gui.project.storage import ProjectFolder

_METHOD_VERSION = 2
"""Raised when the same recordings come to give other findings, so that kept ones are made anew."""

_MOST_CACHE_BYTES = 1 << 26
_SILENCES_SHARE, _COMPARISON_SHARE = 0.2, 0.2

Kept = TypeVar("Kept")


class Finding(BaseModel):
    """A stretch that a musician may want to leave out of training.

    Attributes:
        kind: nothing sounds in it, or it is nearly the same as an earlier one.
        recording_id: where it lies.
        start_frame, stop_frame: from where to where, in that recording's frames.
        like_id: the recording that holds the earlier one; empty for a silence.
        like_start_seconds: where the earlier one begins; it is as long.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)

    kind: Literal["silence", "repeat"]
    recording_id: str
    start_frame: int = Field(ge=0)
    stop_frame: int = Field(ge=1)
    like_id: str = ""
    like_start_seconds: float = Field(default=0.0, ge=0.0)


_FINDINGS: TypeAdapter[tuple[Finding, ...]] = TypeAdapter(tuple[Finding, ...])
_BEATS: TypeAdapter[Beats] = TypeAdapter(Beats)


def find_stretches(
    folder: ProjectFolder, recording: Recording
) -> Generator[float, None, tuple[Finding, ...]]:
    """Find the silences of a recording, and what it repeats of itself or of those listed before.

    Any thread but the window's; may be given up between two steps. Recordings before it that
    cannot be read are not compared with.

    Yields:
        the share that is done, 0 … 1.

    Returns:
        what was found, by its start.

    Raises:
        ProjectError: the recording is missing or was changed.
        AudioFileError: it cannot be read.
    """
    earlier = _readable_before(folder, recording)
    everything = (*earlier, recording)
    path = _cache_path(folder, "stretches", [f"{one.id} {one.sha256}" for one in everything])
    kept = _kept(path, _FINDINGS)
    if kept is not None and _fit(kept, everything):
        yield 1.0
        return kept
    with open_recording(folder, recording) as source:
        steps = find_silences(source)
        silences = yield from _scaled(steps, 0.0, _SILENCES_SHARE)
    heard, done = [], _SILENCES_SHARE
    whole_seconds = sum(one.frames / one.sample_rate for one in everything) or 1.0
    for one in everything:
        share = one.frames / one.sample_rate / whole_seconds
        share *= 1 - _SILENCES_SHARE - _COMPARISON_SHARE
        fingerprints = yield from _scaled(_fingerprints(folder, one), done, share)
        done += share
        heard.append(Heard(one.id, lambda one=one: open_recording(folder, one), fingerprints))  # type: ignore[misc]
    repeats = yield from _scaled(near_duplicates(heard), done, _COMPARISON_SHARE)
    found = [
        Finding(
            kind="silence", recording_id=recording.id,
            start_frame=silence.start_frame, stop_frame=silence.stop_frame,
        )
        for silence in silences
    ]  # fmt: skip
    found += [_repeat(recording, one) for one in repeats]
    ordered = tuple(sorted(found, key=lambda one: (one.start_frame, one.stop_frame)))
    _keep(folder, path, _FINDINGS.dump_json(ordered))
    return ordered


def find_recording_beats(
    folder: ProjectFolder, recording: Recording
) -> Generator[float, None, Beats]:
    """Find the beats of a recording; as `find_stretches`."""
    path = _cache_path(folder, "beats", [recording.sha256])
    kept = _kept(path, _BEATS)
    duration_seconds = recording.frames / recording.sample_rate
    if kept is not None and _rise(kept.seconds, duration_seconds):
        yield 1.0
        return kept
    with open_recording(folder, recording) as source:
        beats = yield from find_beats(source)
    _keep(folder, path, _BEATS.dump_json(beats))
    return beats


def _repeat(recording: Recording, found: NearDuplicate) -> Finding:
    start = min(round(found.start_seconds * recording.sample_rate), recording.frames - 1)
    stop = min(round(found.stop_seconds * recording.sample_rate), recording.frames)
    return Finding(
        kind="repeat", recording_id=recording.id,
        start_frame=start, stop_frame=max(stop, start + 1),
        like_id=found.like_name, like_start_seconds=found.like_start_seconds,
    )  # fmt: skip


def _readable_before(folder: ProjectFolder, recording: Recording) -> tuple[Recording, ...]:
    """The recordings that are listed before one, and whose files are as the document says."""
    found = []
    for one in folder.document.recordings:
        if one.id == recording.id:
            break
        try:
            open_recording(folder, one).close()
        except AudioSynthError:
            continue
        found.append(one)
    return tuple(found)


def _fingerprints(
    folder: ProjectFolder, recording: Recording
) -> Generator[float, None, Fingerprints]:
    path = _cache_path(folder, "fingerprints", [recording.sha256]).with_suffix(".npy")
    frames = recording.frames * FINGERPRINT_RATE / recording.sample_rate
    try:
        kept = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError, ArithmeticError):
        kept = np.empty((0, 0))
    # A resampler may give a frame more or less than the ratio of the rates.
    steps = round(frames / STEP_FRAMES) + 1
    if kept.dtype == np.uint32 and kept.ndim == 1 and abs(len(kept) - steps) <= 2:
        yield 1.0
        return np.array(kept)
    parts = []
    with open_recording(folder, recording) as source:
        for part, fraction in fingerprint_blocks(source):
            parts.append(part)
            yield fraction
    found = np.concatenate(parts)
    file = io.BytesIO()
    np.lib.format.write_array(file, found, allow_pickle=False)
    _keep(folder, path, file.getvalue())
    return found


def _scaled(
    steps: Generator[float, None, Kept], done: float, share: float
) -> Generator[float, None, Kept]:
    """Steps that are a share of more work, of which some is done already."""
    while True:
        try:
            fraction = next(steps)
        except StopIteration as end:
            result: Kept = end.value
            return result
        yield done + share * fraction


def _fit(findings: tuple[Finding, ...], recordings: tuple[Recording, ...]) -> bool:
    """Whether kept findings can be of these recordings, of which the last was searched."""
    searched = recordings[-1]
    known: dict[str, Recording] = {one.id: one for one in recordings}

    def fits(one: Finding) -> bool:
        lies_inside = one.start_frame < one.stop_frame <= searched.frames
        is_known = one.kind == "silence" or one.like_id in known
        return one.recording_id == searched.id and lies_inside and is_known

    return all(fits(one) for one in findings)


def _rise(seconds: tuple[float, ...], duration_seconds: float) -> bool:
    times = np.array((0.0, *seconds, duration_seconds))
    return bool(np.all(np.isfinite(times)) and np.all(np.diff(times) >= 0))


def _cache_path(folder: ProjectFolder, name: str, contents: list[str]) -> Path:
    """Where a finding is kept: another place for any other content or method."""
    text = "\n".join((name, str(_METHOD_VERSION), *contents))
    digest = hashlib.sha256(text.encode()).hexdigest()[:32]
    return folder.cache_path / f"{name}-{digest}.json"


def _kept(path: Path, adapter: TypeAdapter[Kept]) -> Kept | None:
    """What an earlier run left; None where it is missing or damaged."""
    try:
        if path.stat().st_size > _MOST_CACHE_BYTES:
            return None
        return adapter.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _keep(folder: ProjectFolder, path: Path, data: bytes) -> None:
    """Write a cache file; one that cannot be written is no loss."""
    if folder.read_only:
        return
    try:
        path.parent.mkdir(exist_ok=True)
        write_bytes_atomically(path, data)
    except OSError:
        return


FindStretches = Callable[[ProjectFolder, Recording], Generator[float, None, tuple[Finding, ...]]]
FindBeats = Callable[[ProjectFolder, Recording], Generator[float, None, Beats]]
