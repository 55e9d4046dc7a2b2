"""project.json: there and back, and nothing but clear errors for anything else."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.parsing import (
    DamagedDocumentError,
    document_to_bytes,
    parse_document,
    parse_json_object,
)
from tests.project import strategies
from tests.project.examples import full_document

STORED = Path(__file__).parent / "stored"


@given(strategies.documents())
@settings(deadline=None, max_examples=60)
def test_documents_come_back_as_they_were(document: ProjectDocument) -> None:
    data = document_to_bytes(document)
    assert parse_document(data) == document
    assert document_to_bytes(parse_document(data)) == data


def test_fields_of_a_newer_program_survive() -> None:
    values = json.loads(document_to_bytes(full_document()))
    values["tempo"] = {"beats_per_minute": 92.5, "swing": None}
    values["recordings"][0]["regions"] = [{"start": 0, "kind": "train"}]
    values["takes"][0]["recipe"]["steering"] = [1, 2.5, "x"]
    again = json.loads(document_to_bytes(parse_document(json.dumps(values).encode())))
    assert again == values


def test_a_stored_file_of_version_1_is_read() -> None:
    data = (STORED / "version-1.json").read_bytes()
    document = parse_document(data)
    assert [recording.name for recording in document.recordings] == ["Kitchen", "Küche – Abend"]
    assert document.recordings[1].gain_db == -3.5
    assert document.models[0].preset == "Draft"
    assert document.takes[0].recipe.seconds is None
    assert document.takes[0].recipe.freedom == 0.0
    assert document_to_bytes(document) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff",
        b"null",
        b"[]",
        b"{}",
        b'{"schema_version": 1}',
        b'{"schema_version": true}',
        b'{"schema_version": 0}',
        b'{"schema_version": "1"}',
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": "\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a": ' + b"9" * 5_000 + b"}",
    ],
)
def test_damage_is_named(data: bytes) -> None:
    with pytest.raises(DamagedDocumentError, match="damaged"):
        parse_document(data)


def test_the_damaged_place_is_named() -> None:
    values = json.loads(document_to_bytes(full_document()))
    values["recordings"][0]["frames"] = "many"
    with pytest.raises(DamagedDocumentError, match=r"recordings\.0\.frames"):
        parse_document(json.dumps(values).encode())


def test_a_newer_version_is_not_called_damaged() -> None:
    values = json.loads(document_to_bytes(full_document())) | {"schema_version": 2}
    with pytest.raises(ProjectError, match="newer version") as caught:
        parse_document(json.dumps(values).encode())
    assert not isinstance(caught.value, DamagedDocumentError)


@pytest.mark.parametrize(
    "file", ["/etc/passwd", "../../x.wav", "recordings/../../x.wav", "C:\\x.wav", "\\\\host\\x"]
)
def test_files_outside_are_refused(file: str) -> None:
    values = json.loads(document_to_bytes(full_document()))
    values["recordings"][0]["file"] = file
    with pytest.raises(ProjectError, match="outside its own folder"):
        parse_document(json.dumps(values).encode())


@pytest.mark.parametrize("part", ["recordings", "models", "takes"])
def test_ids_that_climb_are_refused(part: str) -> None:
    values = json.loads(document_to_bytes(full_document()))
    values[part][0]["id"] = "../../x"
    with pytest.raises(ProjectError, match="damaged"):
        parse_document(json.dumps(values).encode())


def test_nan_in_an_unknown_field_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        document_to_bytes(full_document().changed(tempo=float("nan")))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) in parsed JSON."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(pairs):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


@given(st.data())
@settings(deadline=None, max_examples=150)
def test_mutated_values_give_a_document_or_a_clear_error(data: st.DataObject) -> None:
    values = copy.deepcopy(json.loads(document_to_bytes(full_document())))
    for _ in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(list(_places(values))))
        if data.draw(st.booleans()):
            container[key] = data.draw(strategies.json_values)
        else:
            del container[key]
        if not values:
            break
    outcome = _outcome(json.dumps(values).encode())
    assert _is_explained(outcome) or _comes_back(outcome)
    assert _files_outside(outcome) == []


@given(st.binary(max_size=20), st.integers(0, 2_000), st.integers(0, 40))
@settings(deadline=None, max_examples=150)
def test_mutated_bytes_give_a_document_or_a_clear_error(
    inserted: bytes, offset: int, removed: int
) -> None:
    data = document_to_bytes(full_document())
    offset %= len(data)
    outcome = _outcome(data[:offset] + inserted + data[offset + removed :])
    assert _is_explained(outcome) or _comes_back(outcome)
    assert _files_outside(outcome) == []


def _outcome(data: bytes) -> ProjectDocument | ProjectError:
    """What comes of reading it; any other error ends the test."""
    try:
        return parse_document(data)
    except ProjectError as error:
        return error


def _is_explained(outcome: ProjectDocument | ProjectError) -> bool:
    return isinstance(outcome, ProjectError) and outcome.message.endswith(".")


def _comes_back(outcome: ProjectDocument | ProjectError) -> bool:
    """Whether a document can be saved and read again."""
    if isinstance(outcome, ProjectError):
        return False
    return parse_document(document_to_bytes(outcome)) == outcome


def _files_outside(outcome: ProjectDocument | ProjectError) -> list[str]:
    """The files that a document names and that are not in its folder."""
    if isinstance(outcome, ProjectError):
        return []
    files = [recording.file for recording in outcome.recordings]
    files += [take.file for take in outcome.takes]
    return [file for file in files if file.startswith("/") or ".." in file.split("/")]


def test_json_objects_only() -> None:
    assert parse_json_object(b'{"a": 1}') == {"a": 1}
    with pytest.raises(DamagedDocumentError):
        parse_json_object(b'"a"')
