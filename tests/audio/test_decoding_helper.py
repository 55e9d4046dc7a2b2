"""The helper process: listened to, stopped, distrusted. Small programs play its part here."""

import json
import os
import sys
from pathlib import Path

import pytest

from audiosynth_gui.audio.decoded_audio import DecodedAudio
from audiosynth_gui.audio.decoding_helper import (
    DecodingCancelledError,
    HelperClock,
    helper_command,
    run_helper,
)
from audiosynth_gui.errors import AudioFileError

FOUND = {
    "sample_rate": 44_100,
    "channels": 2,
    "frames": 99,
    "replaced_samples": 3,
    "source_format": "WAV",
    "truncated": True,
}


def _saying(*objects: object) -> str:
    lines = [json.dumps(said) for said in objects]
    return "\n".join(f"print({line!r}, flush=True)" for line in lines)


def _run(program: str, clock: HelperClock | None = None) -> DecodedAudio:
    command = (sys.executable, "-c", program)
    return run_helper(command, "song.mp3", None, None, clock or HelperClock(60.0, 60.0))


def test_the_result_is_handed_on() -> None:
    told: list[float] = []
    program = _saying({"fraction": 0.25}, {"fraction": 7}, {"finished": FOUND})
    command = (sys.executable, "-c", program)
    found = run_helper(command, "song.mp3", told.append, None, HelperClock(60.0, 60.0))
    assert found == DecodedAudio(44_100, 2, 99, 3, "WAV", True)
    assert told == [0.25, 1.0]


def test_a_problem_is_handed_on() -> None:
    with pytest.raises(AudioFileError) as failure:
        _run(_saying({"problem": ["It is no song.", "Sing one."]}))
    assert (failure.value.message, failure.value.advice) == ("It is no song.", "Sing one.")


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.abort()",
        "raise SystemExit(3)",
        "pass",
        "print('hello', flush=True)",
        "print('x' * 1_000_000, flush=True)",
        _saying([]),
        _saying(7),
        _saying({}),
        _saying({"fraction": "half"}),
        _saying({"finished": {"frames": 3}}),
        _saying({"finished": {**FOUND, "frames": None}}),
        _saying({"problem": ["only one sentence"]}),
    ],
)
def test_a_helper_that_dies_or_babbles(program: str) -> None:
    with pytest.raises(AudioFileError) as failure:
        _run(program)
    assert failure.value.message == "“song.mp3” is so damaged that reading it failed."
    assert failure.value.advice


def test_what_a_dying_helper_says_is_kept_for_the_log() -> None:
    with pytest.raises(AudioFileError) as failure:
        _run("import sys; sys.exit('the reason')")
    assert "the reason" in failure.value.__notes__[0]


@pytest.mark.parametrize("clock", [(0.3, 60.0), (60.0, 0.3)])
def test_a_helper_that_hangs_is_stopped(clock: tuple[float, float]) -> None:
    with pytest.raises(AudioFileError, match="too long"):
        _run("import time; time.sleep(600)", HelperClock(*clock))


def test_a_helper_stopped_by_the_system_took_too_long() -> None:
    with pytest.raises(AudioFileError, match="too long"):
        _run("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")


def test_signs_of_life_keep_it_running(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("audiosynth_gui.audio.decoding_helper.time.monotonic", lambda: now)
    clock = HelperClock(wall_seconds=60.0, stall_seconds=20.0)
    for moment in (119.0, 138.0, 157.0):
        now = moment
        assert not clock.is_over()
        clock.heard()
    now = 159.0
    assert not clock.is_over()
    now = 161.0
    assert clock.is_over()  # the whole time is up
    quiet = HelperClock(wall_seconds=60.0, stall_seconds=20.0)
    now = 182.0
    assert quiet.is_over()


def test_it_can_be_cancelled() -> None:
    answers = iter((False, False, True))
    command = (sys.executable, "-c", "import time; time.sleep(600)")
    with pytest.raises(DecodingCancelledError, match=r"“song\.mp3” was stopped"):
        run_helper(command, "song.mp3", None, lambda: next(answers), HelperClock(60.0, 60.0))


def test_a_helper_that_cannot_start_is_named() -> None:
    with pytest.raises(AudioFileError, match="no other process"):
        run_helper(("/nowhere/python",), "song.mp3", None, None, HelperClock(60.0, 60.0))


def test_the_command_gives_absolute_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """libsndfile takes the name "-" for the standard input."""
    monkeypatch.chdir(tmp_path)
    command = helper_command(Path("-"), Path("out.wav"), 3.2, 1_000)
    assert command[0] == sys.executable
    assert command[-4:] == (os.fspath(tmp_path / "-"), os.fspath(tmp_path / "out.wav"), "4", "1000")
