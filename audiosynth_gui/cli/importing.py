"""The commands `new` and `import`: bring recordings into a project."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from audiosynth_gui.audio.decoding import DecodingCancelledError
from audiosynth_gui.cli.interruption import Interruption
from audiosynth_gui.cli.output import ProgressLine, duration_text, note, say
from audiosynth_gui.cli.statuses import DONE, INTERRUPTED
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder


def new(arguments: argparse.Namespace) -> int:
    """Make a project and import recordings into it.

    Raises:
        AudioSynthError: the project cannot be made, or a recording cannot be imported; what was
            imported before it stays.
    """
    with ProjectFolder.create(arguments.project) as folder:
        say(f"New project: {folder.path}")
        return _import_all(folder, arguments.recordings)


def import_into(arguments: argparse.Namespace) -> int:
    """Import recordings into a project that is there.

    Raises:
        AudioSynthError: as `new`.
    """
    with ProjectFolder.open(arguments.project) as folder:
        return _import_all(folder, arguments.recordings)


def _import_all(folder: ProjectFolder, sources: Sequence[Path]) -> int:
    with Interruption() as interruption:
        for source in sources:
            if interruption.requested:
                return INTERRUPTED
            try:
                with ProgressLine(source.name) as line:
                    recording = import_recording(
                        folder, source, line.show, lambda: interruption.requested
                    )
            except DecodingCancelledError:
                return INTERRUPTED
            length = duration_text(recording.frames / recording.sample_rate)
            channels = f"{recording.channels} channel{'s' if recording.channels > 1 else ''}"
            say(f"Imported “{recording.name}”: {length}, {recording.sample_rate} Hz, {channels}")
            if recording.source_truncated:
                note(f"“{source.name}” ends early, as if cut off; what is there was imported.")
            if recording.replaced_samples:
                note(f"{recording.replaced_samples} samples were no numbers and became silence.")
    return DONE
