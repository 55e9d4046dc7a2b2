"""Ctrl+C in long work: the first asks for an orderly end, the second ends at once."""

import signal
import sys
from typing import Self


class Interruption:
    """Inside `with`, SIGINT and SIGTERM only set `requested`; work looks at it between steps.

    A second signal raises KeyboardInterrupt wherever the program is. Main thread only.

    Attributes:
        requested: a signal came.
    """

    def __init__(self) -> None:
        """Be ready for `with`."""
        self.requested = False
        self._previous: dict[signal.Signals, signal._HANDLER] = {}

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._previous[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)

    def _on_signal(self, *_signal_and_frame: object) -> None:
        if self.requested:
            raise KeyboardInterrupt
        self.requested = True
        print("Stopping; what is done so far is kept.", file=sys.stderr, flush=True)
