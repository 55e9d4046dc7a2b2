"""Generations of the document: not too many, never lost by accident."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from audiosynth_gui.project.backups import (
    MOST_GENERATIONS,
    back_up,
    back_up_if_due,
    list_backups,
    newest_readable_backup,
)
from audiosynth_gui.project.parsing import document_to_bytes
from tests.project.examples import NOON, full_document


def test_at_most_one_a_minute(tmp_path: Path) -> None:
    for second in range(0, 181, 20):
        back_up_if_due(tmp_path, f"{second}".encode(), NOON + timedelta(seconds=second))
    kept = [backup.path.read_text() for backup in list_backups(tmp_path)]
    assert kept == ["180", "120", "60", "0"]


def test_the_same_content_is_not_kept_twice(tmp_path: Path) -> None:
    assert back_up_if_due(tmp_path, b"a", NOON) is not None
    assert back_up_if_due(tmp_path, b"a", NOON + timedelta(hours=1)) is None


def test_a_clock_set_back_does_not_stop_backups(tmp_path: Path) -> None:
    back_up(tmp_path, b"a", NOON + timedelta(days=365))
    assert back_up_if_due(tmp_path, b"b", NOON) is not None


def test_only_the_newest_stay(tmp_path: Path) -> None:
    for minute in range(MOST_GENERATIONS + 5):
        back_up(tmp_path, f"{minute}".encode(), NOON + timedelta(minutes=minute))
    kept = [backup.path.read_text() for backup in list_backups(tmp_path)]
    assert kept == [f"{minute}" for minute in range(MOST_GENERATIONS + 4, 4, -1)]


def test_two_of_the_same_second_have_names_of_their_own(tmp_path: Path) -> None:
    first, second = back_up(tmp_path, b"a", NOON), back_up(tmp_path, b"b", NOON)
    assert first.path.read_bytes() == b"a"
    assert list_backups(tmp_path) == (second, first)
    assert second.path.name == "project-20261108T120000Z-2.json"


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    for name in ("notes.txt", "project-1.json", "project-99999999T999999Z.json", "damaged-1.json"):
        (tmp_path / name).write_text("x")
    assert list_backups(tmp_path) == ()
    assert list_backups(tmp_path / "missing") == ()


def test_the_newest_readable_one_is_found(tmp_path: Path) -> None:
    assert newest_readable_backup(tmp_path) is None
    good = back_up(tmp_path, document_to_bytes(full_document()), NOON)
    back_up(tmp_path, b"{", NOON + timedelta(hours=1))
    assert newest_readable_backup(tmp_path) == good


def test_the_time_of_a_backup_is_its_own(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 8, 12, 0, 5, 999, tzinfo=UTC)
    backup = back_up(tmp_path, b"a", moment)
    assert backup.saved_at == moment.replace(microsecond=0)
    assert backup.describe().startswith("2026-11-0")
