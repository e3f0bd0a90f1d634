"""Session tables with columns that tell nothing, or more than a number can: does each run to its end, or end in words?"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.bad_input.ended import FEW, UNKNOWN, Typed, stands, whole
from tests.bad_input.made import SCHEMA, put, table


@dataclass(frozen=True)
class Table:
    """A session table that is analysed to the end: its target is asked, or not asked for a reason of which these are words."""

    name: str
    text: str
    not_asked: str | None = None
    left_out: str | None = None
    options: tuple[str, ...] = ()
    target: str = "bought"


TABLES = [
    Table("constant columns", table(same=lambda n: 7, gone=lambda n: ""), left_out="same, gone"),
    Table("a column of infinities", table(far=lambda n: "inf"), left_out="far"),
    Table("some infinities", table(far=lambda n: {3: "inf", 4: "-inf", 5: ""}.get(n % 40, n % 17))),
    Table("a column of which only the gaps tell", table(told=lambda n: "" if n % 4 == 3 and n % 5 else n % 7, pages=lambda n: n % 2)),
    Table("a target of one class", table(bought=lambda n: "no"), "0 positive"),
    Table("a target that holds nothing", table(bought=lambda n: ""), UNKNOWN),
    Table("a number that is constant", table(spent=lambda n: 3), "not all equal", target="spent", options=("--target", "spent")),
    Table("a rare class", table(bought=lambda n: "yes" if n % 60 == 0 else "no"), FEW),
    Table("a target and nothing else", table(120, "bought"), "No feature varies"),
    Table("one row only", table(1), FEW),
]  # fmt: skip


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case.name)
def test_a_session_table_runs_to_the_end(case: Table, typed: Typed) -> None:
    schema = put("schema.toml", SCHEMA)
    ended = typed("analyze", put("table.csv", case.text), "--schema", schema, "--out", "out", "--effort", "quick", *case.options)
    assert ended.code == 0, ended.said
    target = whole("out")["targets"][case.target]
    assert (target["not_asked"] is None) is (case.not_asked is None), target["not_asked"]
    assert (case.not_asked or "") in (target["not_asked"] or "")
    if case.left_out is not None:
        assert f"Left out, since they hold one value only in the train part: {case.left_out}." in target["notes"]
    assert stands() == {"table.csv", "schema.toml", "out"}


@pytest.mark.parametrize(
    "amount", [lambda n: "inf" if n == 3 else n % 17, lambda n: n % 17 - 8, lambda n: "1e300" if n % 9 == 0 else n % 17],
    ids=["an infinite amount", "amounts below zero", "amounts beyond measure"],
)  # fmt: skip
def test_amounts_that_no_shop_has_are_answered_or_refused_in_words(amount: Callable[[int], object], typed: Typed) -> None:
    schema = put("schema.toml", SCHEMA)
    ended = typed("analyze", put("table.csv", table(bought=amount)), "--schema", schema, "--out", "out", "--effort", "quick")
    assert ended.code in (0, 1, 2), ended.said
    if ended.code == 0:
        whole("out")
    else:
        assert "bought" in ended.error[0]
        assert ended.error[2]
        assert not Path("out").exists()


def test_yes_and_no_with_gaps_is_still_yes_and_no(typed: Typed) -> None:
    text = table(bought=lambda n: "" if n % 9 == 0 else "yes" if (n * 31) % 97 % 3 == 0 else "no")
    ended = typed("analyze", put("table.csv", text), "--schema", put("schema.toml", SCHEMA), "--out", "out", "--effort", "quick")
    if ended.code:
        assert "neither yes/no" not in ended.error[0]
        assert ended.error[2]
    else:
        assert whole("out")["targets"]["bought"]["kind"] == "binary"


def test_yes_and_no_are_read_as_such_in_whatever_column_is_named_as_the_target(typed: Typed) -> None:
    text = table(120, again=lambda n: "Yes" if (n * 31) % 97 % 3 == 0 else "no")
    source, schema = put("table.csv", text), put("schema.toml", SCHEMA)
    for options in (["audit"], ["analyze", "--out", "out", "--effort", "quick"]):
        ended = typed(options[0], source, "--schema", schema, "--target", "again", *options[1:])
        assert ended.code == 0, ended.said
    assert whole("out")["targets"]["again"]["kind"] == "binary"


@pytest.mark.parametrize(("name", "words"), [("segment", "a column of that name already"), ("a/b", "no file can be called by it")])
def test_a_target_that_results_cannot_be_written_under_is_refused(name: str, words: str, typed: Typed) -> None:
    source, schema = put("table.csv", table(60).replace("bought", name, 1)), put("schema.toml", SCHEMA.replace("bought", name))
    ended = typed("analyze", source, "--schema", schema, "--out", "out")
    assert ended.code == 1, ended.said
    what, where, remedy = ended.error
    assert (words in what, name in where, remedy) == (True, True, "Rename the column in the source.")
    assert stands() == {"table.csv", "schema.toml"}


def test_the_audit_never_says_that_a_column_carries_more_than_everything(typed: Typed) -> None:
    text = table(200, bought=lambda n: "yes" if (n * 31) % 97 % 3 == 0 else "no", pages=lambda n: (n * 37) % 101)
    ended = typed("audit", put("table.csv", text), "--schema", put("schema.toml", SCHEMA))
    assert ended.code == 0, ended.said
    shares = [int(share) for each in ended.said["findings"] for share in re.findall(r"carries (-?\d+)%", each["evidence"])]
    assert all(0 <= share <= 100 for share in shares), ended.said
