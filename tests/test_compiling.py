"""Where the compiled kernels lie."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from audiosynth_gui import compiling


def test_lie_in_the_users_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "cache_path", lambda: tmp_path / "some" / "kernels")
    assert compiling.usable_cache_path() == tmp_path / "some" / "kernels"
    assert (tmp_path / "some" / "kernels").is_dir()


def test_an_unusable_cache_does_not_keep_them_from_running(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    program = f"""
import platformdirs
platformdirs.user_cache_dir = lambda *_arguments: {str(tmp_path / "file")!r}
import numpy as np
from audiosynth_gui import compiling
from audiosynth_gui.generation.kernels.arithmetic import rectify
values = np.array([-1.0, 1.0], np.float32)
rectify(values)
print(values.tolist(), compiling.numba.config.CACHE_DIR)
"""
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=True
    )
    values, folder = run.stdout.rsplit(" ", 1)
    assert values == "[0.0, 1.0]"
    assert "audiosynth-kernels-" in folder
    assert not Path(folder.strip()).exists()


def test_every_module_that_compiles_counts_for_the_name_of_the_cache() -> None:
    package = compiling.PACKAGE_PATH
    compiles = {
        path
        for path in package.rglob("*.py")
        if re.search(r"compiling import .*(compiled|inlined)", path.read_text())
    }
    counted = {path for pattern in compiling.KERNEL_SOURCES for path in package.glob(pattern)}
    assert len(compiles) > 5
    assert compiles <= counted
    assert package / "compiling.py" in counted


def test_modules_whose_constants_are_compiled_in_count_too() -> None:
    package = compiling.PACKAGE_PATH
    counted = {path for pattern in compiling.KERNEL_SOURCES for path in package.glob(pattern)}
    kernels = [path for path in counted if path.parent.name == "kernels"]
    found = set()
    for path in kernels:
        for module, names in re.findall(
            r"^from audiosynth_gui\.(\S+) import (\w+)", path.read_text(), re.MULTILINE
        ):
            inside = package / module.replace(".", "/") / f"{names}.py"
            found.add(inside if inside.exists() else package / f"{module.replace('.', '/')}.py")
    assert package / "networks" / "head.py" in found
    assert found <= counted
