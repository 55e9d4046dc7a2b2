"""What is said to the musician when something happened."""

from dataclasses import dataclass
from typing import Literal

from audiosynth_gui.errors import AudioSynthError

Severity = Literal["note", "warning", "error"]


@dataclass(frozen=True)
class Message:
    """One thing to tell, without stopping anything.

    Attributes:
        severity: "note" goes away by itself, the others stay until closed.
        text: one sentence on what happened.
        advice: one sentence on what to do, or empty.
        details: for a report; folded away. May be empty.
    """

    severity: Severity
    text: str
    advice: str = ""
    details: str = ""

    @classmethod
    def from_error(cls, error: AudioSynthError) -> "Message":
        """Tell of a problem; what caused it goes into the details."""
        causes = []
        cause: BaseException | None = error.__cause__
        while cause is not None:
            causes.append(f"{type(cause).__name__}: {cause}")
            cause = cause.__cause__
        return cls("error", error.message, error.advice, "\n".join(causes))
