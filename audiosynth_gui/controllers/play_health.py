"""How well the output does."""

from dataclasses import dataclass

from audiosynth_gui.playback.output import Output


@dataclass(frozen=True)
class PlayHealth:
    """How the present or last playing goes.

    Attributes:
        latency_seconds: from the ring to the ear, as far as the device says.
        underruns: how often the output ran dry.
        problem: what is wrong with the output in words, or empty.
    """

    latency_seconds: float = 0.0
    underruns: int = 0
    problem: str = ""

    @classmethod
    def of(cls, output: Output) -> "PlayHealth":
        """Give that of an output. Any thread."""
        return cls(output.latency_seconds, output.underruns, output.problem or "")
