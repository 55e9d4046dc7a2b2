"""Takes: kept, discarded, exported."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiosynth_gui.audio.conversion import convert_channels, resample
from audiosynth_gui.audio.files import SampleFormat, read_audio
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.project.documents import Take
from audiosynth_gui.project.parsing import parse_json_object, parse_part
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter, export_take, open_take
from tests.project.examples import RECIPE, noise
from tests.project.faults import room_for


def _play(folder: ProjectFolder, frames: int, channels: int = 2, rate: int = 44_100) -> Take:
    writer = TakeWriter(folder, RECIPE, rate, channels)
    sound = noise(frames, channels)
    for start in range(0, frames, 1_000):
        writer.write(sound[start : start + 1_000])
    return writer.keep()


def test_a_kept_take_is_listed_with_its_sound_and_recipe(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        take = _play(folder, 2_500)
        assert folder.document.takes == (take,)
        assert (take.name, take.frames, take.recipe) == ("Take", 2_500, RECIPE)
        with open_take(folder, take) as sound:
            np.testing.assert_array_equal(sound.read(0, 2_500), noise(2_500))
        names = sorted(path.name for path in folder.takes_path.iterdir())
        assert names == [f"{take.id}.json", f"{take.id}.wav"]
        note = (folder.takes_path / f"{take.id}.json").read_bytes()
        assert parse_part(Take, parse_json_object(note)) == take
    with ProjectFolder.open(tmp_path / "piece") as folder:
        assert folder.document.takes == (take,)
        assert folder.recovered_takes == ()


def test_takes_are_numbered_or_named(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        names = []
        for name in (None, None, " Evening\n", ""):
            writer = TakeWriter(folder, RECIPE, 44_100, 1)
            writer.write(noise(10, 1))
            names.append(writer.keep(name).name)
        assert names == ["Take", "Take 2", "Evening", "Take 3"]


def test_keeping_twice_keeps_once_and_discarding_after_keeps_it(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(10))
        take = writer.keep()
        assert writer.keep() == take
        writer.discard()
        open_take(folder, take).close()
        assert folder.document.takes == (take,)


def test_a_discarded_take_leaves_nothing(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(10))
        writer.discard()
        writer.discard()
        assert list(folder.takes_path.iterdir()) == []
        with pytest.raises(ValueError, match="ended"):
            writer.write(noise(10))


def test_a_take_without_sound_is_not_kept(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        with pytest.raises(ProjectError, match="Nothing was played"):
            writer.keep()
        assert list(folder.takes_path.iterdir()) == []
        assert folder.document.takes == ()


def test_samples_that_are_no_numbers_become_silence(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 1)
        writer.write(np.array([[0.5], [np.nan], [-np.inf]], np.float32))
        assert writer.replaced_samples == 2
        sound = read_audio(folder.file_path(writer.keep().file))
        assert sound.samples.ravel().tolist() == [0.5, 0.0, 0.0]


def test_another_shape_is_refused(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        with pytest.raises(ValueError, match="expected"):
            writer.write(noise(10, 1))
        writer.discard()


def test_a_full_disk_ends_a_take_but_keeps_what_was_played(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        with room_for(20_000):
            for _ in range(2):
                writer.write(noise(1_000))
            for _ in range(2):
                with pytest.raises(ProjectError, match="no room left on the disk for “Take"):
                    writer.write(noise(1_000))
        # As much of the third block as the disk took is there too, in whole frames.
        with room_for(0), pytest.raises(ProjectError, match="no room left"):
            writer.keep()
        take = writer.keep()
        assert take.frames == 2_500
        sound = read_audio(folder.file_path(take.file)).samples
        np.testing.assert_array_equal(sound[:2_000], np.tile(noise(1_000), (2, 1)))


def test_a_take_outlives_a_project_that_closed_too_early(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "piece")
    writer = TakeWriter(folder, RECIPE, 44_100, 2)
    writer.write(noise(100))
    folder.close()
    with pytest.raises(ProjectError, match="closed"):
        writer.keep()
    with ProjectFolder.open(folder.path) as folder:
        assert [take.frames for take in folder.recovered_takes] == [100]


def test_a_project_that_is_only_looked_at_takes_no_take(tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "piece").close()
    with (
        ProjectFolder.open_read_only(tmp_path / "piece") as folder,
        pytest.raises(ProjectError, match="only for looking"),
    ):
        TakeWriter(folder, RECIPE, 44_100, 2)
    assert list(folder.takes_path.iterdir()) == []


@pytest.mark.parametrize("frames", [1, 65_536, 150_001])
def test_a_float_export_has_the_samples_of_the_take(tmp_path: Path, frames: int) -> None:
    fractions: list[float] = []
    with ProjectFolder.create(tmp_path / "piece") as folder:
        take = _play(folder, frames)
        out = tmp_path / "out.wav"
        exported = export_take(folder, take, out, "float32", on_progress=fractions.append)
        assert (exported.sample_rate, exported.channels, exported.frames) == (44_100, 2, frames)
        samples, rate = soundfile.read(out, dtype="float32", always_2d=True)
        assert rate == 44_100
        np.testing.assert_array_equal(samples, noise(frames))
        assert fractions[-1] == 1.0


@pytest.mark.parametrize(
    ("sample_format", "subtype", "step"), [("pcm16", "PCM_16", 2**-15), ("pcm24", "PCM_24", 2**-23)]
)
def test_integer_exports_differ_by_the_dither_only(
    tmp_path: Path, sample_format: SampleFormat, subtype: str, step: float
) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        take = _play(folder, 70_000)
        exported = export_take(folder, take, tmp_path / "out.wav", sample_format)
        assert exported.clipped_samples == 0
        assert soundfile.info(tmp_path / "out.wav").subtype == subtype
        samples = soundfile.read(tmp_path / "out.wav", dtype="float64")[0]
        difference = samples - noise(70_000)
        # Triangular dither spreads over ±1 step, rounding over half a step more.
        assert np.abs(difference).max() <= 1.5 * step
        # Half a step altogether; less where a float happens to be a 24-bit number already.
        assert 0.4 * step < np.std(difference) < 0.51 * step


@pytest.mark.parametrize(("take_channels", "channels"), [(2, 1), (1, 2), (2, 2)])
def test_an_export_at_another_rate(tmp_path: Path, take_channels: int, channels: int) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        take = _play(folder, 100_000, take_channels)
        out = tmp_path / "out.wav"
        exported = export_take(folder, take, out, "float32", 48_000, channels)
        sound = read_audio(out)
        assert (sound.sample_rate, sound.channels) == (48_000, channels)
        assert exported.frames == sound.frames == round(100_000 * 48_000 / 44_100)
        expected = resample(
            convert_channels(noise(100_000, take_channels), min(channels, take_channels)),
            44_100,
            48_000,
        )
        np.testing.assert_array_equal(sound.samples, convert_channels(expected, channels))


def test_too_loud_samples_are_counted(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 1)
        writer.write(np.array([[0.0], [2.0], [-1.5]], np.float32))
        exported = export_take(folder, writer.keep(), tmp_path / "out.wav", "pcm16")
        assert exported.clipped_samples == 2


def test_exports_replace_a_file_only_when_they_are_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.wav"
    out.write_text("old")

    def stop(_fraction: float) -> None:
        raise InterruptedError

    with ProjectFolder.create(tmp_path / "piece") as folder:
        take = _play(folder, 1_000)
        with pytest.raises(InterruptedError):
            export_take(folder, take, out, "float32", on_progress=stop)
        with room_for(3_000), pytest.raises(AudioFileError, match="no room left"):
            export_take(folder, take, out, "float32")
        assert out.read_text() == "old"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["out.wav", "piece.audiosynth"]
        export_take(folder, take, out, "float32")
        assert read_audio(out).frames == 1_000


def test_senseless_targets_are_refused(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        take = _play(folder, 100)
        with pytest.raises(ProjectError, match="not the name of a WAV file"):
            export_take(folder, take, tmp_path / "out.mp3", "pcm16")
        for inside in (folder.file_path(take.file), folder.path / "recordings" / "x.wav"):
            with pytest.raises(ProjectError, match="inside the project folder"):
                export_take(folder, take, inside, "pcm16")
        for rate in (0, 10, 10**9):
            with pytest.raises(ProjectError, match=f"at {rate} Hz"):
                export_take(folder, take, tmp_path / "out.wav", "pcm16", rate)
        with pytest.raises(AudioFileError, match="missing"):
            export_take(folder, take, tmp_path / "missing" / "out.wav", "pcm16")
        open_take(folder, take).close()


def test_a_missing_take_is_explained(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        take = _play(folder, 100)
        folder.file_path(take.file).unlink()
        with pytest.raises(ProjectError, match="sound of the take “Take” is missing"):
            export_take(folder, take, tmp_path / "out.wav", "pcm16")
        assert not (tmp_path / "out.wav").exists()
