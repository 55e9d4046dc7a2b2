"""The icons: all there, well-formed, and drawn in one style."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

ICONS_PATH = Path(__file__).resolve().parents[1] / "resources" / "icons"
NAMES = (
    "add",
    "export",
    "folder-open",
    "import",
    "info",
    "loop",
    "model",
    "moon",
    "pause",
    "play",
    "record",
    "recording",
    "redo",
    "region-leave-out",
    "region-prompt",
    "region-train",
    "save",
    "settings",
    "skip-back",
    "skip-forward",
    "speaker",
    "star",
    "stop",
    "sun",
    "take",
    "train",
    "trash",
    "undo",
    "warning",
    "zoom-fit",
    "zoom-in",
    "zoom-out",
)
STYLE = {
    "viewBox": "0 0 24 24",
    "fill": "none",
    "stroke": "currentColor",
    "stroke-width": "2",
    "stroke-linecap": "round",
}


@pytest.mark.parametrize("name", NAMES)
def test_icons_take_their_colour_from_the_window(name: str) -> None:
    root = ElementTree.parse(ICONS_PATH / f"{name}.svg").getroot()
    assert {key: root.get(key) for key in STYLE} == STYLE
    assert len(root) > 0
    colours = {element.get("fill") for element in root.iter() if element is not root}
    assert colours <= {None, "currentColor"}


def test_there_are_no_others_but_the_programs_own() -> None:
    assert {path.stem for path in ICONS_PATH.glob("*.svg")} == {*NAMES, "audiosynth"}
    ElementTree.parse(ICONS_PATH / "audiosynth.svg")
