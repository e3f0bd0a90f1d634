"""Does a target know what it reads, and change its signature with its meaning?"""

from collections.abc import Callable
from dataclasses import replace

import pytest

from footfall.aggregates import count, total_distinct
from footfall.expr import event
from footfall.features.feature import Feature
from footfall.targets.target import Question, Target

SALE = Feature("sale_seen", count(), where=event.category == "sale", unit="events", doc="Seen.")
TARGET = Target(Question("buys_7d", "binary", "", "Buys."), count(), where=event.type == "purchase", asked="session_end", days=7)

CHANGES: dict[str, Callable[[Target], Target]] = {
    "name": lambda it: replace(it, question=replace(it.question, name="other")),
    "aggregate": lambda it: replace(it, aggregate=total_distinct(event.price_micros, per=event.item_id)),
    "filter": lambda it: replace(it, where=event.type == "refund"),
    "asked": lambda it: replace(it, asked="weekly"),
    "days": lambda it: replace(it, days=28),
    "active days": lambda it: replace(it, active_days=28),
    "given": lambda it: replace(it, given=SALE),
    "other sessions": lambda it: replace(it, other_sessions=True),
    "absence": lambda it: replace(it, absent=True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_signature_changes_with_every_part_of_the_meaning(change: str) -> None:
    assert CHANGES[change](TARGET).signature() != TARGET.signature()


def test_the_signature_does_not_change_with_words() -> None:
    assert replace(TARGET, question=replace(TARGET.question, doc="Other words.")).signature() == TARGET.signature()


def test_fields_are_those_of_argument_key_filter_and_what_is_given() -> None:
    target = replace(TARGET, aggregate=total_distinct(event.price_micros, per=event.item_id), given=SALE)
    assert target.fields() == {"price_micros", "item_id", "type", "category"}


def test_a_target_of_visitors_asks_about_coming_days() -> None:
    assert TARGET.is_of_visitors
    assert not replace(TARGET, asked="every_event", days=None).is_of_visitors
    assert TARGET.name == "buys_7d"
