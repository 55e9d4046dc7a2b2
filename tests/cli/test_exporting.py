"""The command `export`."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.cli.runs import Commands
from tests.project.examples import noise


def test_float_export_equals_the_take(command: Commands, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.wav"
    run = command("export", project, "Take", "--out", out, "--format", "float32")
    assert (run.status, run.err) == (0, "")
    assert run.out == f"Wrote {out}: 0:00, 44100 Hz, float32\n"
    samples, sample_rate = soundfile.read(out, dtype="float32")
    assert sample_rate == 44_100
    np.testing.assert_array_equal(samples, noise(1_000))


@pytest.mark.parametrize(("name", "subtype"), [("pcm16", "PCM_16"), ("pcm24", "PCM_24")])
def test_format_rate_and_channels_are_as_asked(
    command: Commands, project: Path, tmp_path: Path, name: str, subtype: str
) -> None:
    out = tmp_path / "out.wav"
    options = ("--format", name, "--sample-rate", 22_050, "--channels", 1)
    assert command("export", project, "Take", "--out", out, *options).status == 0
    told = soundfile.info(out)
    assert (told.subtype, told.samplerate, told.channels, told.frames) == (subtype, 22_050, 1, 500)


def test_unknown_take_is_told_with_those_there_are(
    command: Commands, project: Path, tmp_path: Path
) -> None:
    run = command("export", project, "Nothing", "--out", tmp_path / "out.wav")
    assert "There is no take “Nothing”" in run.problem()
    assert "“Take”" in run.problem()
    assert not (tmp_path / "out.wav").exists()
