"""What the command line takes, and what it refuses with exit status 2."""

from pathlib import Path

import pytest

from audiosynth_gui.cli.parser import PRESETS, build_parser
from audiosynth_gui.project.requests import presets

TRAIN = (
    "train P --preset Draft --minutes 5 --device cpu --seed 3 --sample-rate 16000 --channels 1 "
    "--quantization mulaw8 --dropout 0.3 --batch-norm --plan-loss squared-error "
    "--precision bfloat16 "
    "--heldout 0.2 --resume evening --json"
)
GENERATE = (
    "generate P --out a.wav --model m --recording r --at 1.5 --prompt 2 --seconds 9 "
    "--temperature 0.9 --top-p 0.8 --freedom 0.7 --seed 4 --format float32 --play --json"
)


def test_train_takes_every_option() -> None:
    parsed = vars(build_parser().parse_args(TRAIN.split()))
    assert parsed == {
        "command": "train",
        "project": Path("P"),
        "preset": "Draft",
        "minutes": 5.0,
        "steps": None,
        "device": "cpu",
        "seed": 3,
        "sample_rate": 16000,
        "channels": 1,
        "quantization": "mulaw8",
        "dropout": 0.3,
        "batch_norm": True,
        "plan_loss": "squared-error",
        "precision": "bfloat16",
        "heldout": 0.2,
        "resume": "evening",
        "json": True,
    }


def test_generate_takes_every_option() -> None:
    parsed = vars(build_parser().parse_args(GENERATE.split()))
    assert parsed == {
        "command": "generate",
        "project": Path("P"),
        "out": Path("a.wav"),
        "model": "m",
        "recording": "r",
        "at": 1.5,
        "prompt": 2.0,
        "seconds": 9.0,
        "temperature": 0.9,
        "top_p": 0.8,
        "freedom": 0.7,
        "seed": 4,
        "format": "float32",
        "play": True,
        "json": True,
    }


@pytest.mark.parametrize(
    "line",
    [
        "new P",
        "new P a.wav b.mp3",
        "import P a.wav",
        "record P --seconds 10 --device Mic --channels 3+4 --sample-rate 48000 --name Rain",
        "record --list-devices",
        "train P --steps 10",
        "export P take --out a.WAV --format pcm16 --sample-rate 48000 --channels 1",
        "info P --json",
        "regions P --json",
        "regions P add kitchen --from 1.5 --to 9 --kind prompt --name solo",
        "regions P remove solo",
        "bench --json",
        "bench arithmetic",
        "bench sound --recordings a.ogg folder --minutes 10 --seconds 60",
        "demo --project P --minutes 0.1 --seconds 2",
    ],
)
def test_other_commands_are_taken(line: str) -> None:
    assert build_parser().parse_args(line.split()).command == line.split()[0]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("", "required: COMMAND"),
        ("dance P", "invalid choice: 'dance'"),
        ("new", "required: PROJECT"),
        ("import P", "required: RECORDING"),
        ("record P --channels 3", "'3' is neither 1 nor 2 nor a pair such as 3+4"),
        ("record P --channels 2+2", "neither 1 nor 2 nor a pair"),
        ("record P --seconds 0", "'0' is not a number above 0"),
        ("train P --minutes 5 --steps 10", "not allowed with"),
        ("train P --minutes 0", "'0' is not a number above 0"),
        ("train P --minutes nan", "'nan' is not a number above 0"),
        ("train P --minutes inf", "'inf' is not a number above 0"),
        ("train P --steps 1.5", "'1.5' is not a whole number"),
        ("train P --steps 0", "'0' is not a whole number"),
        ("train P --seed -1", "seed"),
        ("train P --channels 3", "invalid choice"),
        ("train P --heldout 1", "'1' is not a number from 0 to 0.9"),
        ("train P --device tpu", "invalid choice: 'tpu'"),
        ("train P --sample-rate 10", "'10' is not a whole number from 4000 to 384000"),
        ("generate P", "required: --out"),
        ("generate P --out a.mp3", "'a.mp3' does not end in .wav"),
        ("generate P --out a.wav --top-p 0", "'0' is not a number above 0 and up to 1"),
        ("generate P --out a.wav --at -1", "--at"),
        ("generate P --out a.wav --at nan", "--at"),
        ("generate P --out a.wav --prompt -0.5", "--prompt"),
        ("generate P --out a.wav --seconds inf", "'inf' is not a number above 0"),
        ("generate P --out a.wav --temperature 10.5", "'10.5' is not a number from 0 to 10"),
        ("generate P --out a.wav --freedom 1.5", "'1.5' is not a number from 0 to 1"),
        ("generate P --out a.wav --freedom -1", "'-1' is not a number from 0 to 1"),
        ("generate P --out a.wav --temperature nan", "'nan' is not a number from 0 to 10"),
        (f"generate P --out a.wav --seed {2**64}", "is not a whole number"),
        ("generate P --out a.wav --format mp3", "invalid choice: 'mp3'"),
        ("export P --out a.wav", "required: TAKE"),
        ("bench sound --recordings", "--recordings: expected at least one argument"),
        ("bench sound --continuations 0", "'0' is not a whole number from 1"),
    ],
)
def test_wrong_usage_ends_with_2(
    line: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(line.split())
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


def test_help_names_the_presets_that_there_are() -> None:
    assert tuple(preset.name for preset in presets()) == PRESETS
