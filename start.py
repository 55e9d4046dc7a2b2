#!/usr/bin/env python3
"""Set AudioSynth up and start it: `python3 start.py`. Needs Python 3.11 or newer and nothing else.

    python3 start.py                the window, on the demo project
    python3 start.py train ...      any command of the program (see `python3 start.py --help`)
    python3 start.py test [...]     the whole check; what follows goes to pytest

Everything is installed into `.venv` beside this file. A stamp in it says what was installed, so the
next start only compares the stamp and goes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP_NAME = "audiosynth-stamp.json"
LARGE_DOWNLOAD = re.compile(r"Downloading (?P<name>\w+)-\d.* \((?P<size>\d\d+\.\d MB|\S+ GB)\)")
OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)

PROGRAM_PACKAGES = (  # Debian's names: sound, then what Qt's window needs
    "libportaudio2 libasound2-plugins libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 "
    "libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 "
    "libxcb-render-util0 libxcb-shape0 libxcb-xinerama0"
)
CHECK_PACKAGES = "pulseaudio pulseaudio-utils xvfb"

WARM_UPS = ("audiosynth_gui.features.warmup", "audiosynth_gui.generation.warmup")
"""What is compiled once for each machine; run side by side."""


class SetupError(Exception):
    """Set-up cannot go on; the text says why and what to do."""


def say(text: str) -> None:
    """Print one step; to stderr, because stdout belongs to the program (`train --json`)."""
    print(f"AudioSynth: {text}", file=sys.stderr, flush=True)


# --- Python and the system's packages -------------------------------------------------------------


def suitable_python() -> str:
    """The interpreter that `.venv` is made with: this one where it fits, else one from the PATH."""
    if OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        # Where start.py runs inside a virtual environment (ours, maybe), its parent outlives it.
        return str(getattr(sys, "_base_executable", sys.executable))
    for minor in range(NEWEST_PYTHON[1], OLDEST_PYTHON[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise SetupError(
        f"AudioSynth runs on Python 3.11 to 3.13 and this is {sys.version.split()[0]}; "
        "install Python 3.13 and run: python3.13 start.py"
    )


def missing_packages(wanted: Sequence[str]) -> list[str]:
    """Those Debian packages that are not installed; none on a system without dpkg."""
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return []
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *wanted]
    listed = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    present = {line.split()[0] for line in listed.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if name not in present]


def apt_command(packages: Sequence[str]) -> list[str]:
    """The command that installs these packages."""
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def install_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages where we may; otherwise say how. True when they are there now."""
    by_hand = f"sudo apt-get update && sudo {' '.join(apt_command(packages))}"
    if os.geteuid() != 0:
        say(f"these system packages are missing; to install them run:\n  {by_hand}")
        return False
    say(f"installing system packages with apt-get: {' '.join(packages)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], apt_command(packages)):
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            last_line = (done.stderr.strip() or "no reason given").splitlines()[-1]
            say(f"apt-get did not manage it ({last_line}); to try again run:\n  {by_hand}")
            return False
    return True


def provide_system_packages(wanted: Sequence[str], tried_file: Path) -> None:
    """Install what is missing; a list that failed once is not tried again by itself."""
    missing = missing_packages(wanted)
    if not missing:
        return
    tried = tried_file.read_text() if tried_file.is_file() else ""
    if tried == " ".join(missing):
        say(f"still without these system packages: {tried}")
    elif not install_packages(missing) and tried_file.parent.is_dir():
        tried_file.write_text(" ".join(missing))


def provide_venv_module(python: str) -> None:
    """Debian splits venv off Python: fetch it, or say how."""
    probe = [python, "-c", "import venv, ensurepip"]
    if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        return
    package = f"python{python_version(python)}-venv"
    if missing_packages([package]) and install_packages([package]):
        return
    raise SetupError(
        f"this Python has no venv module; on Debian and Ubuntu: sudo apt-get install {package}"
    )


# --- The environment ------------------------------------------------------------------------------


def venv_program(environment: Path, name: str) -> Path:
    """Where a program of the environment lies on this system."""
    return environment / ("Scripts" if os.name == "nt" else "bin") / name


def venv_python(environment: Path) -> Path:
    """The environment's interpreter."""
    return venv_program(environment, "python.exe" if os.name == "nt" else "python")


@dataclass(frozen=True)
class Stamp:
    """What a complete installation was made of; written into the environment when it is done.

    Attributes:
        place: the folder the program was installed from.
        python: the version of its Python, such as "3.11".
        content: hash of the lock file and pyproject.toml.
        packages: what lies in site-packages.
    """

    place: str
    python: str
    content: str
    packages: tuple[str, ...] = ()


def wanted_stamp(python: str) -> Stamp:
    """What the stamp has to say, but for the packages."""
    content = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    return Stamp(str(ROOT), python_version(python), hashlib.sha256(content).hexdigest())


def read_stamp(environment: Path) -> Stamp | None:
    """The stamp; None when the installation was never finished or the stamp is damaged."""
    try:
        values = json.loads((environment / STAMP_NAME).read_text(encoding="utf-8"))
        return Stamp(**{**values, "packages": tuple(values["packages"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def installed_packages(environment: Path) -> tuple[str, ...]:
    """The names in the environment's site-packages."""
    folders = environment.glob(
        "Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"
    )
    return tuple(sorted(entry.name for folder in folders for entry in folder.iterdir()))


def python_version(python: str | Path) -> str:
    """Such as "3.11", by running the interpreter; empty when it does not run."""
    if str(python) == sys.executable:
        return f"{sys.version_info[0]}.{sys.version_info[1]}"
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [python, "-I", "-S", "-c", ask], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip()


def fault_in(environment: Path, wanted: Stamp) -> str | None:
    """Why the environment must be made anew; None when it can be used or updated."""
    stamp = read_stamp(environment)
    if stamp is None:
        return "it was not finished"
    if stamp.place != wanted.place:
        return "the folder was moved"
    running = python_version(venv_python(environment))
    if not running:
        return "its Python does not run"
    if running != wanted.python:
        return f"it is for Python {running}, this is {wanted.python}"
    lost = set(stamp.packages) - set(installed_packages(environment))
    return f"packages are gone from it, {min(lost)} for one" if lost else None


def make_environment(python: str, environment: Path) -> None:
    """Make the environment, empty but for pip."""
    provide_venv_module(python)
    say(f"making {environment.name} with Python {python_version(python)}")
    made = subprocess.run(
        [python, "-m", "venv", str(environment)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        reason = (made.stderr.strip() or made.stdout.strip() or "no reason given").splitlines()[-1]
        raise SetupError(f"the Python environment could not be made: {reason}")


def show_pip_progress(line: str, collected: int, total: int) -> None:
    """Show how far pip is: on a terminal in one line that changes, in a log now and then."""
    on_terminal = sys.stderr.isatty()
    large = LARGE_DOWNLOAD.match(line)
    if large:
        text = f"  fetching {large['name']} ({large['size']})"
    elif line.startswith("Collecting ") and (on_terminal or collected % 10 == 0):
        text = f"  {min(collected, total)} of {total}: {line.split()[1]}"
    elif line.startswith("Installing collected packages") and total > 1:
        text = "  unpacking (this takes a minute)"
    else:
        return
    start, end = ("\r\033[K", "") if on_terminal else ("", "\n")
    print(f"{start}{text}", end=end, file=sys.stderr, flush=True)


def run_pip(environment: Path, arguments: Sequence[str], total: int) -> None:
    """Run pip install and show how far it is; its last lines are shown when it fails."""
    command = [str(venv_python(environment)), "-m", "pip", "install", "--no-input", *arguments]
    lines: list[str] = []
    collected = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        assert pip.stdout is not None
        for line in filter(None, map(str.strip, pip.stdout)):
            lines.append(line)
            collected += line.startswith("Collecting ")
            show_pip_progress(line, collected, total)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if pip.returncode != 0:
        raise SetupError("pip could not install what is needed:\n  " + "\n  ".join(lines[-8:]))


def warm_up(environment: Path) -> None:
    """Compile what the first sound needs."""
    say("preparing the sound engine (once, about half a minute)")
    command = [str(venv_python(environment)), "-P", "-m"]
    quiet = subprocess.DEVNULL
    running = [subprocess.Popen([*command, module], stderr=quiet) for module in WARM_UPS]
    statuses = [process.wait() for process in running]
    if any(statuses):
        say("the engine could not be prepared now; the program does it when it first plays")


def install(environment: Path, wanted: Stamp) -> None:
    """Install the locked packages and the program, compile its kernels, then write the stamp."""
    (environment / STAMP_NAME).unlink(missing_ok=True)
    locked = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if "==" in line]
    say(f"installing {len(locked)} packages (the first time this fetches several hundred MB)")
    run_pip(environment, ["-r", str(LOCK)], len(locked))
    say("installing AudioSynth itself")
    run_pip(environment, ["--no-deps", "--no-build-isolation", "-e", str(ROOT)], 1)
    warm_up(environment)
    stamp = replace(wanted, packages=installed_packages(environment))
    (environment / STAMP_NAME).write_text(json.dumps(asdict(stamp)), encoding="utf-8")


def provide_environment(environment: Path) -> None:
    """Bring the environment to what the lock file asks for; quick when it is there already."""
    python = suitable_python()
    wanted = wanted_stamp(python)
    there = environment.exists()
    fault = fault_in(environment, wanted) if there else "it is missing"
    if fault and there:
        say(f"{environment.name} cannot be used ({fault}); making it again")
        shutil.rmtree(environment)
    if fault:
        make_environment(python, environment)
    stamp = read_stamp(environment)
    if stamp is None or stamp.content != wanted.content:
        started = time.monotonic()
        install(environment, wanted)
        say(f"set-up done in {time.monotonic() - started:.0f} s")


# --- The check and the program --------------------------------------------------------------------


def run_check(environment: Path, pytest_arguments: Sequence[str]) -> int:
    """Run ruff, mypy, import-linter and pytest; 0 when all pass."""
    python = str(venv_python(environment))
    linter = "lint-imports.exe" if os.name == "nt" else "lint-imports"
    steps = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        "import-linter": [str(venv_program(environment, linter))],
        "pytest": [python, "-m", "pytest", *pytest_arguments],
    }
    # Without a window system of its own Qt draws into memory; tests that need Xvfb start it.
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"}
    summary: list[str] = []
    for name, command in steps.items():
        say(f"check: {name}")
        started = time.monotonic()
        status = subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode
        verdict = "passed" if status == 0 else f"FAILED (exit status {status})"
        summary.append(f"{name:14} {verdict}, {time.monotonic() - started:.0f} s")
    passed = not any("FAILED" in line for line in summary)
    say("check " + ("passed" if passed else "FAILED") + "\n  " + "\n  ".join(summary))
    return 0 if passed else 1


def run_program(environment: Path, arguments: Sequence[str]) -> int:
    """Become the program (on Windows: run it), so that its exit status and Ctrl+C pass through."""
    # -P: whatever lies in the user's folder is not taken for a part of the program.
    command = [str(venv_python(environment)), "-P", "-m", "audiosynth_gui", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    with subprocess.Popen(command) as program:
        while True:
            try:
                return program.wait()
            except KeyboardInterrupt:
                continue  # the program got it too and ends when its state is saved


def main(arguments: Sequence[str]) -> int:
    """Set up, then check or start."""
    checking = list(arguments[:1]) == ["test"]
    wanted = f"{PROGRAM_PACKAGES} {CHECK_PACKAGES}" if checking else PROGRAM_PACKAGES
    try:
        provide_environment(ENVIRONMENT)
        provide_system_packages(wanted.split(), ENVIRONMENT / "apt-tried.txt")
    except SetupError as problem:
        say(str(problem))
        return 1
    except OSError as problem:
        say(f"set-up stopped: {problem}")
        return 1
    except KeyboardInterrupt:
        say("set-up interrupted; the next start goes on")
        return 130
    if checking:
        return run_check(ENVIRONMENT, arguments[1:])
    return run_program(ENVIRONMENT, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
