"""A moment in the form that was chosen, and back from what is typed."""

import math
import re
from dataclasses import dataclass
from typing import Literal, get_args

from audiosynth_gui.features.tempo import DEFAULT_TEMPO, Tempo
from audiosynth_gui.ui.time_format import clock, ruler_label

TimeForm = Literal["minutes", "seconds", "samples", "bars"]
TIME_FORMS: tuple[TimeForm, ...] = get_args(TimeForm)

_SECONDS = re.compile(r"(?P<number>\d+(\.\d*)?|\.\d+)\s*s")
_SAMPLES = re.compile(r"(?P<number>\d+)\s*(sm|smp|samples?|frames?)")
_CLOCK = re.compile(r"((?P<hours>\d+):)?(?P<minutes>\d+):(?P<seconds>\d+(\.\d*)?)")
_BARS = re.compile(r"(?P<bar>-?\d+)\.(?P<beat>\d+)(\.(?P<part>\d+))?")
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")


@dataclass(frozen=True)
class TimeDisplay:
    """How moments of a sound are written and read.

    Attributes:
        form: minutes ("01:23.456"), seconds ("83.456 s"), samples ("4005888"), or bars ("42.2.91":
            bar, beat, hundredths of a beat).
        sample_rate: of the sound, in hertz.
        tempo: for bars.
    """

    form: TimeForm = "minutes"
    sample_rate: int = 48_000
    tempo: Tempo = DEFAULT_TEMPO

    def text(self, seconds: float) -> str:
        """Write a place."""
        if self.form == "seconds":
            return f"{max(0.0, seconds):.3f} s"
        if self.form == "samples":
            return str(max(0, round(seconds * self.sample_rate)))
        if self.form == "bars":
            return self._bars(seconds)
        return clock(seconds)

    def length_text(self, seconds: float) -> str:
        """Write a length: like a place, but bars and beats count from none."""
        if self.form != "bars":
            return self.text(seconds)
        bars, beats, part = self._split(seconds / self.tempo.beat_seconds)
        return f"{bars}.{beats}.{part:02d}"

    def label(self, seconds: float, step_seconds: float) -> str:
        """Write a mark of a ruler whose marks are `step_seconds` apart."""
        if self.form == "seconds":
            digits = min(6, max(0, math.ceil(-math.log10(step_seconds) - 1e-9)))
            return f"{seconds:.{digits}f} s"
        if self.form == "samples":
            return str(round(seconds * self.sample_rate))
        if self.form == "bars":
            bar, beat, part = self._split(self.tempo.beats_at(seconds))
            if step_seconds > self.tempo.beat_seconds * (1 + 1e-9) and beat == 0:
                return str(bar + 1)
            return f"{bar + 1}.{beat + 1}" + (f".{part:02d}" if part else "")
        return ruler_label(seconds, step_seconds)

    def read(self, text: str) -> float | None:
        """Read a place in any of the forms.

        A number alone is in the present form; "4.1" is bar 4, beat 1 among bars, and 4.1 seconds
        elsewhere.

        Returns:
            seconds, or None where it makes no sense.
        """
        typed = text.strip().lower().replace(",", ".")
        return self._read_named(typed) if typed else None

    def read_length(self, text: str) -> float | None:
        """Read a length in any of the forms; None where it makes no sense."""
        typed = text.strip().lower().replace(",", ".")
        if self.form == "bars" and typed.isdigit():
            return int(typed) * self.tempo.beats_a_bar * self.tempo.beat_seconds
        found = _BARS.fullmatch(typed)
        if found and self._means_bars(found):
            beats = int(found["bar"]) * self.tempo.beats_a_bar + int(found["beat"])
            return (beats + _fraction(found["part"])) * self.tempo.beat_seconds
        return self._read_named(typed) if typed else None

    def _read_named(self, typed: str) -> float | None:
        if found := _SECONDS.fullmatch(typed):
            return float(found["number"])
        if found := _SAMPLES.fullmatch(typed):
            return int(found["number"]) / self.sample_rate
        if found := _CLOCK.fullmatch(typed):
            hours, minutes = int(found["hours"] or 0), int(found["minutes"])
            return hours * 3600.0 + minutes * 60.0 + float(found["seconds"])
        found = _BARS.fullmatch(typed)
        if found and self._means_bars(found):
            beats = (int(found["bar"]) - 1) * self.tempo.beats_a_bar + int(found["beat"]) - 1
            return self.tempo.seconds_at(beats + _fraction(found["part"]))
        if not _NUMBER.fullmatch(typed):
            return None
        if self.form == "samples":
            return float(typed) / self.sample_rate
        if self.form == "bars":
            return self.tempo.seconds_at((float(typed) - 1) * self.tempo.beats_a_bar)
        return float(typed)

    def _means_bars(self, found: re.Match[str]) -> bool:
        return self.form == "bars" or found["part"] is not None

    def _bars(self, seconds: float) -> str:
        bar, beat, part = self._split(self.tempo.beats_at(seconds))
        return f"{bar + 1}.{beat + 1}.{part:02d}"

    def _split(self, beats: float) -> tuple[int, int, int]:
        """Give whole bars, whole beats and hundredths of a beat."""
        whole, part = divmod(round(beats * 100), 100)
        bars, beat = divmod(whole, self.tempo.beats_a_bar)
        return bars, beat, part


def _fraction(digits: str | None) -> float:
    return float(f"0.{digits}") if digits else 0.0
