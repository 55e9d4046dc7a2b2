"""How quickly the views of the real window draw a recording, and what it holds in memory."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from audiosynth_gui.app import Program
from audiosynth_gui.audio.spectrogram_kinds import KINDS
from audiosynth_gui.cli.benches.held_memory import held_megabytes
from audiosynth_gui.controllers.time_span import SHORTEST_VIEW_SECONDS, TimeSpan
from audiosynth_gui.measuring.heartbeat import Heartbeat
from audiosynth_gui.measuring.real_program import (
    real_program,
    wait_seconds,
    wait_until,
    widen,
)
from audiosynth_gui.measuring.telling import tell
from audiosynth_gui.ui.views.spectrogram import SpectrogramView
from audiosynth_gui.ui.views.waveform import WaveformView

WIDTH = 1600
"""Of the waveform and the spectrogram, in pixels."""

BUSY_SECONDS = 0.02
"""So long after a first tile others are being drawn."""


def measure_drawing(project_path: Path, redraws: int, tiles: int) -> None:
    """Draw the first recording of a project again and again. Main thread.

    Raises:
        TimeoutError: nothing is drawn.
    """
    with real_program() as program:
        view, opener = program.window.recording_view, program.controllers.recording_sound
        program.window.show()
        program.application.processEvents()
        held = held_megabytes()
        program.controllers.project.open_project(project_path)
        wait_until(lambda: opener.sound is not None and opener.sound.peaks.is_complete)
        widen(program, view.waveform, WIDTH)
        tell("width of what is drawn", view.waveform.width(), "pixels")
        _measure_tiles(program, tiles)
        _measure_redraws(program, redraws)
        tell("memory added", held_megabytes() - held, "MB")


def _measure_redraws(program: Program, redraws: int) -> None:
    """Tell how long the views take to draw at random places and zooms."""
    view = program.window.recording_view
    rng = np.random.default_rng(1)
    duration = view.timeline.duration_seconds
    lengths = np.exp(rng.uniform(np.log(SHORTEST_VIEW_SECONDS), np.log(duration), redraws))
    times: dict[str, list[tuple[float, float]]] = {
        name: [] for name in ("waveform", "spectrogram", "all views, zoomed and")
    }
    for length in lengths:
        start = rng.uniform(0.0, duration - length)

        def zoom(start: float = start, stop: float = start + length) -> None:
            view.timeline.show_span(TimeSpan(start, stop))
            view.repaint()

        times["all views, zoomed and"].append(_timed(zoom))
        for name, part in (("waveform", view.waveform), ("spectrogram", view.spectrogram)):

            def redraw(part: WaveformView | SpectrogramView = part) -> None:
                part.refresh()
                part.repaint()

            times[name].append(_timed(redraw))
    for name, found in times.items():
        wall, work = np.percentile(found, 95, axis=0)
        tell(f"{name} redrawn, 95th percentile", float(wall), "ms")
        tell(f"{name} redrawn, processor, 95th percentile", float(work), "ms")


def _timed(work: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds that something took, and those that this thread worked for it."""
    begun, worked = time.perf_counter(), time.thread_time()
    work()
    return 1000 * (time.perf_counter() - begun), 1000 * (time.thread_time() - worked)


def _measure_tiles(program: Program, tiles: int) -> None:
    """Tell how long it takes from looking elsewhere until something of it is on screen."""
    view, drawing = program.window.recording_view, program.controllers.recording_drawing
    rng = np.random.default_rng(2)
    duration, part = view.timeline.duration_seconds, view.spectrogram
    begun = time.perf_counter()
    part.refresh()
    wait_until(lambda: part.picture is not None)
    tell("spectrogram, the first of all, loads SciPy", time.perf_counter() - begun, "s")
    wait_until(drawing.is_idle)
    heart = Heartbeat()
    for kind in KINDS:
        view.pictures.choose_kind(kind)
        heart.begin()
        times = [
            _look_elsewhere(program, length, rng) for length in np.geomspace(0.1, duration, tiles)
        ]
        freeze = heart.end()
        first, busy, _ = 1000 * np.percentile(times, 95, axis=0)
        tell(f"{kind}: first tile, 95th percentile", float(first), "ms")
        tell(f"{kind}: first tile while others are drawn, 95th percentile", float(busy), "ms")
        tell(f"{kind}: all there is, median", float(np.median(times, axis=0)[2]), "s")
        tell(f"{kind}: longest freeze meanwhile", freeze.longest_milliseconds, "ms")


def _look_elsewhere(
    program: Program, length: float, rng: np.random.Generator
) -> tuple[float, float, float]:
    """Look at two stretches of a length, and at the second while the first is drawn.

    Returns:
        seconds until something of the first is on screen, the same of the second, and until all
        of the second is there.
    """
    part = program.window.recording_view.spectrogram
    drawing, timeline = program.controllers.recording_drawing, part.timeline

    def look() -> float:
        """Nothing of what is shown next is there yet."""
        drawing.show_sound(part.source.read if part.source else None)
        start = rng.uniform(0.0, max(timeline.duration_seconds - length, 1e-6))
        begun = time.perf_counter()
        timeline.show_span(TimeSpan(start, start + length))
        part.refresh()
        wait_until(lambda: part.picture is not None)
        part.repaint()
        return time.perf_counter() - begun

    first = look()
    wait_seconds(BUSY_SECONDS)
    begun = time.perf_counter()
    busy = look()
    wait_until(drawing.is_idle)
    return first, busy, time.perf_counter() - begun
