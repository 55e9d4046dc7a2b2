"""How well the output does."""

from audiosynth_gui.controllers.play_health import PlayHealth
from audiosynth_gui.playback.output import SilentOutput


def test_it_is_read_from_an_output() -> None:
    output = SilentOutput(8_000, 1, 0.15, problem="No device was found.")
    health = PlayHealth.of(output)
    output.close()
    assert health == PlayHealth(output.latency_seconds, 0, "No device was found.")
    assert health.latency_seconds > 0
