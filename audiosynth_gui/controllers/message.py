"""What is said to the musician when something happened."""

import traceback
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
    def from_exception(cls, exception: Exception) -> "Message":
        """Tell of what ended a thread's work: a problem with its advice, else a fault of ours.

        At its thread's outermost frame everything is caught with this: the musician must hear of
        a fault of the program rather than wait for ever.
        """
        if isinstance(exception, AudioSynthError):
            return cls.from_error(exception)
        return cls(
            "error",
            "Something went wrong inside AudioSynth.",
            "Nothing that was saved is lost; please report the details.",
            "".join(traceback.format_exception(exception)),
        )

    @classmethod
    def from_error(cls, error: AudioSynthError) -> "Message":
        """Tell of a problem; what caused it goes into the details."""
        causes = []
        cause: BaseException | None = error.__cause__
        while cause is not None:
            causes.append(f"{type(cause).__name__}: {cause}")
            cause = cause.__cause__
        return cls("error", error.message, error.advice, "\n".join(causes))
