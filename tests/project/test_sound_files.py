"""What is brought to the window."""

from pathlib import Path

from audiosynth_gui.project.sound_files import is_project, is_sound_name, sounds_in
from audiosynth_gui.project.storage import ProjectFolder


def test_sounds_are_known_by_their_names() -> None:
    names = ("a.wav", "b.FLAC", "c.mp3", "d.txt", "wav", "e.aif")
    assert [is_sound_name(Path(name)) for name in names] == [True, True, True, False, False, True]


def test_projects_are_known_by_name_or_content(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "Piece")
    folder.close()
    renamed = folder.path.rename(tmp_path / "no suffix")
    assert is_project(renamed)
    assert is_project(renamed / "project.json")
    assert is_project(tmp_path / "gone.audiosynth")
    assert not is_project(tmp_path)


def test_what_cannot_be_looked_at_is_no_project_and_no_folder() -> None:
    path = Path("x" * 5_000)
    assert not is_project(path)
    assert list(sounds_in([path])) == [path]


def test_a_search_in_folders_can_be_given_up(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.wav").write_bytes(b"")
    asked: list[bool] = []

    def is_cancelled() -> bool:
        asked.append(True)
        return len(asked) > 2

    assert list(sounds_in([tmp_path], is_cancelled)) == [tmp_path / "a" / "x.wav"]


def test_folders_give_the_sounds_below_them(tmp_path: Path) -> None:
    music = tmp_path / "music"
    (music / "b").mkdir(parents=True)
    ProjectFolder.create(music / "Piece").close()
    for name in ("z.wav", "b/a.ogg", "b/words.txt", ".hidden.wav", "Piece.audiosynth/x.wav"):
        (music / name).write_bytes(b"")
    alone = tmp_path / "words.txt"
    found = [path.relative_to(tmp_path).as_posix() for path in sounds_in([alone, music])]
    assert found == ["words.txt", "music/z.wav", "music/b/a.ogg"]
