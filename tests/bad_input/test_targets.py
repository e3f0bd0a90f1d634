"""A target that is not there, or cannot be asked: is it refused with a remedy?"""

from dataclasses import dataclass

import pytest
from tests.bad_input.ended import Typed, reasons, stands, whole
from tests.bad_input.made import CONSTANT, SCHEMA, START, clicks, put, table

FLAGGED = "visitor_id,us,type,item_id,promo\n" + "".join(
    f"v{n % 9},{(START + n * 900) * 10**6},view_item,i{n % 7},{n % 2}\n" for n in range(60)
)


@dataclass(frozen=True)
class Refused:
    """A command that must end in words: `what`, `where` and `remedy` are parts, and `never` must not be said. Run by each verb."""

    name: str
    text: str
    target: str
    what: str
    remedy: str
    verbs: tuple[str, ...] = ("analyze", "audit")
    never: str = "Name one of: ."
    schema: str = ""
    where: str = ""


REFUSED = [
    Refused("a target with a near name", clicks(9, lambda n: 1), "convert_session", "'convert_session'", "converts_session", ("analyze",)),
    Refused("a target with no near name", clicks(9, lambda n: 1), "zzzz", "'zzzz'", "converts_session", ("analyze",)),
    Refused("a column with a near name", FLAGGED, "prmo", "'prmo'", "Did you mean promo?"),
    Refused("a target that needs purchases", clicks(9, lambda n: 1), "converts_session", "no purchases", "--target", ("analyze",)),
    Refused("a column that is constant", CONSTANT, "item_id", "item_id", "", never="has no column"),
    Refused("a column of identifiers", CONSTANT, "visitor_id", "visitor_id", "", never="has no column"),
    Refused("a column of a table with a near name", table(9), "bougt", "'bougt'", 'Did you mean "bought"?', schema=SCHEMA),
    Refused("a column of a table with no near name", table(9), "zzzz", "'zzzz'", "bought, pages, channel", schema=SCHEMA),
    Refused("a target of words", table(), "channel", "neither yes/no nor numbers", "Name", ("analyze",), schema=SCHEMA),
    Refused(
        "a declared target that is not there", table(columns="pages,channel"), "", '"bought"', "It has: pages, channel", schema=SCHEMA,
        where='table.csv, column "bought"',
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "verb"), [(case, verb) for case in REFUSED for verb in case.verbs], ids=lambda it: getattr(it, "name", it)
)
def test_a_target_that_cannot_be_asked_is_refused_with_a_remedy(case: Refused, verb: str, typed: Typed) -> None:
    source = put("table.csv", case.text)
    options: list[object] = ["--schema", put("schema.toml", case.schema)] if case.schema else []
    options += ["--target", case.target] if case.target else []
    options += ["--out", "out", "--effort", "quick"] if verb == "analyze" else []
    before = stands()
    ended = typed(verb, source, *options)
    assert ended.code == 1, ended.said
    what, where, remedy = ended.error
    assert case.what in what
    assert case.where in where
    assert remedy
    assert case.remedy.lower() in remedy.lower()
    assert case.never not in f"{what} {remedy}"
    assert stands() == before


def test_a_flag_of_zeros_and_ones_can_be_a_target_of_its_log(typed: Typed) -> None:
    ended = typed("analyze", put("events.csv", FLAGGED), "--target", "promo", "--out", "out", "--effort", "quick")
    assert ended.code == 0, ended.said
    assert set(reasons(whole("out"))) == {"promo"}
