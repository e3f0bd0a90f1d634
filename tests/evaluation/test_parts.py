"""Is what lies on both sides of a split told as what it is: sessions refused, duplicates warned of, visitors stated?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from tests.models.synthetic import amounts
from tests.proof.tables import audited, coarse, disguised, few_positives, log, nearly_the_same_rows, of, sessions_in_two_parts, visits

from footfall.dataset.dataset import Dataset
from footfall.dataset.table import from_table
from footfall.evaluation.parts import audit_parts, near_duplicates
from footfall.evaluation.result import Finding
from footfall.events.log import SessionTable, SourceInfo
from footfall.settings import Settings


def shop() -> Dataset:
    return log(np.random.default_rng(5))


def told(dataset: Dataset, words: str) -> Finding | None:
    return next((each for each in audit_parts(dataset, seed=1) if words in each.finding), None)


def table(frame: pd.DataFrame) -> Dataset:
    return from_table(SessionTable(frame, "bought", SourceInfo("made", kind="session_table"), {}), Settings(seed=1))


def test_visitors_on_both_sides_are_a_note_with_their_share() -> None:
    dataset = shop()
    test = dataset.part == "test"
    known = set(dataset.ids.loc[~test, "visitor_id"])
    share = dataset.ids.loc[test, "visitor_id"].isin(known).mean()
    found = told(dataset, "visitors that earlier parts have seen")
    assert found is not None
    assert (found.severity, found.finding.split("%")[0]) == ("note", f"{100 * share:.1f}")
    alone = replace(dataset, ids=dataset.ids.assign(visitor_id=dataset.ids["session_id"]))
    assert told(alone, "visitors") is None


def test_sessions_on_both_sides_are_refused() -> None:
    assert told(shop(), "in more than one part") is None
    dataset = sessions_in_two_parts(np.random.default_rng(5)).dataset
    assert dataset is not None
    found = told(dataset, "sessions lie in more than one part")
    assert found is not None
    assert found.severity == "refuse"


def test_near_duplicates_are_counted_beside_chance() -> None:
    made = nearly_the_same_rows(np.random.default_rng(6))
    dataset = table(made.frame)
    near, chance = near_duplicates(dataset, 1)
    assert 100 < near < 300
    assert chance <= 2
    assert told(dataset, "but for noise in the last digits") is not None


def test_another_number_is_no_noise() -> None:
    frame = visits(np.random.default_rng(7))
    again = frame.head(900).assign(minutes=frame["minutes"].head(900) * 1.01)
    assert told(table(pd.concat([frame, again], ignore_index=True)), "training part too") is None


def test_where_all_columns_are_coarse_equal_rows_are_ordinary() -> None:
    assert near_duplicates(table(coarse(np.random.default_rng(8)).frame), 1) == (0, 0)


def test_few_positives_come_with_the_width_of_their_interval() -> None:
    dataset = few_positives(np.random.default_rng(11)).dataset
    assert dataset is not None
    found = told(dataset, "fewer than 100")
    assert found is not None
    low, high = (float(part.strip(" .:")) for part in found.finding.rsplit("about", 1)[1].split("to"))
    assert 0.55 < low < 0.75 < high < 0.95
    assert low + high == pytest.approx(1.5, abs=0.011)


def test_few_amounts_are_told_too() -> None:
    dataset = amounts(6_000)
    assert told(dataset, "fewer than 100") is None
    few = replace(dataset, label=np.where(np.arange(6_000) % 40 == 0, dataset.label, 0.0))
    found = told(few, "with an amount above 0, fewer than 100")
    assert found is not None
    assert "% either way (95%)" in found.finding


def test_a_disguise_changes_no_finding() -> None:
    made = of(shop())
    assert audited(made, seed=2) == audited(disguised(made, seed=2), seed=2)
