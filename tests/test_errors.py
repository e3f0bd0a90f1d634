"""Does every error say what, where and what to do, and end the command line with its own code?"""

import re

import pytest

from footfall import errors
from footfall.errors import EngineError, FootfallError, SchemaError, SourceError, Where

TREE = re.compile(r"^ +[│├└─ ]*([A-Z][A-Za-z]+) +(?:[A-Z][A-Za-z]+ +)?(\d+)", re.MULTILINE)


def test_the_tree_in_the_docstring_is_true() -> None:
    drawn = {name: int(code) for name, code in TREE.findall(errors.__doc__ or "")}
    real = {name: getattr(errors, name).exit_code for name in errors.__all__ if name != "Where"}
    assert drawn == real


@pytest.mark.parametrize("name", [name for name in errors.__all__ if name not in ("Where", "FootfallError")])
def test_every_error_is_one_of_ours(name: str) -> None:
    error = getattr(errors, name)("It broke.", where=Where("a.csv", 3), remedy="Mend it.")
    assert isinstance(error, FootfallError)
    assert str(error) == "It broke. (a.csv, line 3) Mend it."


def test_errors_are_fitting_builtins() -> None:
    assert issubclass(SourceError, OSError)
    assert issubclass(SchemaError, ValueError)
    assert issubclass(EngineError, RuntimeError)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Where(), ""), (Where("a.csv"), "a.csv"), (Where("a.csv", 3), "a.csv, line 3"), (Where(line=3), "line 3"),
        (Where("a.csv", 3, "price", "-1"), "a.csv, line 3, column \"price\", for example '-1'"),
        (Where(column="price"), 'column "price"'), (Where(example="x"), "for example 'x'"),
    ],
)  # fmt: skip
def test_a_place_as_text(where: Where, text: str) -> None:
    assert str(where) == text


def test_what_is_not_known_is_left_out() -> None:
    assert str(FootfallError("It broke.", where=Where())) == "It broke."
