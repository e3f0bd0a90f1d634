import io

import pytest

from footfall.events.files import json_lines
from footfall.events.files.delimited import Broken
from footfall.events.files.json_lines import NOT_JSON, objects
from footfall.events.files.text import Lines


def test_objects_are_flattened_to_text() -> None:
    text = '{"id": 1, "price": 1.10, "bot": false, "none": null, "user": {"id": "ü", "geo": {"c": "PL"}}, "tags": ["a", 1]}\n'
    ((rows, lines, broken),) = objects(Lines(io.StringIO(text)))
    assert rows == [
        {"id": "1", "price": "1.10", "bot": "false", "none": None, "user.id": "ü", "user.geo.c": "PL", "tags": '["a", "1"]'},
    ]
    assert (lines, broken) == ([1], [])


@pytest.mark.parametrize("line", ["{", "[1]", "3", '{"a": 1', "null", "[" * 100_000])
def test_what_is_no_object_is_put_aside(line: str) -> None:
    ((rows, lines, broken),) = objects(Lines(io.StringIO(f'{{"a": 1}}\n\n{line}\n{{"a": 2}}\n')))
    assert (rows, lines) == ([{"a": "1"}, {"a": "2"}], [1, 4])
    assert broken == [Broken(3, NOT_JSON, line)]


def test_large_numbers_keep_their_digits() -> None:
    ((rows, _, _),) = objects(Lines(io.StringIO('{"a": 123456789012345678901, "b": 0.1000000000000000055}')))
    assert rows == [{"a": "123456789012345678901", "b": "0.1000000000000000055"}]


def test_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "CHUNK_ROWS", 2)
    found = list(objects(Lines(io.StringIO("".join(f'{{"a": {n}}}\n' for n in range(5))))))
    assert [lines for _, lines, _ in found] == [[1, 2], [3, 4], [5]]
