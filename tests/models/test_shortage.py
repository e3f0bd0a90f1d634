"""Is the cause of a shortage told, and only the cause?"""

from dataclasses import replace

import numpy as np
from tests.models.synthetic import binary

from footfall.dataset.dataset import Dataset
from footfall.dataset.horizon import BY_VISITOR
from footfall.events.event import DAY_US
from footfall.models.shortage import advice, censored, short


def spread(days: int = 30) -> Dataset:
    """A data set over so many days, with borders in time."""
    dataset = binary(3_000)
    at = np.linspace(0, days * DAY_US - 1, 3_000).astype(np.int64)
    return replace(dataset, ids=dataset.ids.assign(cut_off_us=at), borders_us=(1, 2, 3))


def test_a_horizon_that_is_too_long_comes_first() -> None:
    dataset = replace(spread(), split={"horizon_days": 28, "data_days": 10.0, "days_needed": 63})
    assert advice(dataset, "train").startswith(
        "It asks of the 28 days after each cut-off, and the data spans 10 days; at least 63 days are needed"
    )
    assert "28 days" not in advice(replace(dataset, split={"horizon_days": 28, "data_days": 300.0, "days_needed": 63}), "train")


def test_no_positive_anywhere() -> None:
    assert (
        advice(replace(spread(), label=np.zeros(3_000)), "train")
        == "No row of any part is positive: take a longer period, or ask a commoner event."
    )


def test_positives_of_one_day() -> None:
    dataset = spread()
    on = dataset.ids["cut_off_us"].to_numpy() // DAY_US == 4
    assert "All positive rows lie on one day, 1970-01-05" in advice(replace(dataset, label=on.astype(np.float64)), "test")


def test_a_part_without_any_is_named_with_its_time() -> None:
    dataset = spread()
    label = np.where(dataset.part == "test", 1.0, 0.0)
    assert advice(replace(dataset, label=label), "train").startswith("The time from 1970-01-01 to 1970-01-16 (train) has none of them")


def test_a_few_are_only_too_few() -> None:
    assert advice(spread(), "train") == "Take a longer period, or ask a commoner event."


def test_what_is_not_split_in_time_has_no_days() -> None:
    assert advice(replace(spread(), borders_us=()), "train") == ""


def test_unknown_answers_are_counted() -> None:
    dataset = spread()
    assert censored(dataset) == []
    label = dataset.label.copy()
    label[-7:] = np.nan
    assert censored(replace(dataset, label=label, split={"horizon_days": 7}))[0].startswith("7 of 3,000 answers, whose 7 days pass the end")


def test_parts_by_visitor_are_told_with_their_days() -> None:
    days = {"learnt_until": "2024-01-29T00:00:00Z", "test_from": "2024-02-26T00:00:00Z"}
    split: dict[str, str | int | float | None] = {"how": BY_VISITOR, "horizon_days": 28, **days}
    (said,) = short(replace(spread(), split=split))
    assert said.startswith("The data is too short for four parts in time with a horizon of 28 days between them.")
    assert "cut-offs up to 2024-01-29, whose answers were all known when the test part began, on 2024-02-26" in said
    assert short(replace(spread(), split={**split, "how": "in time order of the cut-off"})) == []
