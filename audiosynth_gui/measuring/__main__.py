"""Run as `python -m audiosynth_gui.measuring WHAT …`: prints one JSON object a measurement.

    opening PROJECT                how soon a project's first recording is drawn
    drawing PROJECT REDRAWS TILES  how quickly the views draw it, what it holds in memory
    starting PROJECT               how soon the window is there
    freezes PLACE FILE SECONDS     how long the window does not answer

Draws on no screen unless QT_QPA_PLATFORM says otherwise.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

USAGE = __doc__


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; give the exit status."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    given = list(sys.argv[1:] if arguments is None else arguments)
    measures: dict[str, tuple[int, Callable[..., None]]] = {
        "opening": (1, _opening),
        "drawing": (3, _drawing),
        "starting": (1, _starting),
        "freezes": (3, _freezes),
    }
    if not given or given[0] not in measures or measures[given[0]][0] != len(given) - 1:
        print(USAGE, file=sys.stderr)
        return 2
    measures[given[0]][1](*given[1:])
    return 0


# Each loads what it needs itself: the start of the window is measured with nothing loaded.


def _opening(project: str) -> None:
    from audiosynth_gui.measuring.opening import measure_opening

    measure_opening(Path(project))


def _drawing(project: str, redraws: str, tiles: str) -> None:
    from audiosynth_gui.measuring.drawing import measure_drawing

    measure_drawing(Path(project), int(redraws), int(tiles))


def _starting(project: str) -> None:
    from audiosynth_gui.measuring.starting import measure_start

    measure_start(Path(project))


def _freezes(place: str, sound: str, seconds: str) -> None:
    from audiosynth_gui.measuring.freezes import measure_freezes

    measure_freezes(Path(place), Path(sound), float(seconds))


if __name__ == "__main__":
    sys.exit(main())
