"""The command `generate`: a continuation as a take of the project and as a WAV file."""

import argparse
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.cli.interruption import Interruption
from audiosynth_gui.cli.output import duration_text, note, print_json, say
from audiosynth_gui.cli.statuses import DONE, INTERRUPTED
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.playback.output import Output, open_output
from audiosynth_gui.project.continuation import Continuation, open_continuation
from audiosynth_gui.project.documents import ProjectDocument, Recording, Take
from audiosynth_gui.project.edits import find_model, find_recording
from audiosynth_gui.project.requests import DEFAULT_FREEDOM, ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter, check_export_target, export_take

RING_SECONDS = 1.0
PROMPT_SECONDS = 4.0


@dataclass(frozen=True)
class Rendered:
    """A continuation that was made and kept.

    Attributes:
        take: as the project lists it.
        realtime_factor: seconds of sound made in a second of computing.
        underruns: gaps that were heard while it played; None where it was not played.
        interrupted: it ends where Ctrl+C came.
    """

    take: Take
    realtime_factor: float
    underruns: int | None
    interrupted: bool

    @property
    def seconds(self) -> float:
        """Length of the take."""
        return self.take.frames / self.take.sample_rate


def generate(arguments: argparse.Namespace) -> int:
    """Continue a recording; Ctrl+C ends it early, and what was made is kept and written.

    Raises:
        AudioSynthError: what is asked for is not in the project, or a file cannot be written.
    """
    check_folder_of(arguments.out)
    with ProjectFolder.open(arguments.project) as folder:
        check_export_target(folder, arguments.out)
        request = continuation_request(folder.document, arguments)
        rendered = render(folder, request, play=arguments.play)
        export_take(folder, rendered.take, arguments.out, arguments.format)
    if arguments.json:
        print_json(
            {
                "take": rendered.take.id,
                "seconds": rendered.seconds,
                "sample_rate": rendered.take.sample_rate,
                "channels": rendered.take.channels,
                "realtime_factor": rendered.realtime_factor,
                "model_sha256": rendered.take.recipe.model_sha256,
                "seed": rendered.take.recipe.seed,
                "underruns": rendered.underruns,
                "out": str(arguments.out),
            }
        )
    else:
        say(
            f"Wrote {arguments.out}: {duration_text(rendered.seconds)}, "
            f"{rendered.realtime_factor:.1f} times as fast as it plays; "
            f"kept as “{rendered.take.name}” ({rendered.take.id})"
        )
    return INTERRUPTED if rendered.interrupted else DONE


def check_folder_of(out: Path) -> None:
    """See to it that the result can be written before it is computed.

    Raises:
        AudioFileError: the folder is missing or protected.
    """
    folder = out.absolute().parent
    if not folder.is_dir():
        raise AudioFileError(
            f"There is no folder “{folder}”.", "Make it first, or choose another place."
        )
    if not os.access(folder, os.W_OK):
        raise AudioFileError(f"Nothing may be written into “{folder}”.", "Choose another place.")


def continuation_request(
    document: ProjectDocument, arguments: argparse.Namespace
) -> ContinuationRequest:
    """What the options ask for: the newest model and the first recording unless they say else.

    Raises:
        ProjectError: there is no such model or recording.
    """
    if arguments.model is not None:
        model = find_model(document, arguments.model)
    elif document.models:
        model = document.models[-1]
    else:
        raise ProjectError("This project has no model yet.", "Train one first.")
    recording_id, at_seconds, prompt_seconds = _prompt(document, arguments)
    return ContinuationRequest(
        model_id=model.id,
        recording_id=recording_id,
        at_seconds=at_seconds,
        prompt_seconds=prompt_seconds,
        seconds=arguments.seconds,
        temperature=arguments.temperature,
        top_p=arguments.top_p,
        freedom=DEFAULT_FREEDOM if arguments.freedom is None else arguments.freedom,
        seed=secrets.randbelow(2**31) if arguments.seed is None else arguments.seed,
    )


def first_recording(document: ProjectDocument) -> Recording:
    """What is continued unless something else is asked for.

    Raises:
        ProjectError: there is no recording.
    """
    if not document.recordings:
        raise ProjectError("This project has no recording to continue.", "Import one first.")
    return document.recordings[0]


def _prompt(
    document: ProjectDocument, arguments: argparse.Namespace
) -> tuple[str | None, float, float]:
    """Recording, moment and length of the prompt; no recording where none of the three is given."""
    if arguments.recording is None and arguments.at is None and arguments.prompt is None:
        return None, 0.0, 0.0
    if arguments.recording is not None:
        recording = find_recording(document, arguments.recording)
    else:
        recording = first_recording(document)
    length = recording.frames / recording.sample_rate
    prompt = PROMPT_SECONDS if arguments.prompt is None else arguments.prompt
    at = min(prompt, length) if arguments.at is None else arguments.at
    if at > length:
        raise ProjectError(
            f"“{recording.name}” ends at {length:.3f} s, before the moment asked for.",
            "Choose an earlier moment with --at.",
        )
    return recording.id, at, min(prompt, at)


def render(folder: ProjectFolder, request: ContinuationRequest, play: bool) -> Rendered:
    """Make a continuation and keep it as a take. Main thread only.

    Args:
        folder: a project open for work.
        request: what to continue, and how.
        play: into the sound card too, where there is one; it then takes as long as it plays.

    Raises:
        AudioSynthError: as `open_continuation` and `TakeWriter`.
    """
    stream = open_continuation(folder, request)
    if stream.note:
        note(stream.note)
    writer = TakeWriter(folder, stream.recipe, stream.sample_rate, stream.channels)
    output = _open_output(stream) if play else None
    try:
        with Interruption() as interruption:
            busy_seconds = _pump(stream, writer, output, interruption)
        underruns = output.underruns if output is not None else None
    finally:
        if output is not None:
            output.close()
    take = writer.keep()
    realtime_factor = take.frames / take.sample_rate / max(busy_seconds, 1e-9)
    return Rendered(take, realtime_factor, underruns, interruption.requested)


def _pump(
    stream: Continuation, writer: TakeWriter, output: Output | None, interruption: Interruption
) -> float:
    """Pass every block on, and wait until it was heard; returns the seconds of computing."""
    busy_seconds = 0.0
    blocks = iter(stream)
    while not interruption.requested:
        started = time.perf_counter()
        block = next(blocks, None)
        busy_seconds += time.perf_counter() - started
        if block is None:
            if output is not None:
                output.finish()
            break
        writer.write(block.samples)
        if output is not None:
            output.write(block.samples)
    return busy_seconds


def _open_output(stream: Continuation) -> Output | None:
    """The sound card; None where there is none, so that nobody waits for what is not heard."""
    output = open_output(None, stream.sample_rate, stream.channels, RING_SECONDS)
    if output.problem is None:
        return output
    note(f"It is made without being heard: {output.problem}")
    output.close()
    return None
