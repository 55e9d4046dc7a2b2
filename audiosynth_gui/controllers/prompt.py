"""From what is marked to what is asked: the prompt of a continuation (the pattern of ndv)."""

from dataclasses import dataclass

from audiosynth_gui.controllers.time_span import TimeSpan


@dataclass(frozen=True)
class Prompt:
    """The stretch of a recording that a continuation goes on from.

    Attributes:
        recording_id: of the recording; None begins from silence.
        at_seconds: where the prompt ends and the continuation begins.
        prompt_seconds: how much before that moment is heard by the network.
        is_cut: whether less than the wished length lies before that moment.
    """

    recording_id: str | None
    at_seconds: float
    prompt_seconds: float
    is_cut: bool = False

    @property
    def span(self) -> TimeSpan:
        """The stretch in the recording's time."""
        return TimeSpan(self.at_seconds - self.prompt_seconds, self.at_seconds)


def resolve_prompt(
    recording_id: str | None,
    duration_seconds: float,
    selection: TimeSpan | None,
    cursor_seconds: float,
    wished_seconds: float,
) -> Prompt:
    """Say which prompt is meant.

    A marked stretch is the prompt as it is. Otherwise the prompt is what lies before the cursor,
    `wished_seconds` at most; at the very beginning, where nothing lies before it, the prompt is
    the beginning itself.
    """
    if recording_id is None or duration_seconds <= 0:
        return Prompt(None, 0.0, 0.0)
    if selection is not None and selection.duration_seconds > 0:
        span = selection.clamped(duration_seconds)
        return Prompt(recording_id, span.stop_seconds, span.duration_seconds)
    at = min(max(cursor_seconds, 0.0), duration_seconds)
    if at <= 0:
        at = min(wished_seconds, duration_seconds)
    length = min(wished_seconds, at)
    return Prompt(recording_id, at, length, is_cut=length < wished_seconds)
