"""Reading the options of `copy`, `restore` and `relink`."""

import argparse
from datetime import UTC, datetime

import pytest

from audiosynth_gui.cli.life_options import point_in_time
from audiosynth_gui.cli.parser import build_parser


def test_times() -> None:
    assert point_in_time("2026-11-08T14:03") == datetime(2026, 11, 8, 14, 3)
    assert point_in_time("2026-11-08 14:03:05+00:00") == datetime(2026, 11, 8, 14, 3, 5, tzinfo=UTC)
    with pytest.raises(argparse.ArgumentTypeError, match="not a time such as"):
        point_in_time("noon")


def test_restore_lists_or_goes_back() -> None:
    listed = build_parser().parse_args(["restore", "Piece", "--list", "--json"])
    assert (listed.list, listed.json, listed.at) == (True, True, None)
    back = build_parser().parse_args(["restore", "Piece", "--at", "2026-11-08T14:03"])
    assert (back.list, back.at) == (False, datetime(2026, 11, 8, 14, 3))
