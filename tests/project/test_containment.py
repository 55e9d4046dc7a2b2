"""What a project names stays inside its folder."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.containment import (
    contained_path,
    is_safe_file_name,
    is_safe_relative_path,
    refuse_links,
    safe_file_stem,
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kitchen.wav",
        "recordings",
        "recordings/",
        "/recordings/kitchen.wav",
        "recordings//kitchen.wav",
        "recordings/../project.json",
        "recordings/./kitchen.wav",
        "recordings\\kitchen.wav",
        "recordings/C:kitchen.wav",
        "recordings/kitchen.wav ",
        "recordings/kitchen.",
        "recordings/nul.wav",
        "recordings/COM1",
        "recordings/a\x00b.wav",
        "recordings/a\nb.wav",
        "takes/kitchen.wav",
        "recordings/" + "ä" * 130 + ".wav",
    ],
)
def test_paths_that_are_refused(text: str) -> None:
    assert not is_safe_relative_path(text, "recordings")


@pytest.mark.parametrize("text", ["recordings/kitchen.wav", "recordings/a/b.wav", "recordings/Ü 1"])
def test_paths_that_are_taken(text: str) -> None:
    assert is_safe_relative_path(text, "recordings")


@given(st.text(max_size=200))
def test_any_name_gives_a_safe_stem(name: str) -> None:
    stem = safe_file_stem(name)
    assert is_safe_file_name(stem)
    assert is_safe_file_name(f"{stem}-123456.wav.decoded.part")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Küche am  Morgen", "Küche am Morgen"),
        ("../../etc/passwd", "etc passwd"),
        ("???", "untitled"),
        ("con", "untitled"),
        ("x" * 100, "x" * 60),
    ],
)
def test_stems(name: str, stem: str) -> None:
    assert safe_file_stem(name) == stem


def test_a_contained_path_is_below_the_root(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    assert contained_path(root, "takes/a.wav") == root / "takes" / "a.wav"


@pytest.mark.parametrize("relative", ["../a.wav", "takes/../../a.wav"])
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, relative: str) -> None:
    with pytest.raises(ProjectError, match="leads out"):
        contained_path(tmp_path.resolve(), relative)


def test_a_path_through_a_link_is_refused(tmp_path: Path) -> None:
    root = (tmp_path / "project").resolve()
    root.mkdir()
    (root / "takes").symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(ProjectError, match="leads out"):
        contained_path(root, "takes/a.wav")


@pytest.mark.parametrize("place", ["project.json", "takes/deep/a.wav", ".lock"])
def test_links_anywhere_are_refused(tmp_path: Path, place: str) -> None:
    link = tmp_path / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(tmp_path / "missing")
    with pytest.raises(ProjectError, match=place):
        refuse_links(tmp_path)


if sys.platform != "win32":

    def test_a_pipe_is_refused(tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "project.json")
        with pytest.raises(ProjectError, match="not a file"):
            refuse_links(tmp_path)


def test_files_and_folders_are_let_through(tmp_path: Path) -> None:
    (tmp_path / "models" / "demo").mkdir(parents=True)
    (tmp_path / "models" / "demo" / "model.json").write_text("{}")
    refuse_links(tmp_path)
    (tmp_path / "models" / "demo" / "weights").symlink_to(tmp_path)
    with pytest.raises(ProjectError, match="models/demo/weights"):
        refuse_links(tmp_path)


def test_a_folder_that_vanishes_meanwhile_is_no_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    real = os.scandir
    looked_into: list[Path] = []

    def scandir(path: Path) -> object:
        looked_into.append(path)
        if path != tmp_path:
            raise FileNotFoundError(path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    refuse_links(tmp_path)
    assert looked_into == [tmp_path, tmp_path / "models"]
