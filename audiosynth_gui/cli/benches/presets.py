"""What each preset costs on this computer, and which is right for it."""

from collections.abc import Iterator

from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.project.calibration import calibrate
from audiosynth_gui.project.preset_fits import SAFE_FACTOR


def measure() -> Iterator[Measurement]:
    """Yield what the window measures at its first start, stereo at 44.1 kHz."""
    measured = calibrate()
    for fit in measured.fits:
        yield Measurement(f"{fit.preset}: plays", fit.realtime_factor, "× real time")
        yield Measurement(f"{fit.preset}: learns", fit.audio_seconds_per_second, "s of sound/s")
        yield Measurement(f"{fit.preset}: training needs", fit.memory_bytes / 1e6, "MB")
    name = f"{measured.recommended}: recommended, from {SAFE_FACTOR:g} × real time on"
    yield Measurement(name, 1, "preset")
