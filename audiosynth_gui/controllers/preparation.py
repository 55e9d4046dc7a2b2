"""Loads the heavy libraries and compiles the kernels while the window is already there."""

import ctypes
import importlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

from audiosynth_gui.controllers.background import BackgroundTask

HEAVY_MODULES = (
    "scipy.fft",
    "numba",
    "torch",
    "audiosynth_gui.project.continuation",
    "audiosynth_gui.project.training_run",
    "torch._dynamo",  # every optimizer of torch imports it at its first step
)
"""In the order in which a musician needs them: see a recording, continue it, train."""

TORCH_LIBRARIES = ("c10", "torch_cpu", "torch", "torch_python")
WARMUP_COMMAND = (sys.executable, "-m", "audiosynth_gui.generation.warmup")
PROCESS_END_MILLISECONDS = 2000


class Preparation(QObject):
    """Makes the first Play and the first training start at once.

    Signals:
        modules_loaded(): the heavy modules are loaded.
        ready(): the kernels are compiled, too.

    Both come also when something did not work out: playing and training then do the same
    themselves and say what is wrong.
    """

    modules_loaded = Signal()
    ready = Signal()

    def __init__(
        self,
        modules: Sequence[str] = HEAVY_MODULES,
        warmup_command: Sequence[str] = WARMUP_COMMAND,
        parent: QObject | None = None,
    ) -> None:
        """Do nothing yet. GUI thread."""
        super().__init__(parent)
        self._loading = BackgroundTask(lambda task: _load_modules(task, modules), self)
        self._loading.finished.connect(self.modules_loaded)
        self._loading.finished.connect(self._part_ended)
        self._compiling = QProcess(self)
        # A process of its own: compiling holds the interpreter for seconds at a time.
        self._compiling.setProgram(warmup_command[0])
        self._compiling.setArguments(list(warmup_command[1:]))
        self._compiling.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._compiling.finished.connect(self._part_ended)
        self._compiling.errorOccurred.connect(self._process_failed)
        self._open_parts = 0

    def start(self) -> None:
        """Begin both; returns at once."""
        self._open_parts = 2
        self._loading.start()
        self._compiling.start()

    def close(self) -> None:
        """Wait for the present import (it cannot be interrupted) and end the compiling."""
        self._loading.cancel()
        self._loading.wait()
        if self._compiling.state() != QProcess.ProcessState.NotRunning:
            self._compiling.kill()
            self._compiling.waitForFinished(PROCESS_END_MILLISECONDS)

    def _process_failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # only then no `finished` comes
            self._part_ended()

    def _part_ended(self) -> None:
        self._open_parts -= 1
        if self._open_parts == 0:
            self.ready.emit()


def _load_modules(task: BackgroundTask, modules: Sequence[str]) -> None:
    """Import what is heavy, one after the other. A thread of its own."""
    for name in modules:
        if task.is_cancelled():
            return
        if name == "torch":
            load_torch_libraries()
        try:
            importlib.import_module(name)
        except (ImportError, OSError):
            # Whoever needs it says so in words.
            continue


def load_torch_libraries() -> int:
    """Map torch's shared libraries without holding the interpreter lock; give how many.

    `import torch` maps them while holding the lock, which stops the window for about a second
    on a cold disk. Called through ctypes, the same system call lets other threads run, and the
    import afterwards finds them mapped. A thread that imports another compiled module meanwhile
    would wait for this with the lock held, so whatever is needed early is imported before. Unix
    only; elsewhere nothing happens.
    """
    spec = importlib.util.find_spec("torch")
    if os.name != "posix" or spec is None or spec.origin is None:
        return 0
    suffix = "dylib" if sys.platform == "darwin" else "so"
    process = ctypes.CDLL(None)
    process.dlopen.restype = ctypes.c_void_p
    process.dlopen.argtypes = [ctypes.c_char_p, ctypes.c_int]
    flags = os.RTLD_NOW | os.RTLD_GLOBAL
    folder = Path(spec.origin).parent / "lib"
    paths = [folder / f"lib{name}.{suffix}" for name in TORCH_LIBRARIES]
    return sum(bool(process.dlopen(os.fsencode(path), flags)) for path in paths if path.exists())
