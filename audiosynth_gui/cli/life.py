"""The commands `copy`, `restore` and `relink`: a project as a whole."""

import argparse

from audiosynth_gui.cli.interruption import Interruption
from audiosynth_gui.cli.output import ProgressLine, note, print_json, say
from audiosynth_gui.cli.statuses import DONE, INTERRUPTED, PROBLEM
from audiosynth_gui.project.copying import CopyCancelledError, copy_project
from audiosynth_gui.project.generations import (
    Generation,
    describe_contents,
    describe_difference,
    find_generation,
    go_back,
    list_generations,
)
from audiosynth_gui.project.opening import DamagedProjectError, restore_backup
from audiosynth_gui.project.relinking import relink
from audiosynth_gui.project.storage import ProjectFolder


def copy(arguments: argparse.Namespace) -> int:
    """Copy a whole project to another folder; works while a window has it open.

    Raises:
        ProjectError: there is something already, or a disk does not take or give it.
    """
    with (
        ProjectFolder.open_read_only(arguments.project) as folder,
        Interruption() as interruption,
        ProgressLine(arguments.new.name) as line,
    ):
        try:
            made = copy_project(
                folder,
                arguments.new,
                on_progress=line.show,
                is_cancelled=lambda: interruption.requested,
            )
        except CopyCancelledError:
            return INTERRUPTED
    say(f"Copied to {made}")
    return DONE


def restore(arguments: argparse.Namespace) -> int:
    """Go back to a backup, or list them; the present state becomes a backup itself.

    Raises:
        ProjectError: there is none that fits, the project is open elsewhere, or the disk fails.
    """
    if arguments.list:
        return _list_generations(arguments)
    try:
        folder = ProjectFolder.open(arguments.project)
    except DamagedProjectError:
        if arguments.at is not None:
            raise  # what to compare the backups with is not known
        backup = restore_backup(arguments.project)
        say(f"The project file was damaged; went back to the backup of {backup.describe()}.")
        return DONE
    with folder:
        present = folder.document
        generations = list_generations(folder)
        if arguments.at is None:
            # The newest is mostly what is there now: closing makes one, too.
            generations = tuple(
                each for each in generations if each.document.changed(id=present.id) != present
            )[:1]
            if not generations:
                say("There is no backup that differs from what is there now.")
                return DONE
            generation = generations[0]
        else:
            generation = find_generation(generations, arguments.at)
        folder.update(lambda now: go_back(folder, now, generation))
        say(f"Went back to {_describe(generation)}: {describe_contents(folder.document)}")
    return DONE


def find_missing(arguments: argparse.Namespace) -> int:
    """Look for missing files in a folder, and put back all that are found.

    Raises:
        ProjectError: the project is open elsewhere, there is no such folder, or the disk fails.
    """
    with (
        ProjectFolder.open(arguments.project) as folder,
        Interruption() as interruption,
    ):
        result = relink(folder, arguments.folder, is_cancelled=lambda: interruption.requested)
    for sound in result.found:
        say(f"Found “{sound.name}” ({sound.file})")
    for sound in result.missing:
        note(f"Still missing: “{sound.name}” ({sound.file})")
    if not result.found and not result.missing:
        say("Nothing is missing.")
    if interruption.requested:
        return INTERRUPTED
    return PROBLEM if result.missing else DONE


def _list_generations(arguments: argparse.Namespace) -> int:
    with ProjectFolder.open_read_only(arguments.project) as folder:
        for generation in list_generations(folder):
            contents = describe_contents(generation.document)
            difference = describe_difference(folder.document, generation.document)
            if arguments.json:
                print_json({
                    "at": generation.saved_at.isoformat(),
                    "contents": contents,
                    "difference": difference,
                })  # fmt: skip
            else:
                say(f"{_describe(generation)}  {contents}; {difference}")
    return DONE


def _describe(generation: Generation) -> str:
    return f"{generation.saved_at:%Y-%m-%d %H:%M:%S}"
