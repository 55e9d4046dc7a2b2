"""What is loaded and compiled while the window is already there."""

import subprocess
import sys

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.preparation import (
    HEAVY_MODULES,
    WARMUP_COMMAND,
    Preparation,
)

QUICK_COMMAND = (sys.executable, "-c", "pass")


def test_modules_are_loaded_and_the_command_is_run(qtbot: QtBot) -> None:
    preparation = Preparation(["colorsys"], QUICK_COMMAND)
    sys.modules.pop("colorsys", None)
    with qtbot.waitSignals([preparation.modules_loaded, preparation.ready], timeout=30_000):
        preparation.start()
    assert "colorsys" in sys.modules
    preparation.close()


def test_what_is_missing_does_not_keep_the_rest_back(qtbot: QtBot) -> None:
    preparation = Preparation(["no_such_module_anywhere", "colorsys"], ("/no/such/program",))
    sys.modules.pop("colorsys", None)
    with qtbot.waitSignal(preparation.ready, timeout=30_000):
        preparation.start()
    assert "colorsys" in sys.modules
    preparation.close()


def test_closing_ends_the_compiling(qtbot: QtBot) -> None:
    assert qtbot is not None
    command = (sys.executable, "-c", "import time; time.sleep(600)")
    preparation = Preparation([], command)
    preparation.start()
    preparation._compiling.waitForStarted()
    preparation.close()
    assert preparation._compiling.processId() == 0


def test_the_libraries_of_torch_come_first() -> None:
    names = list(HEAVY_MODULES)
    assert names.index("torch") < names.index("audiosynth_gui.project.training_run")
    assert WARMUP_COMMAND[1:] == ("-m", "audiosynth_gui.generation.warmup")
    code = (
        "from audiosynth_gui.controllers.preparation import load_torch_libraries as load\n"
        "import sys\n"
        "count = load()\n"
        "assert 'torch' not in sys.modules\n"
        "import torch\n"
        "print(count, torch.ones(2).sum().item())"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    count, total = result.stdout.split()
    assert total == "2.0"
    assert int(count) == (4 if sys.platform in ("linux", "darwin") else 0)
