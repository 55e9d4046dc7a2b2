"""A PulseAudio server of its own, whose loudspeaker and microphone exist in memory only.

It lets playing be measured, and tested, without a sound card and without a sound in the room.
Nothing of the machine's own sound system is touched.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.errors import AudioSynthError

SPEAKER_SAMPLE_RATE = 44100
SPEAKER_CHANNELS = 2
PROGRAMS = ("pulseaudio", "pactl")

_ALSA_CONFIG = """\
pcm.!default { type pulse }
ctl.!default { type pulse }
"""
_PATIENCE_SECONDS = 60.0
_ADVICE = "Install the packages pulseaudio and libasound2-plugins."


@dataclass(frozen=True)
class PrivateSpeaker:
    """A running sound server with the sink "speaker" and the source "microphone".

    Attributes:
        process: the server.
        folder: its private folder.
        environment: variables that lead a process's PortAudio to this server.
    """

    process: subprocess.Popen[bytes]
    folder: Path
    environment: Mapping[str, str]


@contextmanager
def private_speaker() -> Iterator[PrivateSpeaker]:
    """Run the server; its environment is not applied to this process.

    Raises:
        AudioSynthError: PulseAudio is missing or does not start.
    """
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        raise AudioSynthError(f"The program {missing[0]} is missing.", _ADVICE)
    with tempfile.TemporaryDirectory(prefix="sound-sink-") as name:
        folder = Path(name)
        environment = _write_configuration(folder)
        process = _start_server(folder, environment)
        try:
            _wait_until_ready(process, environment, folder / "log")
            yield PrivateSpeaker(process, folder, environment)
        finally:
            process.kill()
            process.wait()


def _write_configuration(folder: Path) -> dict[str, str]:
    alsa_config = folder / "asound.conf"
    alsa_config.write_text(_ALSA_CONFIG, encoding="utf-8")
    return {
        **os.environ,
        "ALSA_CONFIG_PATH": str(alsa_config),
        "HOME": str(folder),
        "PULSE_SERVER": f"unix:{folder / 'socket'}",
        "XDG_RUNTIME_DIR": str(folder),
    }


def _start_server(folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    format_arguments = f"rate={SPEAKER_SAMPLE_RATE} channels={SPEAKER_CHANNELS} format=float32le"
    command = [
        "pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no",
        "--disable-shm=yes", "--log-target=stderr",
        f"--load=module-native-protocol-unix socket={folder / 'socket'} auth-anonymous=1",
        # With rewinds the sink would mix up to 2 s ahead and take that back when a sound begins;
        # those who record it have heard the silence by then, and miss the beginning.
        f"--load=module-null-sink sink_name=speaker norewinds=1 {format_arguments}",
        f"--load=module-null-source source_name=microphone {format_arguments}",
    ]  # fmt: skip
    # The server itself must not look for a server at the address it is going to serve.
    server_environment = {k: v for k, v in environment.items() if k != "PULSE_SERVER"}
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdout=log, stderr=log, env=server_environment)


def _wait_until_ready(
    process: subprocess.Popen[bytes], environment: Mapping[str, str], log_path: Path
) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        answer = subprocess.run(["pactl", "info"], env=environment, capture_output=True)
        if answer.returncode == 0:
            return
        if process.poll() is not None or time.monotonic() > deadline:
            log = log_path.read_text(encoding="utf-8", errors="replace")
            raise AudioSynthError(f"The sound server does not answer: {log}", _ADVICE)
        time.sleep(0.02)
