"""`start.py`: set-up from nothing, quick second starts, recovery, the check, and pass-through.

The set-up runs as a process, on a program of a few lines and with a pip that only notes what it
was asked for; everything else is real.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import start

PIP = """\
import pathlib, sys, sysconfig
note = pathlib.Path(__file__).parents[2] / "pip-calls.txt"
with note.open("a") as file:
    print(*sys.argv[1:], file=file)
if (note.parent / "pip-fails").exists():
    print("Collecting everything")
    sys.exit("no such package")
print("Collecting numpy==1.0")
print("Installing collected packages: numpy")
site = pathlib.Path(sysconfig.get_path("purelib"))
(site / "numpy").mkdir(exist_ok=True)
(site / "program.pth").write_text(str(note.parent))
"""
PROGRAM = """\
import sys
print("program", *sys.argv[1:], flush=True)
sys.exit(7)
"""


@dataclass(frozen=True)
class Checkout:
    """A checkout of a tiny program that start.py sets up.

    Attributes:
        path: its folder.
    """

    path: Path

    @classmethod
    def make(cls, path: Path) -> "Checkout":
        """Write the program, the pip that it is set up with, and start.py."""
        for package in (path / "audiosynth_gui", path / "fakes" / "pip"):
            package.mkdir(parents=True)
            (package / "__init__.py").write_text("")
        (path / "audiosynth_gui" / "__main__.py").write_text(PROGRAM)
        (path / "fakes" / "pip" / "__main__.py").write_text(PIP)
        shutil.copy(start.__file__, path / "start.py")
        (path / "requirements.lock").write_text("numpy==1.0\n")
        (path / "pyproject.toml").write_text("[project]\n")
        return cls(path)

    @property
    def environment(self) -> Path:
        return self.path / ".venv"

    def start(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run start.py; nothing of the system's packages is looked at or installed."""
        surroundings = {
            **os.environ,
            "PYTHONPATH": str(self.path / "fakes"),
            "PATH": str(self.path / "fakes"),
        }
        return subprocess.run(
            [sys.executable, str(self.path / "start.py"), *arguments],
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )

    def pip_calls(self) -> list[str]:
        """What pip was asked for since the last look."""
        note = self.path / "pip-calls.txt"
        calls = note.read_text().splitlines() if note.exists() else []
        note.unlink(missing_ok=True)
        return calls


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout that was started once."""
    checkout = Checkout.make(tmp_path_factory.mktemp("made") / "checkout")
    done = checkout.start("train", "--minutes", "5")
    assert done.returncode == 7, done.stderr
    assert done.stdout == "program train --minutes 5\n"
    assert "making .venv" in done.stderr
    assert "installing 1 packages" in done.stderr
    calls = checkout.pip_calls()
    assert calls == [
        f"install --no-input -r {checkout.path / 'requirements.lock'}",
        f"install --no-input --no-deps --no-build-isolation -e {checkout.path}",
    ]
    return checkout


@pytest.fixture
def checkout(made: Checkout) -> Checkout:
    """That checkout with a whole environment; a test may break it."""
    if start.read_stamp(made.environment) is None:
        assert made.start().returncode == 7
    made.pip_calls()
    return made


def test_second_start_asks_pip_for_nothing_and_says_nothing(checkout: Checkout) -> None:
    done = checkout.start("info", "My Piece")
    assert (done.returncode, done.stdout, done.stderr) == (7, "program info My Piece\n", "")
    assert checkout.pip_calls() == []


def test_changed_lock_is_installed_into_the_same_environment(checkout: Checkout) -> None:
    lock = checkout.path / "requirements.lock"
    lock.write_text(lock.read_text() + "scipy==2.0\n")
    done = checkout.start()
    assert done.returncode == 7
    assert "making .venv" not in done.stderr
    assert len(checkout.pip_calls()) == 2


def test_environment_without_its_interpreter_is_made_again(checkout: Checkout) -> None:
    start.venv_python(checkout.environment).unlink()
    done = checkout.start()
    assert done.returncode == 7
    assert ".venv cannot be used (its Python does not run); making it again" in done.stderr
    assert len(checkout.pip_calls()) == 2


def test_interrupted_installation_is_made_again(checkout: Checkout) -> None:
    (checkout.path / "pip-fails").touch()
    lock = checkout.path / "requirements.lock"
    lock.write_text(lock.read_text() + "soxr==2.0\n")
    failed = checkout.start()
    assert failed.returncode == 1
    assert (
        "pip could not install what is needed:\n  Collecting everything\n  no such" in failed.stderr
    )
    assert "Traceback" not in failed.stderr
    (checkout.path / "pip-fails").unlink()
    done = checkout.start()
    assert done.returncode == 7
    assert ".venv cannot be used (it was not finished)" in done.stderr


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment that looks finished, and whose interpreter runs."""
    path = tmp_path / ".venv"
    site = path / "lib" / "python3" / "site-packages"
    for name in ("numpy", "torch"):
        (site / name).mkdir(parents=True)
    (path / "bin").mkdir()
    (path / "bin" / "python").symlink_to(sys.executable)
    stamp = replace(start.wanted_stamp(sys.executable), packages=("numpy", "torch"))
    write_stamp(path, stamp)
    return path


def write_stamp(environment: Path, stamp: start.Stamp) -> None:
    (environment / start.STAMP_NAME).write_text(json.dumps(stamp.__dict__))


def wanted() -> start.Stamp:
    return start.wanted_stamp(sys.executable)


