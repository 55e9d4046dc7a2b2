"""The bench of freezes: with which sound and which loudspeaker the window is watched."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.cli.bench import LONG_BENCHES
from audiosynth_gui.cli.benches import freezes
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.errors import AudioSynthError

OPTIONS = BenchOptions(sound_minutes=0.03)
VARIABLES = {"PULSE_SERVER": "unix:/a/socket", "ALSA_CONFIG_PATH": "/a/asound.conf", "HOME": "/a"}


@pytest.fixture
def environments(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """With which variables the window was started; it is not started really."""
    found: list[dict[str, str]] = []

    def measured(
        what: str, place: str, sound: str, seconds: str, environment: Mapping[str, str]
    ) -> Iterator[Measurement]:
        assert (what, float(seconds)) == ("freezes", freezes.SECONDS)
        assert Path(sound).parent == Path(place)
        found.append(dict(environment))
        with WavSource(Path(sound)) as source:
            yield Measurement("length", source.frames, "frames")

    monkeypatch.setattr(freezes, "measured", measured)
    return found


def test_playing_goes_to_the_loudspeaker_in_memory(
    environments: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def speaker() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(environment=VARIABLES)

    monkeypatch.setattr(freezes, "private_speaker", speaker)
    found = list(LONG_BENCHES["freezes"](OPTIONS))
    assert found == [Measurement("length", round(0.03 * 60 * 48_000), "frames")]
    assert environments == [{name: VARIABLES[name] for name in freezes.SPEAKER_VARIABLES}]


def test_without_one_it_is_said_and_the_rest_is_measured(
    environments: list[dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise AudioSynthError("The program pulseaudio is missing.", "Install it.")

    monkeypatch.setattr(freezes, "private_speaker", missing)
    found = list(freezes.measure(OPTIONS))
    assert found[0] == Measurement("a loudspeaker in memory", 0, "found")
    assert [one.name for one in found[1:]] == ["length"]
    assert environments == [{}]
