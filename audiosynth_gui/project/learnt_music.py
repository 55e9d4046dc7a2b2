"""What a training learns of a project's recordings, and where a continuation may go in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from audiosynth_gui.errors import ProjectError, TrainingError
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.generation.likeness import Region as WalkRegion
from audiosynth_gui.networks.checkpoint import ModelCard
from audiosynth_gui.networks.config import FrameSpan
from audiosynth_gui.project.documents import ProjectDocument, Recording
from audiosynth_gui.project.region_edits import learnt_of


@dataclass(frozen=True)
class LearntMusic:
    """Recordings, and what of them is learnt. Does not change when regions are edited.

    Attributes:
        recordings: at the gain at which they are learnt.
        spans: of each recording, in its feature frames; None where all of all of them is learnt.
    """

    recordings: tuple[Recording, ...]
    spans: tuple[tuple[FrameSpan, ...], ...] | None

    @property
    def ids(self) -> tuple[str, ...]:
        """Of the recordings."""
        return tuple(recording.id for recording in self.recordings)

    @property
    def gains_db(self) -> tuple[float, ...]:
        """Of the recordings."""
        return tuple(recording.gain_db for recording in self.recordings)

    def seconds(self, features: FeatureSettings) -> float:
        """How long it is, spans counted in whole feature frames."""
        if self.spans is None:
            return sum(recording.frames / recording.sample_rate for recording in self.recordings)
        frames = sum(stop - start for spans in self.spans for start, stop in spans)
        return frames * features.hop_frames / features.sample_rate


def marked_music(
    document: ProjectDocument, recordings: Sequence[Recording], features: FeatureSettings
) -> LearntMusic:
    """What the regions of a project say now. A recording that is left out wholly is not there.

    Args:
        document: the project.
        recordings: of it, those that are to be learnt.
        features: of the network that learns.

    Raises:
        TrainingError: all is left out.
    """
    spans = {recording: marked_spans(document, recording, features) for recording in recordings}
    used = tuple(recording for recording in recordings if spans[recording])
    if not used and any(recording.frames for recording in recordings):
        raise TrainingError(
            "The regions leave nothing to learn from.", "Leave out less, or train on more."
        )
    is_whole = all(_is_whole(document, recording) for recording in recordings if recording in used)
    if not used or is_whole:
        return LearntMusic(used or tuple(recordings), None)
    return LearntMusic(used, tuple(spans[recording] for recording in used))


def stored_music(
    recordings: Sequence[Recording],
    spans: tuple[tuple[FrameSpan, ...], ...] | None,
    gains_db: tuple[float, ...] | None,
) -> LearntMusic:
    """What an earlier training learnt: its spans, at its gains (None: as they are now).

    Raises:
        TrainingError: they are of other recordings.
    """
    gains = tuple(part.gain_db for part in recordings) if gains_db is None else gains_db
    if len(gains) != len(recordings) or (spans is not None and len(spans) != len(recordings)):
        raise TrainingError(
            "The saved training of this model is damaged.",
            "The model itself can still be played; train a new one to go on.",
        )
    at_gains = (part.changed(gain_db=gain) for part, gain in zip(recordings, gains, strict=True))
    return LearntMusic(tuple(at_gains), spans)


def walk_regions(
    document: ProjectDocument,
    recordings: Sequence[Recording],
    lengths: Sequence[int],
    card: ModelCard,
) -> list[WalkRegion]:
    """Where a continuation by a model may go: where it learnt.

    In a recording that it has not learnt from, the project's regions say where.

    Args:
        document: the project.
        recordings: that the walk reads.
        lengths: of each, in feature frames.
        card: of the model that plays.

    Raises:
        ProjectError: there is nowhere to go.
    """
    learnt = dict(zip(card.recordings, card.learnt, strict=True)) if card.learnt else {}
    allowed = []
    for index, (recording, length) in enumerate(zip(recordings, lengths, strict=True)):
        if recording.id in learnt:
            spans = learnt[recording.id]
        elif recording.id in card.recordings:
            spans = ((0, length),)
        else:
            spans = marked_spans(document, recording, card.network.features)
        allowed += [
            WalkRegion(index, start, min(stop, length)) for start, stop in spans if start < length
        ]
    if not allowed:
        raise ProjectError(
            "The regions leave nothing to go on with.",
            "Leave out less, or choose another recording to continue.",
        )
    return allowed


def marked_spans(
    document: ProjectDocument, recording: Recording, features: FeatureSettings
) -> tuple[FrameSpan, ...]:
    """What of a recording is learnt by its regions: the feature frames that lie wholly inside."""
    rate, hop = features.sample_rate, recording.sample_rate * features.hop_frames
    found = []
    for start, stop in learnt_of(document, recording):
        # the end of a recording is rarely the end of a feature frame
        last = -(-stop * rate // hop) if stop == recording.frames else stop * rate // hop
        span = (-(-start * rate // hop), last)
        if span[0] < span[1]:
            found.append(span)
    return tuple(found)


def _is_whole(document: ProjectDocument, recording: Recording) -> bool:
    return learnt_of(document, recording) == ((0, recording.frames),)
