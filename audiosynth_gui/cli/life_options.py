"""What the commands `copy`, `restore` and `relink` understand."""

import argparse
from datetime import datetime
from pathlib import Path


def add_copy(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `copy`."""
    _add_project(parser)
    parser.add_argument("new", type=Path, metavar="NEW", help="the folder to make")


def add_restore(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `restore`."""
    _add_project(parser)
    parser.add_argument("--list", action="store_true", help="only say which backups there are")
    parser.add_argument(
        "--at",
        type=point_in_time,
        metavar="TIME",
        help="as it was then, such as 2026-11-08T14:03 (default: the newest that differs)",
    )
    parser.add_argument("--json", action="store_true", help="with --list: one JSON object a line")


def add_relink(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `relink`."""
    _add_project(parser)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to look")


def point_in_time(text: str) -> datetime:
    """Read a time in the form of ISO 8601; without an offset it is on the musician's clock."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a time such as 2026-11-08T14:03"
        ) from error


def _add_project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", type=Path, metavar="PROJECT")
