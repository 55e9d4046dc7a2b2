"""The command `export`: a take as a WAV file."""

import argparse

from audiosynth_gui.cli.output import ProgressLine, duration_text, say
from audiosynth_gui.cli.statuses import DONE
from audiosynth_gui.project.edits import find_take
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import export_take


def export(arguments: argparse.Namespace) -> int:
    """Write a take as a WAV file; works while a window has the project open.

    Raises:
        AudioSynthError: no such project or take, or the file cannot be written.
    """
    with ProjectFolder.open_read_only(arguments.project) as folder:
        take = find_take(folder.document, arguments.take)
        with ProgressLine(arguments.out.name) as line:
            exported = export_take(
                folder,
                take,
                arguments.out,
                arguments.format,
                arguments.sample_rate,
                arguments.channels,
                on_progress=line.show,
            )
    length = duration_text(exported.frames / exported.sample_rate)
    say(f"Wrote {exported.path}: {length}, {exported.sample_rate} Hz, {arguments.format}")
    return DONE
