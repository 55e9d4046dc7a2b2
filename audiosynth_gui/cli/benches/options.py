"""What a long bench is told, and the recordings that it works on."""

from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.decoding import decode_to_wav
from audiosynth_gui.audio.demo_sound import compose_demo, load_demo_score
from audiosynth_gui.audio.files import read_audio, write_wav
from audiosynth_gui.errors import AudioFileError
from audiosynth_gui.shipped import resources_path

SOUND_SUFFIXES = (".wav", ".flac", ".ogg", ".mp3", ".aif", ".aiff")
"""What is taken from a folder; a file named by itself is tried whatever its ending."""

DEMO_NAME = "demo.wav"


@dataclass(frozen=True)
class BenchOptions:
    """What a long bench is told; each reads what concerns it.

    Attributes:
        recordings: sound files, and folders of them; the demo's music where there are none.
        minutes: of training.
        continuations: how many are made.
        seconds: length of each.
        preset: name of the preset that is trained.
        sound_minutes: length of the sound that the editor shows.
    """

    recordings: tuple[Path, ...] = ()
    minutes: float = 10.0
    continuations: int = 20
    seconds: float = 60.0
    preset: str = "standard"
    sound_minutes: float = 60.0


def recording_paths(options: BenchOptions, place: Path) -> tuple[Path, ...]:
    """The sound files to work on: those named, those in the folders named, or the demo's.

    Args:
        options: `recordings` counts.
        place: a folder into which the demo's music is written if it is needed.

    Raises:
        AudioFileError: a folder has no sound in it, or the demo's music cannot be written.
    """
    if not options.recordings:
        demo = place / DEMO_NAME
        write_wav(
            demo, compose_demo(load_demo_score(resources_path() / "demo_score.json")), "pcm16"
        )
        return (demo,)
    found: list[Path] = []
    for path in options.recordings:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(file for file in path.iterdir() if file.suffix.lower() in SOUND_SUFFIXES)
        if not inside:
            raise AudioFileError(
                f"There is no sound file in “{path}”.", "Choose a folder with recordings in it."
            )
        found.extend(inside)
    return tuple(found)


def decoded(path: Path, place: Path) -> AudioBuffer:
    """Read a sound file of any kind that the program imports.

    Args:
        path: the file.
        place: a folder into which it is decoded.

    Raises:
        AudioFileError: it cannot be read.
    """
    target = place / f"{path.name}.decoded.wav"
    decode_to_wav(path, target)
    return read_audio(target)
