"""How many collapses are found, and how many false alarms there are."""

from pathlib import Path

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches import health
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from tests.evaluation.sounds import RATE, piece


def measured(place: Path, sound: AudioBuffer) -> dict[str, Measurement]:
    """What the bench says of one recording."""
    path = place / "piece.wav"
    write_wav(path, sound, "float32")
    return {one.name: one for one in health.measure(BenchOptions(recordings=(path,)))}


def test_an_even_piece_gives_no_alarm_and_every_collapse_is_found(tmp_path: Path) -> None:
    found = measured(tmp_path, piece(50.0, channels=1))
    collapses = [one for name, one in found.items() if name.startswith("found: ")]
    alarms = [one for name, one in found.items() if name.startswith("false alarms: ")]
    assert [(one.value, one.unit) for one in collapses] == [(2, "of 2")] * 7
    assert [(one.value, one.unit) for one in alarms] == [(0, "of 3")] * 5


def test_alarms_are_counted_and_not_taken_for_detections(tmp_path: Path) -> None:
    # far quieter from the middle on: either half finds the other's level wrong
    sound = piece(50.0, channels=1)
    gains = np.where(np.arange(sound.frames) < sound.frames / 2, 1.0, 0.02)[:, None]
    found = measured(tmp_path, AudioBuffer((sound.samples * gains).astype(np.float32), RATE))
    assert found["false alarms: level"].value == 2
    assert found["found: 9 dB louder"].unit == "of 0"
    assert found["found: stuck loop"].unit == "of 2"


def test_short_recordings_say_nothing(tmp_path: Path) -> None:
    found = measured(tmp_path, piece(9.0, channels=1))
    assert {one.unit for one in found.values()} == {"of 0"}
