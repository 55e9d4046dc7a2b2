"""The built wheel: it carries modules, resources and models, and works outside the checkout."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from audiosynth_gui import __version__

ROOT = Path(__file__).resolve().parents[1]
FILES = ("pyproject.toml", "README.md", "LICENSE")
FOLDERS = ("audiosynth_gui", "resources", "models")
SHOW_SHIPPED = """\
from audiosynth_gui.shipped import models_path, resources_path
print(resources_path())
print(models_path())
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the installed wheel; built from a copy, so that the checkout stays clean."""
    work = tmp_path_factory.mktemp("wheel")
    copy = work / "copy"
    copy.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, copy)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "--quiet"]
    build = [
        *pip,
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(work),
        str(copy),
    ]
    subprocess.run(build, check=True)
    (wheel,) = work.glob("audiosynth-*.whl")
    installed = work / "installed"
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(installed), str(wheel)], check=True
    )
    return installed


def run_installed(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the installed wheel, in a folder that has nothing to do with it."""
    return subprocess.run(
        [sys.executable, *arguments],
        env={
            **os.environ,
            "PYTHONPATH": str(installed),
            "XDG_STATE_HOME": str(installed.parent / "state"),
        },
        cwd=installed.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def files_in(folder: Path) -> set[str]:
    """The files below a folder, by their paths in it, but for compiled ones."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def test_help_works_outside_the_checkout(installed: Path) -> None:
    done = run_installed(installed, "-m", "audiosynth_gui", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("usage: audiosynth")


def test_commands_work_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    project = str(tmp_path / "Piece.audiosynth")
    made = run_installed(installed, "-m", "audiosynth_gui", "new", project)
    assert (made.returncode, made.stderr) == (0, "")
    told = run_installed(installed, "-m", "audiosynth_gui", "info", project)
    assert (told.returncode, told.stderr) == (0, "")
    assert "“Piece”" in told.stdout


def test_wheel_carries_resources_and_models(installed: Path) -> None:
    done = run_installed(installed, "-c", SHOW_SHIPPED)
    resources, models = map(Path, done.stdout.splitlines())
    assert resources == installed / "audiosynth_gui" / "resources"
    assert files_in(resources) == files_in(ROOT / "resources")
    assert files_in(models) == files_in(ROOT / "models")


def test_wheel_carries_every_module(installed: Path) -> None:
    package = installed / "audiosynth_gui"
    modules = {path.relative_to(package) for path in package.rglob("*.py")}
    source = ROOT / "audiosynth_gui"
    assert modules == {path.relative_to(source) for path in source.rglob("*.py")}


def test_wheel_brings_the_command(installed: Path) -> None:
    (entry_points,) = installed.glob("audiosynth-*.dist-info/entry_points.txt")
    assert "audiosynth = audiosynth_gui.__main__:main" in entry_points.read_text()
    assert entry_points.parent.name == f"audiosynth-{__version__}.dist-info"


def test_lock_pins_every_dependency_within_its_range() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    pinned = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            requirement = Requirement(line)
            (pin,) = requirement.specifier
            pinned[canonicalize_name(requirement.name)] = pin.version
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for requirement in map(Requirement, asked):
        assert pinned[canonicalize_name(requirement.name)] in requirement.specifier
