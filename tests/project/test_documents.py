"""Documents are strict, frozen, and keep what they do not know."""

import math
from typing import Any

import pytest
from pydantic import ValidationError

from audiosynth_gui.project.documents import new_document, new_id, time_now
from tests.project.examples import MODEL, RECIPE, RECORDING, TAKE, full_document


def test_a_document_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        full_document().name = "Other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sample_rate", "44100"),
        ("sample_rate", 44_100.0),
        ("sample_rate", True),
        ("sample_rate", 0),
        ("channels", 9),
        ("frames", -1),
        ("gain_db", math.nan),
        ("gain_db", math.inf),
        ("gain_db", 25.0),
        ("sha256", "ABC"),
        ("name", ""),
        ("name", "a\x1b[31mb"),
        ("id", "../x"),
        ("id", "Kitchen"),
        ("id", "nul"),
        ("id", "kitchen\n"),
        ("file", "../kitchen.wav"),
        ("file", "/tmp/kitchen.wav"),
        ("file", "takes/kitchen.wav"),
        ("added_at", RECORDING.added_at.replace(tzinfo=None)),
    ],
)
def test_wrong_values_of_a_recording_are_refused(field: str, value: Any) -> None:
    with pytest.raises(ValidationError, match=field):
        RECORDING.changed(**{field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("temperature", -0.1), ("top_p", 0.0), ("top_p", 1.1), ("freedom", -0.1), ("freedom", 1.1),
        ("seed", -1), ("seconds", math.inf),
    ],
)  # fmt: skip
def test_wrong_values_of_a_recipe_are_refused(field: str, value: Any) -> None:
    with pytest.raises(ValidationError, match=field):
        RECIPE.changed(**{field: value})


def test_a_repeated_id_is_refused() -> None:
    with pytest.raises(ValidationError, match="same id"):
        full_document().changed(models=(MODEL.changed(id=RECORDING.id),))


def test_a_changed_copy_keeps_unknown_fields() -> None:
    newer = RECORDING.changed(colour="green")
    assert newer.changed(name="Other").model_extra == {"colour": "green"}


def test_items_are_everything_listed() -> None:
    assert list(full_document().items()) == [RECORDING, MODEL, TAKE]


def test_new_ids_differ() -> None:
    assert len({new_id() for _ in range(100)}) == 100


def test_the_time_is_in_utc_and_whole_seconds() -> None:
    now = time_now()
    assert now.utcoffset() is not None
    assert now.tzname() == "UTC"
    assert now.microsecond == 0


def test_a_new_document_is_empty() -> None:
    document = new_document("My Piece", 48_000, 1)
    assert (document.name, document.sample_rate, document.channels) == ("My Piece", 48_000, 1)
    assert list(document.items()) == []
