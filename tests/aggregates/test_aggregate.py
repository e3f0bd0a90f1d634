"""Does every aggregate keep the family's promises?"""

import pkgutil

import pytest
from tests.proof.matrix import AGGREGATES

import footfall.aggregates
from footfall.aggregates import first, mean, total
from footfall.aggregates.aggregate import Aggregate
from footfall.aggregates.mean import Mean
from footfall.expr import event
from footfall.features.feature import Feature
from footfall.windows.query import Query
from footfall.windows.scope import SESSION


def test_the_matrix_holds_the_whole_closed_set() -> None:
    files = {module.name for module in pkgutil.iter_modules(footfall.aggregates.__path__)} - {"aggregate"}
    assert {aggregate.name for aggregate in AGGREGATES.values()} == files == set(footfall.aggregates.__all__)


@pytest.mark.parametrize("name", list(AGGREGATES))
def test_a_fresh_state_is_shared_with_nobody(name: str) -> None:
    aggregate = AGGREGATES[name]
    before = repr(aggregate.start())
    used = aggregate.start()
    aggregate.fold(used, (1, "a") if aggregate.name == "total_distinct" else 1, 5)  # type: ignore[arg-type]
    assert repr(used) != before
    assert repr(aggregate.start()) == before


@pytest.mark.parametrize("name", [name for name, aggregate in AGGREGATES.items() if aggregate.rollup is None])
def test_what_cannot_slide_says_so(name: str) -> None:
    with pytest.raises(TypeError, match="cannot slide"):
        AGGREGATES[name].combine(1, 1)


@pytest.mark.parametrize("name", list(AGGREGATES))
def test_the_signature_holds_name_version_and_argument(name: str) -> None:
    aggregate = AGGREGATES[name]
    assert aggregate.signature().startswith(f"{aggregate.name}@{aggregate.version}(")
    assert aggregate.x is None or aggregate.x.sql() in aggregate.signature()
    assert (aggregate.of() is None) == (aggregate.name not in {"distinct", "repeats", "most", "total_distinct"})


def test_the_kind_of_the_answer_follows_the_argument() -> None:
    assert [mean(event.quantity).result, mean(event.price_micros).result, mean(event.gap_us).result] == ["number", "money", "duration"]
    assert [first(event.item_id).result, total(event.price_micros).result, total(event.quantity).result] == ["text", "money", "integer"]


def test_an_argument_is_needed_where_one_is() -> None:
    with pytest.raises(TypeError, match="mean needs an argument"):
        Feature("broken", Mean()).result  # noqa: B018


def test_the_family_itself_computes_nothing() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Aggregate().fold([None], None, 0)
    with pytest.raises(TypeError, match="abstract"):
        Query("visits").answer(Aggregate(), None, None, SESSION)