def test_whole_environment_has_no_fault(environment: Path) -> None:
    assert start.fault_in(environment, wanted()) is None
    assert start.read_stamp(environment) == replace(wanted(), packages=("numpy", "torch"))


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"place": 1}', '{"packages": null}'])
def test_damaged_stamp_counts_as_unfinished(environment: Path, damage: str) -> None:
    (environment / start.STAMP_NAME).write_text(damage)
    assert start.fault_in(environment, wanted()) == "it was not finished"


def test_moved_folder_is_noticed(environment: Path) -> None:
    write_stamp(environment, replace(wanted(), place="/elsewhere"))
    assert start.fault_in(environment, wanted()) == "the folder was moved"


def test_other_python_is_noticed(environment: Path) -> None:
    fault = start.fault_in(environment, replace(wanted(), python="3.99"))
    assert fault == f"it is for Python {wanted().python}, this is 3.99"


def test_lost_package_is_noticed(environment: Path) -> None:
    (environment / "lib" / "python3" / "site-packages" / "torch").rmdir()
    fault = start.fault_in(environment, wanted())
    assert fault == "packages are gone from it, torch for one"


def test_stamp_follows_lock_and_pyproject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "LOCK", tmp_path / "requirements.lock")
    contents = set()
    for lock, project in (("a", "b"), ("c", "b"), ("a", "d")):
        (tmp_path / "requirements.lock").write_text(lock)
        (tmp_path / "pyproject.toml").write_text(project)
        contents.add(wanted().content)
    assert len(contents) == 3


Script = Callable[[str, str], None]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Makes a shell script that is found instead of the system's program of its name."""
    folder = tmp_path / "scripts"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")

    def make(name: str, text: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)

    return make


def test_only_missing_packages_are_listed(script: Script) -> None:
    script("dpkg-query", 'echo "libegl1 installed"; echo "xvfb config-files"; exit 1')
    script("apt-get", "exit 9")
    assert start.missing_packages(["libegl1", "xvfb", "pulseaudio"]) == ["xvfb", "pulseaudio"]


def test_no_package_is_missed_without_dpkg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert start.missing_packages(["libegl1"]) == []


def test_without_root_the_exact_command_is_printed(
    script: Script, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script("apt-get", "exit 9")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not start.install_packages(["libegl1", "xvfb"])
    command = "sudo apt-get install -y --no-install-recommends libegl1 xvfb"
    assert f"  sudo apt-get update && {command}\n" in capsys.readouterr().err


def test_root_updates_the_lists_first(
    script: Script, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script("apt-get", f'echo "$DEBIAN_FRONTEND $@" >> {tmp_path / "calls"}')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert start.install_packages(["xvfb"])
    assert (tmp_path / "calls").read_text().splitlines() == [
        "noninteractive update",
        "noninteractive install -y --no-install-recommends xvfb",
    ]


def test_failed_packages_are_not_tried_at_every_start(
    script: Script,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    script("dpkg-query", "exit 1")
    script("apt-get", f'echo call >> {tmp_path / "calls"}; echo "no network" >&2; exit 100')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    for _ in range(2):
        start.provide_system_packages(["xvfb"], tmp_path / "tried.txt")
    assert (tmp_path / "calls").read_text() == "call\n"
    said = capsys.readouterr().err
    assert "apt-get did not manage it (no network)" in said
    assert "still without these system packages: xvfb" in said


def test_python_without_venv_is_told(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    script("broken-python", "exit 1")
    script("dpkg-query", "exit 1")
    script("apt-get", "exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(start.SetupError, match=r"sudo apt-get install python.*-venv"):
        start.provide_venv_module("broken-python")


@pytest.mark.parametrize("version", [(3, 10, 4), (3, 14, 0)])
def test_unsuitable_python_looks_for_another(
    script: Script, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setenv("PATH", str(tmp_path / "scripts"))
    with pytest.raises(start.SetupError, match=r"3\.11 to 3\.13"):
        start.suitable_python()
    script("python3.12", "")
    assert start.suitable_python() == str(tmp_path / "scripts" / "python3.12")


def test_check_runs_everything_and_fails_when_one_fails(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("python", "lint-imports"):
        program = programs / name
        program.write_text(
            f'#!/bin/sh\necho {name} "$@" "$QT_QPA_PLATFORM"\n[ "$2" != "$FAILING" ]\n'
        )
        program.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FAILING", "mypy")
        assert start.run_check(tmp_path, ["-k", "peaks"]) == 1
        ran, said = capfd.readouterr()
        patch.setenv("FAILING", "none")
        assert start.run_check(tmp_path, []) == 0
    assert "python -m ruff check . offscreen\n" in ran
    assert "python -m ruff format --check . offscreen\n" in ran
    assert "lint-imports offscreen\n" in ran
    assert "python -m pytest -k peaks offscreen\n" in ran
    assert "mypy           FAILED (exit status 1)" in said
    assert "pytest         passed" in said
    assert "check passed" in capfd.readouterr().err


def test_pip_progress_counts_and_names_large_downloads(capsys: pytest.CaptureFixture[str]) -> None:
    start.show_pip_progress("Collecting torch==2.13.0 (from -r lock)", 10, 77)
    start.show_pip_progress("Downloading torch-2.13.0-cp311-linux.whl (195.2 MB)", 10, 77)
    start.show_pip_progress("Downloading idna-3.20-py3-none-any.whl (70 kB)", 10, 77)
    assert capsys.readouterr().err == "  10 of 77: torch==2.13.0\n  fetching torch (195.2 MB)\n"


def test_every_lock_line_is_an_exact_version() -> None:
    lines = start.LOCK.read_text(encoding="utf-8").splitlines()
    locked = [line for line in lines if line and not line.startswith("#")]
    assert len(locked) > 50
    assert all("==" in line.split(";")[0] for line in locked)
    assert "torch==2.13.0" in locked
