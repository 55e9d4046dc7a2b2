"""Hearing the input."""

from audiosynth_gui.controllers.monitor import MONITOR_RING_SECONDS, Monitor
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import Output
from tests.controllers.sounds import RATE, silent_output, tone


def test_blocks_go_to_one_output_and_never_wait() -> None:
    opened: list[Output] = []

    def open_output(
        device: OutputDevice | None, sample_rate: int, channels: int, ring_seconds: float
    ) -> Output:
        opened.append(silent_output(device, sample_rate, channels, ring_seconds))
        return opened[-1]

    monitor = Monitor(open_output, None)
    monitor.close()
    for _ in range(3):
        monitor.hear(tone(0.5), RATE)  # far more than the ring holds
    (output,) = opened
    assert (output.sample_rate, output.channels) == (RATE, 2)
    assert 0 < output.buffered_frames <= MONITOR_RING_SECONDS * RATE
    monitor.close()
    monitor.hear(tone(0.01), RATE)
    assert len(opened) == 2
    monitor.close()
