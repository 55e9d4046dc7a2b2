"""Names of projects and of what is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.names import clean_name, typed_name, unique_name
from tests.project.examples import RECORDING


@given(st.text(st.characters(), max_size=300))
def test_any_text_makes_a_valid_name(text: str) -> None:
    name = clean_name(text)
    assert RECORDING.changed(name=name).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [(" a\tb\n", "a b"), ("\x1b[31m", "[31m"), ("", "Untitled"), ("x" * 300, "x" * 200)],
)
def test_clean_names(text: str, name: str) -> None:
    assert clean_name(text) == name


def test_names_are_numbered() -> None:
    assert unique_name("Take", ()) == "Take"
    assert unique_name("Take", ("Take",)) == "Take 2"
    assert unique_name("Take", ("Take", "Take 2", "Take 4")) == "Take 3"
    long = "x" * 200
    assert unique_name(long, (long,)) == "x" * 198 + " 2"


def test_a_typed_name_says_something() -> None:
    assert typed_name(" Night\train ") == "Night rain"
    with pytest.raises(ProjectError, match="A name cannot be empty"):
        typed_name(" \t")
