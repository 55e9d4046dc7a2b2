"""What the command line understands. Loads nothing heavy: `--help` answers at once."""

import argparse
from pathlib import Path

from audiosynth_gui import __version__
from audiosynth_gui.cli.arguments import (
    add_json,
    add_project,
    channel_numbers,
    fraction,
    moment,
    positive_integer,
    positive_number,
    probability,
    sample_rate,
    seed_number,
    share,
    temperature,
    wav_path,
)
from audiosynth_gui.cli.life_options import add_copy, add_relink, add_restore

DESCRIPTION = """\
Train a recurrent network on your own recordings and hear it go on in real time.

Without arguments, or with a project folder alone, the window opens.
A PROJECT is a folder; its ending .audiosynth may be left out."""
EPILOGUE = """\
Exit status: 0 done, 1 a problem (explained in one line), 2 wrong usage, 130 interrupted (what was
done so far is saved)."""

FORMATS = ("pcm16", "pcm24", "float32")
DEFAULT_FORMAT = "pcm24"
REGION_KINDS = ("train", "leave-out", "prompt")
PRESETS = ("standard", "draft", "deep", "classic-rnn", "classic-lstm")
"""For the help only, which must not load them; what there really is, training says."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; the chosen one is in `command`."""
    parser = argparse.ArgumentParser(
        prog="audiosynth",
        description=DESCRIPTION,
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"AudioSynth {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, summary: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=summary, description=f"{summary}.")

    _add_new(command("new", "Make a project, and import recordings into it"))
    _add_import(command("import", "Import recordings: WAV, FLAC, OGG, MP3 or AIFF"))
    _add_record(command("record", "Record from a microphone into a project"))
    _add_train(command("train", "Train a model on the recordings of a project"))
    _add_generate(command("generate", "Let a model continue a recording, and write a WAV file"))
    _add_export(command("export", "Write a take as a WAV file"))
    _add_info(command("info", "Say what is in a project"))
    _add_regions(command("regions", "List, add or remove regions of recordings"))
    add_copy(command("copy", "Copy a whole project under another name"))
    add_restore(command("restore", "Go back to a backup of a project"))
    add_relink(command("relink", "Find missing files of a project, and put them back"))
    _add_bench(command("bench", "Measure how fast this computer trains and plays"))
    _add_demo(command("demo", "Train, continue and play the demo without a window"))
    return parser


def _add_new(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument("recordings", nargs="*", type=Path, metavar="RECORDING")


def _add_import(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument("recordings", nargs="+", type=Path, metavar="RECORDING")


def _add_record(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", nargs="?", type=Path, metavar="PROJECT")
    parser.add_argument("--seconds", type=positive_number, metavar="N", help="default: to Ctrl+C")
    parser.add_argument("--device", metavar="NAME", help="or a part of it (the system's default)")
    parser.add_argument("--channels", type=channel_numbers, metavar="1|2|A+B", help="such as 3+4")
    parser.add_argument("--sample-rate", type=sample_rate, metavar="HZ", help="the device's own")
    parser.add_argument("--name", help="what to call the recording")
    parser.add_argument("--list-devices", action="store_true", help="only say what there is")


def _add_train(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument("--preset", metavar="NAME", help=f"{', '.join(PRESETS)} (the first)")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--minutes", type=positive_number, metavar="M", help="train this long")
    length.add_argument("--steps", type=positive_integer, metavar="N", help="train this many steps")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto")
    parser.add_argument("--seed", type=seed_number, default=0, metavar="S")
    parser.add_argument("--sample-rate", type=sample_rate, metavar="HZ")
    parser.add_argument("--channels", type=int, choices=(1, 2))
    parser.add_argument("--quantization", choices=("linear16", "mulaw8"))
    parser.add_argument(
        "--dropout", type=fraction, metavar="SHARE", help="of units silenced while training"
    )
    parser.add_argument(
        "--batch-norm", action="store_true", help="normalise what is read of the plan"
    )
    parser.add_argument(
        "--plan-loss", choices=("mixture", "squared-error"), default="mixture",
        help="of the network that learns the form",
    )  # fmt: skip
    parser.add_argument(
        "--precision", choices=("float32", "bfloat16"), default="float32",
        help="bfloat16 is faster on newer GPUs",
    )  # fmt: skip
    parser.add_argument(
        "--heldout",
        type=fraction,
        default=None,
        metavar="FRACTION",
        help="keep this last part of every recording for judging (0 to 0.9)",
    )
    parser.add_argument("--resume", metavar="MODEL", help="go on with this model")
    add_json(parser, "one JSON object a line")


def _add_generate(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    _add_out(parser)
    parser.add_argument("--model", metavar="ID", help="which model (default: the newest)")
    parser.add_argument("--recording", metavar="NAME", help="what to continue")
    parser.add_argument("--at", type=moment, metavar="SECONDS", help="go on from this moment")
    parser.add_argument("--prompt", type=moment, metavar="SECONDS", help="hear this much before")
    parser.add_argument("--seconds", type=positive_number, default=30.0, metavar="N")
    parser.add_argument("--temperature", type=temperature, default=1.0, metavar="T")
    parser.add_argument("--top-p", type=probability, default=1.0, metavar="P")
    parser.add_argument(
        "--freedom",
        type=share,
        metavar="F",
        help="0 keeps close to the recording's form, 1 is free",
    )
    parser.add_argument("--seed", type=seed_number, metavar="S", help="default: another every time")
    _add_format(parser)
    parser.add_argument("--play", action="store_true", help="play it while it is made")
    add_json(parser, "say what was made as a JSON object")


def _add_export(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    parser.add_argument("take", metavar="TAKE", help="id or name of the take")
    _add_out(parser)
    _add_format(parser)
    parser.add_argument("--sample-rate", type=sample_rate, metavar="HZ")
    parser.add_argument("--channels", type=int, choices=(1, 2))


def _add_info(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_json(parser, "say it as one JSON object")


def _add_regions(parser: argparse.ArgumentParser) -> None:
    add_project(parser)
    add_json(parser, "one JSON object")
    actions = parser.add_subparsers(dest="action", metavar="add | remove")
    add = actions.add_parser("add", description="Mark a stretch of a recording.")
    add.add_argument("recording", metavar="RECORDING", help="id or name")
    add.add_argument("--from", dest="start", type=moment, default=0.0, metavar="SECONDS")
    add.add_argument(
        "--to", dest="stop", type=moment, metavar="SECONDS", help="default: the recording's end"
    )
    add.add_argument("--kind", choices=REGION_KINDS, default=REGION_KINDS[0])
    add.add_argument("--name", default="", metavar="TEXT")
    remove = actions.add_parser("remove", description="Take a region away.")
    remove.add_argument("region", metavar="REGION", help="id or name")


def _add_bench(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="which measurements (default: all quick ones)"
    )
    long = parser.add_argument_group("for measurements that train, and run only when named")
    long.add_argument(
        "--recordings",
        nargs="+",
        type=Path,
        default=(),
        metavar="PATH",
        help="sound files, or folders of them (default: the demo's music)",
    )
    long.add_argument(
        "--minutes", type=positive_number, help="of training (10), or of the editor's sound (60)"
    )
    long.add_argument(
        "--continuations", type=positive_integer, default=20, metavar="N", help="how many to make"
    )
    long.add_argument("--seconds", type=positive_number, default=60.0, help="length of each")
    long.add_argument("--preset", default=PRESETS[0], metavar="NAME", help="what to train")
    add_json(parser, "one JSON object a line")


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", type=Path, help="where the demo project is, or shall be made")
    parser.add_argument("--minutes", type=positive_number, default=1.0, help="of training")
    parser.add_argument("--seconds", type=positive_number, default=20.0, help="of continuation")


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=wav_path, required=True, metavar="FILE.wav")


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=FORMATS, default=DEFAULT_FORMAT, help="of the WAV file")
