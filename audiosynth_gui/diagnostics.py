"""The log file, and a trace in it even where the program is killed by a fault in C code."""

import faulthandler
import logging
import logging.handlers
from pathlib import Path

_LOG_BYTES = 1_000_000
_FORMAT = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"


def start_diagnostics(log_path: Path) -> None:
    """Write the log to `log_path` from now on; without a log where that cannot be written.

    Call once, first thing in the program's main thread. Warnings of libraries go there too.
    """
    try:
        log_path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            log_path, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8"
        )
        # A file of its own: the log's is closed and renamed when it is full.
        faulthandler.enable(log_path.with_name("crash.log").open("a", encoding="utf-8"))
    except OSError:
        logging.basicConfig(handlers=[logging.NullHandler()])
        return
    logging.basicConfig(level=logging.INFO, format=_FORMAT, handlers=[handler])
    logging.captureWarnings(True)
