"""Older values are brought up step by step; newer ones are left alone."""

from typing import Any

import pytest

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.migrations import CURRENT_VERSION, MIGRATIONS, migrate, version_of


def _rename_tempo(values: dict[str, Any]) -> dict[str, Any]:
    return {"schema_version": values["schema_version"], "pulse": values["tempo"]}


def _double_pulse(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "pulse": values["pulse"] * 2}


CHAIN = {1: _rename_tempo, 2: _double_pulse}


def test_every_step_is_taken_in_order() -> None:
    assert migrate({"schema_version": 1, "tempo": 60}, CHAIN, 3) == {
        "schema_version": 3,
        "pulse": 120,
    }


def test_steps_before_are_left_out() -> None:
    assert migrate({"schema_version": 2, "pulse": 60}, CHAIN, 3)["pulse"] == 120


def test_present_values_stay_as_they_are() -> None:
    values = {"schema_version": CURRENT_VERSION, "name": "My Piece"}
    assert migrate(values) is values


def test_newer_values_are_refused() -> None:
    with pytest.raises(ProjectError, match="newer version"):
        migrate({"schema_version": CURRENT_VERSION + 1})


@pytest.mark.parametrize("version", [None, True, "1", 0, -3, 1.0])
def test_senseless_versions_are_left_to_the_check(version: object) -> None:
    values = {"schema_version": version}
    assert migrate(values, CHAIN, 3) is values


def test_the_version_of_values() -> None:
    assert version_of({"schema_version": 7}) == 7
    assert version_of({}) == 0


def test_there_is_a_migration_from_every_older_version() -> None:
    assert set(MIGRATIONS) == set(range(1, CURRENT_VERSION))
