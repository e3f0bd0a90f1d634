"""Is every declaration checked, and does its fingerprint change with its meaning?"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.proof.matrix import AGGREGATES

from footfall.aggregates import count, current, distinct, elapsed, first, mean, share, total
from footfall.aggregates.count import Count
from footfall.errors import UsageError
from footfall.expr import event
from footfall.features.catalog import FEATURES
from footfall.features.feature import Declaration, Feature, FeatureSet, Ratio
from footfall.windows.scope import VISITOR, VISITOR_7D, VISITOR_28D

CLICKS = Feature("clicks", count(), unit="events", doc="Clicks.")
SPENT = Feature("spent", total(event.price_micros), where=event.type == "purchase", unit="currency", doc="Spent.")
RATIO = Ratio("spent_per_click", "spent", "clicks")


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(UsageError, match="must be new"):
        FeatureSet((CLICKS, replace(SPENT, name="clicks")))


@pytest.mark.parametrize("name", ["", "two words", "1st", "drop;", "a-b"])
def test_a_name_is_a_plain_word(name: str) -> None:
    with pytest.raises(UsageError, match="plain word"):
        FeatureSet((replace(CLICKS, name=name),))


@pytest.mark.parametrize("name", [name for name, aggregate in AGGREGATES.items() if aggregate.rollup is None])
@pytest.mark.parametrize("scope", [VISITOR_7D, VISITOR_28D], ids=lambda scope: scope.name)
def test_what_cannot_be_added_up_by_days_cannot_slide(name: str, scope: object) -> None:
    window = next(each for each in (VISITOR_7D, VISITOR_28D) if each is scope)
    with pytest.raises(UsageError, match="cannot slide over days"):
        FeatureSet((Feature("x", AGGREGATES[name], scope=window),))


def test_a_key_cannot_slide() -> None:
    with pytest.raises(UsageError, match="cannot slide over days"):
        FeatureSet((Feature("x", count(), by=event.item_id, scope=VISITOR_7D),))


def test_current_takes_no_filter() -> None:
    with pytest.raises(UsageError, match="takes no filter"):
        FeatureSet((Feature("x", current(event.type), where=event.seq == 1),))


def test_an_unknown_clock_is_refused() -> None:
    with pytest.raises(UsageError, match=r"no precision of a clock.*second"):
        FeatureSet((replace(CLICKS, clock="fortnight"),))


@pytest.mark.parametrize("parts", [(RATIO,), (CLICKS, RATIO), (CLICKS, RATIO, SPENT)])
def test_a_ratio_wants_its_parts_before_it(parts: tuple[Declaration, ...]) -> None:
    with pytest.raises(UsageError, match=r"needs (clicks, )?spent"):
        FeatureSet(parts)


def test_a_set_is_a_collection_in_order() -> None:
    features = FeatureSet((CLICKS, SPENT, RATIO))
    assert features.names == ("clicks", "spent", "spent_per_click")
    assert len(features) == 3
    assert list(features) == [CLICKS, SPENT, RATIO]
    assert (features.features, features.ratios) == ((CLICKS, SPENT), (RATIO,))
    assert features.by_name["spent"] is SPENT


def test_keep_drops_what_cannot_be_fed_and_ratios_that_lost_a_part() -> None:
    features = FeatureSet((CLICKS, SPENT, RATIO))
    assert features.keep(["type", "price_micros"]).names == features.names
    assert features.keep(["type"]).names == ("clicks",)


def test_fields_are_those_of_argument_filter_key_and_scope() -> None:
    feature = Feature("x", distinct(event.item_id), where=event.type == "y", by=event.brand, scope=VISITOR)
    assert feature.fields() == {"item_id", "type", "brand", "visitor_id"}
    assert CLICKS.fields() == frozenset()


CHANGES: dict[str, Callable[[Feature], Feature]] = {
    "name": lambda it: replace(it, name="other"),
    "aggregate": lambda it: replace(it, aggregate=mean(event.price_micros)),
    "argument": lambda it: replace(it, aggregate=total(event.value_micros)),
    "filter": lambda it: replace(it, where=event.type == "refund"),
    "key": lambda it: replace(it, by=event.brand),
    "scope": lambda it: replace(it, scope=VISITOR),
    "clock": lambda it: replace(it, clock="second"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_fingerprint_changes_with_every_part_of_the_meaning(change: str) -> None:
    changed = FeatureSet((CLICKS, CHANGES[change](SPENT)))
    assert changed.fingerprint != FeatureSet((CLICKS, SPENT)).fingerprint


def test_the_fingerprint_changes_with_order_unit_and_ratio_but_not_with_words() -> None:
    ago = Feature("ago", elapsed(), unit="seconds")
    assert FeatureSet((ago,)).fingerprint != FeatureSet((replace(ago, unit="days"),)).fingerprint
    assert FeatureSet((CLICKS, SPENT)).fingerprint != FeatureSet((SPENT, CLICKS)).fingerprint
    other = replace(RATIO, numerator="clicks", denominator="spent")
    assert FeatureSet((CLICKS, SPENT, RATIO)).fingerprint != FeatureSet((CLICKS, SPENT, other)).fingerprint
    assert FeatureSet((CLICKS, SPENT)).fingerprint == FeatureSet((replace(CLICKS, doc="Other words."), SPENT)).fingerprint


def test_the_fingerprint_changes_with_an_aggregates_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = FeatureSet((CLICKS, SPENT)).fingerprint
    monkeypatch.setattr(Count, "version", 2)
    assert FeatureSet((CLICKS, SPENT)).fingerprint != before


def test_the_fingerprint_is_the_same_in_another_set_alike() -> None:
    assert FeatureSet(FEATURES.declarations).fingerprint == FEATURES.fingerprint
    assert len(FEATURES.fingerprint) == 64


def test_money_and_durations_leave_in_their_units() -> None:
    days, seconds = Feature("x", elapsed(), unit="days"), Feature("x", elapsed(), unit="seconds")
    assert (SPENT.scale, days.scale, seconds.scale) == (1_000_000, 86_400_000_000, 1_000_000)
    assert (CLICKS.scale, Feature("x", share(event.bot)).scale) == (1, 1)


def test_only_text_is_a_category() -> None:
    assert Feature("x", first(event.channel)).is_text
    assert not CLICKS.is_text
    assert not RATIO.is_text
