"""The command `record`: from the microphone into a project."""

import argparse
import time
from collections.abc import Sequence

from audiosynth_gui.cli.interruption import Interruption
from audiosynth_gui.cli.output import duration_text, note, say
from audiosynth_gui.cli.statuses import DONE, INTERRUPTED
from audiosynth_gui.errors import PlaybackError, ProjectError
from audiosynth_gui.playback.devices import InputDevice, default_input_device, list_input_devices
from audiosynth_gui.playback.input import Input, open_input
from audiosynth_gui.project.recorder import RecordingWriter
from audiosynth_gui.project.storage import ProjectFolder

POLL_SECONDS = 0.02


def record(arguments: argparse.Namespace) -> int:
    """Record for so long, or until Ctrl+C; what was recorded is listed in the project.

    Raises:
        AudioSynthError: there is no such device, or the project cannot be written.
    """
    if arguments.list_devices:
        return _list_devices()
    if arguments.project is None:
        raise ProjectError("Which project to record into was not said.", "Name its folder.")
    with ProjectFolder.open(arguments.project) as folder:
        folder.require_writable()
        device = find_device(list_input_devices(), arguments.device)
        source = open_input(device, arguments.channels or _all_of(device), arguments.sample_rate)
        try:
            return _record(folder, source, arguments.seconds, arguments.name)
        finally:
            source.close()


def find_device(devices: Sequence[InputDevice], name: str | None) -> InputDevice | None:
    """Find a device by its name or a part of it; None stands for the system's default.

    Raises:
        PlaybackError: there is none, or several, of that name.
    """
    if name is None:
        return None
    exact = [device for device in devices if device.name == name]
    found = exact or [device for device in devices if name.lower() in device.name.lower()]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"“{device.name}”" for device in found)
        raise PlaybackError(f"More than one device is called “{name}”.", f"There is: {names}.")
    raise PlaybackError(
        f"There is no device “{name}” to record from.", "See them all with --list-devices."
    )


def _list_devices() -> int:
    devices = list_input_devices()
    if not devices:
        default_input_device()  # raises what is missing
    for device in devices:
        mark = " (default)" if device.is_default else ""
        channels = f"{device.channels} channel{'s' if device.channels > 1 else ''}"
        say(f"{device.name}{mark}: {channels}, {device.sample_rate} Hz")
    return DONE


def _all_of(device: InputDevice | None) -> tuple[int, ...]:
    """Both channels of a stereo device, the one of a mono device."""
    found = device or default_input_device()
    return (1, 2) if found.channels > 1 else (1,)


def _record(folder: ProjectFolder, source: Input, seconds: float | None, name: str | None) -> int:
    """Record and keep; a problem on the way is told after what there is was kept."""
    writer = RecordingWriter(folder, source.sample_rate, source.channels, source.name)
    problem: str | None = None
    length = "until Ctrl+C" if seconds is None else f"{seconds:g} s"
    note(f"Recording from “{source.name}”, {length}.")
    with Interruption() as interruption:
        try:
            problem = _pump(source, writer, seconds, interruption)
        except ProjectError as error:
            problem = str(error)
        try:
            recording = writer.keep(name)
        except ProjectError as error:
            # What went wrong first says more than that nothing came of it.
            raise error if problem is None else PlaybackError(problem) from error
    say(
        f"Recorded “{recording.name}”: {duration_text(recording.frames / recording.sample_rate)}, "
        f"{recording.sample_rate} Hz, {recording.channels} "
        f"channel{'s' if recording.channels > 1 else ''}"
    )
    if source.overflows:
        note(f"Sound was lost {source.overflows} times because the computer was too busy.")
    if problem is not None:
        raise PlaybackError(problem)
    return INTERRUPTED if interruption.requested else DONE


def _pump(
    source: Input, writer: RecordingWriter, seconds: float | None, interruption: Interruption
) -> str | None:
    """Write what is heard until it is enough; give why it ended early, or None."""
    wanted = None if seconds is None else max(1, round(seconds * source.sample_rate))
    while not interruption.requested and (wanted is None or writer.frames < wanted):
        samples = source.read()
        writer.write(samples if wanted is None else samples[: wanted - writer.frames])
        if source.problem is not None:
            return source.problem
        time.sleep(POLL_SECONDS)
    return None
