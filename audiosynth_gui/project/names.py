"""Names of projects and of what is in them: one line of printable text, never empty."""

from collections.abc import Iterable

from audiosynth_gui.errors import ProjectError

_NAME_LIMIT_CHARACTERS = 200


def clean_name(text: str, otherwise: str = "Untitled") -> str:
    """Make a valid name of any text, for example of a file name.

    Control characters become spaces; `otherwise` where nothing is left.
    """
    # File names on Linux may hold bytes that are no text at all.
    readable = text.encode("utf-8", "replace").decode()
    spaced = "".join(c if c.isprintable() else " " for c in readable)
    return " ".join(spaced.split())[:_NAME_LIMIT_CHARACTERS].strip() or otherwise


def unique_name(name: str, taken: Iterable[str]) -> str:
    """Return `name`, or `name 2`, `name 3` … where it is taken already."""
    used = set(taken)
    result, number = name, 1
    while result in used:
        number += 1
        ending = f" {number}"
        result = name[: _NAME_LIMIT_CHARACTERS - len(ending)] + ending
    return result


def typed_name(text: str) -> str:
    """Make a name of what a musician typed.

    Raises:
        ProjectError: nothing is left of it.
    """
    cleaned = clean_name(text, otherwise="")
    if not cleaned:
        raise ProjectError("A name cannot be empty.", "Type at least one letter.")
    return cleaned
