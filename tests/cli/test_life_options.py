"""Reading the options of `copy`, `restore` and `relink`."""

from datetime import datetime

from audiosynth_gui.cli.parser import build_parser


def test_restore_lists_or_goes_back() -> None:
    listed = build_parser().parse_args(["restore", "Piece", "--list", "--json"])
    assert (listed.list, listed.json, listed.at) == (True, True, None)
    back = build_parser().parse_args(["restore", "Piece", "--at", "2026-11-08T14:03"])
    assert (back.list, back.at) == (False, datetime(2026, 11, 8, 14, 3))
