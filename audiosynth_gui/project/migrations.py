"""Bring the values of an older `project.json` up to the present format.

One function per version: the function under key 1 turns version 1 into version 2, and so on.
Each has its own test with a stored file of its version (pattern: Picard's config upgrades).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from audiosynth_gui.errors import ProjectError

CURRENT_VERSION = 1
"""The format that this program writes."""

Values = dict[str, Any]
Migration = Callable[[Values], Values]

MIGRATIONS: Mapping[int, Migration] = MappingProxyType({})
"""From version → the function that makes the next version of it."""


def version_of(values: Values) -> int:
    """The format version that values from a `project.json` claim; 0 where they claim none."""
    version = values.get("schema_version")
    return version if isinstance(version, int) and not isinstance(version, bool) else 0


def migrate(
    values: Values,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    current_version: int = CURRENT_VERSION,
) -> Values:
    """Apply every migration from the values' version to `current_version`.

    Values without a sensible version are returned as they are: the check that follows names the
    damage.

    Raises:
        ProjectError: the values were written by a newer version of the program.
    """
    version = version_of(values)
    if version > current_version:
        raise ProjectError(
            "This project was saved by a newer version of AudioSynth.",
            "Update AudioSynth, then open it again; nothing in it was changed.",
        )
    while 1 <= version < current_version:
        values = {**migrations[version](values), "schema_version": version + 1}
        version += 1
    return values
