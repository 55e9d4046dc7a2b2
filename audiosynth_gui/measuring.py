"""Measurements that need a window, run by `bench editor` in a process of its own.

    python -m audiosynth_gui.measuring sound FILE.wav CACHE_FOLDER REDRAWS TILES
    python -m audiosynth_gui.measuring window

Prints one JSON object a line: name, value, unit. It stands above the window because the command
line must not know Qt. Draws on no screen unless QT_QPA_PLATFORM says otherwise.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # the window is measured from before Qt is loaded
    from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
    from audiosynth_gui.ui.views.sound_view import SoundView

WIDTH, HEIGHT = 1600, 300
CACHE_KEY = "bench"
MOST_SECONDS = 120.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for; give the exit status."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["sound"] and len(given) == 5:
        measure_sound(Path(given[1]), Path(given[2]), int(given[3]), int(given[4]))
        return 0
    if given == ["window"]:
        measure_window()
        return 0
    usage = "usage: measuring sound FILE.wav CACHE_FOLDER REDRAWS TILES | measuring window"
    print(usage, file=sys.stderr)
    return 2


def tell(name: str, value: float, unit: str) -> None:
    """Print a measurement."""
    print(json.dumps({"name": name, "value": value, "unit": unit}), flush=True)


def measure_sound(path: Path, cache_path: Path, redraws: int, tiles: int) -> None:
    """Draw a recording in the real views and tell how long that takes. Main thread.

    Raises:
        AudioFileError: it cannot be read.
    """
    from PySide6.QtWidgets import QApplication

    from audiosynth_gui.audio.files import WavSource
    from audiosynth_gui.audio.peaks import PeakPyramid
    from audiosynth_gui.cli.benches.held_memory import held_megabytes
    from audiosynth_gui.controllers.opened_sound import OpenedSound
    from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
    from audiosynth_gui.project.documents import Recording, time_now
    from audiosynth_gui.ui.theme import Theme
    from audiosynth_gui.ui.views.sound_view import SoundView

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    drawing = SpectrogramController()
    view = SoundView(Theme(application), drawing, is_take=False)
    view.resize(WIDTH, 2 * HEIGHT)
    view.show()
    application.processEvents()
    held = held_megabytes()
    with WavSource(path) as source:
        item = Recording(
            id="a" * 32, name="long", source_name=path.name, file="recordings/long.wav",
            sha256="0" * 64, frames=source.frames, sample_rate=source.sample_rate,
            channels=source.channels, added_at=time_now(),
        )  # fmt: skip
        for is_known in (False, True):
            begun = time.perf_counter()
            peaks = PeakPyramid(source)
            if not (is_known and peaks.load(cache_path, CACHE_KEY)):
                for _ in peaks.build():
                    pass
            sound = OpenedSound(item, source, peaks)
            view.waveform.show_source(sound)
            view.timeline.reset(sound.duration_seconds)
            view.waveform.repaint()
            words = "with cache" if is_known else "without cache"
            tell(f"waveform drawn {words}", time.perf_counter() - begun, "s")
            peaks.save(cache_path, CACHE_KEY)
        view.show_sound(sound)
        _measure_tiles(view, drawing, tiles, application.processEvents)
        _measure_redraws(view, redraws)
        tell("memory added", held_megabytes() - held, "MB")
        drawing.close()
        view.show_sound(None)


def _measure_redraws(view: "SoundView", redraws: int) -> None:
    """Tell how long a view takes to draw at random places and zooms, waveform and spectrogram."""
    from audiosynth_gui.controllers.time_span import SHORTEST_VIEW_SECONDS, TimeSpan

    rng = np.random.default_rng(1)
    duration = view.timeline.duration_seconds
    lengths = np.exp(rng.uniform(np.log(SHORTEST_VIEW_SECONDS), np.log(duration), redraws))
    walls: dict[str, list[float]] = {"waveform": [], "spectrogram": []}
    works: dict[str, list[float]] = {"waveform": [], "spectrogram": []}
    for length in lengths:
        start = rng.uniform(0.0, duration - length)
        view.timeline.show_span(TimeSpan(start, start + length))
        for name, part in (("waveform", view.waveform), ("spectrogram", view.spectrogram)):
            wall, work = time.perf_counter(), time.thread_time()
            part.refresh()
            part.grab()
            works[name].append(1000 * (time.thread_time() - work))
            walls[name].append(1000 * (time.perf_counter() - wall))
    for name in walls:
        tell(f"{name} redrawn, 95th percentile", float(np.percentile(walls[name], 95)), "ms")
        tell(
            f"{name} redrawn, processor, 95th percentile",
            float(np.percentile(works[name], 95)),
            "ms",
        )


def _measure_tiles(
    view: "SoundView",
    drawing: "SpectrogramController",
    tiles: int,
    process_events: Callable[[], None],
) -> None:
    """Tell how long it takes from looking elsewhere until something of it is on screen."""
    from audiosynth_gui.audio.spectrogram_kinds import KINDS
    from audiosynth_gui.controllers.time_span import TimeSpan

    rng = np.random.default_rng(2)
    duration, part = view.timeline.duration_seconds, view.spectrogram
    begun = time.perf_counter()
    part.refresh()
    _wait(process_events, lambda: part.picture is not None)
    tell("spectrogram, the first of all, loads SciPy", time.perf_counter() - begun, "s")
    for kind in KINDS:
        firsts: list[float] = []
        wholes: list[float] = []
        view.pictures.choose_kind(kind)
        for length in np.geomspace(0.1, duration, tiles):
            drawing.show_sound(part.source.read if part.source else None)
            start = rng.uniform(0.0, max(duration - length, 1e-6))
            begun = time.perf_counter()
            view.timeline.show_span(TimeSpan(start, start + length))
            part.refresh()
            _wait(process_events, lambda: part.picture is not None)
            part.repaint()
            firsts.append(1000 * (time.perf_counter() - begun))
            if length < duration / 2:
                _wait(process_events, drawing.is_idle)
                wholes.append(time.perf_counter() - begun)
        tell(f"{kind}: first tile, 95th percentile", float(np.percentile(firsts, 95)), "ms")
        tell(f"{kind}: all there is, median", float(np.median(wholes)), "s")


def _wait(process_events: Callable[[], None], until: Callable[[], bool]) -> None:
    stop = time.perf_counter() + MOST_SECONDS
    while not until():
        process_events()
        time.sleep(0.0005)  # the thread that draws needs its turns
        if time.perf_counter() > stop:
            raise TimeoutError("nothing is drawn")


def measure_window() -> None:
    """Tell how long it takes from the start of this process until the window is on screen."""
    from PySide6.QtCore import QSettings

    from audiosynth_gui.app import build_application, build_engine, build_window
    from audiosynth_gui.controllers.controllers import build_controllers
    from audiosynth_gui.places import demo_project_path

    application = build_application()
    controllers = build_controllers(build_engine(demo_project_path()))
    window = build_window(application, controllers, QSettings())
    window.show()
    while not (window.windowHandle() and window.windowHandle().isExposed()):
        application.processEvents()
    window.repaint()
    tell("window on screen", _seconds_since_start(), "s")
    controllers.close()


def _seconds_since_start() -> float:
    """Give the age of this process: the interpreter's start counts too. Linux only."""
    fields = Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()
    begun = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return float(Path("/proc/uptime").read_text().split()[0]) - begun


if __name__ == "__main__":
    sys.exit(main())
