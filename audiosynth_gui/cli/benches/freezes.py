"""For how long the window does not answer, and how often: the whole main job in it."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from audiosynth_gui.cli.benches.long_sound import write_long_sound
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.cli.benches.private_speaker import private_speaker
from audiosynth_gui.cli.benches.window_process import measured
from audiosynth_gui.errors import AudioSynthError

SECONDS = 20.0
"""Of training and of playing."""

SPEAKER_VARIABLES = ("PULSE_SERVER", "ALSA_CONFIG_PATH")


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Yield the longest freezes with a made recording of `sound_minutes`.

    What plays goes to a loudspeaker in memory where PulseAudio is installed, else to the
    system's; without either, playing is not measured, and a line says so.

    Raises:
        AudioSynthError: the disk is full, or nothing can be drawn here.
    """
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        path = Path(name) / "long.wav"
        write_long_sound(path, options.sound_minutes)
        environment: dict[str, str] = {}
        try:
            speaker = stack.enter_context(private_speaker())
        except AudioSynthError:
            yield Measurement("a loudspeaker in memory", 0, "found")
        else:
            environment = {key: speaker.environment[key] for key in SPEAKER_VARIABLES}
        yield from measured("freezes", name, str(path), str(SECONDS), environment=environment)
