"""A clock that moves only when a test moves it."""


class HandClock:
    """Gives the time it was set to, in seconds."""

    def __init__(self) -> None:
        self._seconds = 100.0

    def __call__(self) -> float:
        """Return the time."""
        return self._seconds

    def pass_seconds(self, seconds: float) -> None:
        """Let time go by."""
        self._seconds += seconds
