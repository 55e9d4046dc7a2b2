"""A stretch of time, and the arithmetic of looking at one."""

from dataclasses import dataclass

SHORTEST_VIEW_SECONDS = 0.0005


@dataclass(frozen=True)
class TimeSpan:
    """A stretch of time in seconds; never runs backwards.

    Attributes:
        start_seconds: where it begins.
        stop_seconds: where it ends, at or after the start.
    """

    start_seconds: float
    stop_seconds: float

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards or is not a number (ValueError)."""
        if not self.start_seconds <= self.stop_seconds:
            raise ValueError(f"a span cannot run from {self.start_seconds} to {self.stop_seconds}")

    @classmethod
    def between(cls, one_seconds: float, other_seconds: float) -> "TimeSpan":
        """Give the span between two moments in either order."""
        return cls(min(one_seconds, other_seconds), max(one_seconds, other_seconds))

    @property
    def duration_seconds(self) -> float:
        """Length in seconds."""
        return self.stop_seconds - self.start_seconds

    def clamped(self, duration_seconds: float) -> "TimeSpan":
        """Give the part of it that lies in 0..`duration_seconds`."""
        start = min(max(self.start_seconds, 0.0), duration_seconds)
        return TimeSpan(start, min(max(self.stop_seconds, start), duration_seconds))

    def shifted_into(self, duration_seconds: float) -> "TimeSpan":
        """Slide it into 0..`duration_seconds`, keeping its length where that fits."""
        length = min(self.duration_seconds, duration_seconds)
        start = min(max(self.start_seconds, 0.0), duration_seconds - length)
        return TimeSpan(start, start + length)

    def zoomed(self, factor: float, about_seconds: float, duration_seconds: float) -> "TimeSpan":
        """Show `factor` times as much time, keeping `about_seconds` where it is on screen."""
        length = self.duration_seconds
        wanted = min(max(length * factor, SHORTEST_VIEW_SECONDS), max(duration_seconds, length))
        place = (about_seconds - self.start_seconds) / length if length > 0 else 0.5
        start = about_seconds - place * wanted
        return TimeSpan(start, start + wanted).shifted_into(max(duration_seconds, wanted))


@dataclass(frozen=True)
class TimeScale:
    """Where moments lie on a view that is `width` wide.

    Attributes:
        visible: the time from the left edge to the right edge.
        width: in pixels, logical or device ones alike.
    """

    visible: TimeSpan
    width: float

    @property
    def seconds_per_pixel(self) -> float:
        """Time under one pixel."""
        return self.visible.duration_seconds / max(self.width, 1.0)

    def x_of(self, seconds: float) -> float:
        """Give the horizontal place of a moment."""
        if self.visible.duration_seconds <= 0:
            return 0.0
        return (seconds - self.visible.start_seconds) / self.seconds_per_pixel

    def seconds_at(self, x: float) -> float:
        """Give the moment at a horizontal place."""
        return self.visible.start_seconds + x * self.seconds_per_pixel
