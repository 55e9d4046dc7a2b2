"""Rules about imports that import-linter cannot say: they concern parts of PySide6."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import audiosynth_gui

CONTROLLERS = Path(audiosynth_gui.__file__).parent / "controllers"


def imported_modules(path: Path) -> Iterator[str]:
    """Every module that a file imports, or imports from."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", sorted(CONTROLLERS.rglob("*.py")), ids=lambda path: path.stem)
def test_controllers_know_only_the_core_of_qt(path: Path) -> None:
    qt = {name for name in imported_modules(path) if name.split(".")[0] in ("PySide6", "pyqtgraph")}
    assert qt <= {"PySide6.QtCore"}
