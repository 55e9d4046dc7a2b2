"""What the commands `copy`, `restore` and `relink` understand."""

import argparse
from pathlib import Path

from audiosynth_gui.cli.arguments import add_json, add_project, point_in_time


def add_copy(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `copy`."""
    add_project(parser)
    parser.add_argument("new", type=Path, metavar="NEW", help="the folder to make")


def add_restore(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `restore`."""
    add_project(parser)
    parser.add_argument("--list", action="store_true", help="only say which backups there are")
    parser.add_argument(
        "--at",
        type=point_in_time,
        metavar="TIME",
        help="as it was then, such as 2026-11-08T14:03 (default: the newest that differs)",
    )
    add_json(parser, "with --list: one JSON object a line")


def add_relink(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `relink`."""
    add_project(parser)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to look")
