"""Does the audit find what gives an answer away, whatever it is called, and is it silent where nothing does?"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.models.synthetic import binary

from footfall.analysis.asked import raw_table
from footfall.dataset.dataset import Dataset
from footfall.engines.duckdb import Engine
from footfall.evaluation.leakage import audit_dataset, audit_table
from footfall.evaluation.result import Finding
from footfall.events.log import EventLog, SessionTable
from footfall.events.read import read
from footfall.sessions.batch import cut
from footfall.settings import Settings

ROWS = 6_000


@pytest.fixture(scope="module")
def seed_table(data_folder: Path) -> pd.DataFrame:
    """The raw columns of `uci-553`."""
    with Engine(threads=2) as engine:
        log = read("uci-553", engine=engine, settings=Settings())
        assert isinstance(log, EventLog)
        return raw_table(cut(log, Settings()), None).frame


@pytest.fixture(scope="module")
def session_table(data_folder: Path) -> pd.DataFrame:
    """The raw columns of `uci-468`."""
    with Engine(threads=2) as engine:
        table = read("uci-468", engine=engine, settings=Settings())
        assert isinstance(table, SessionTable)
        return table.frame


def disguised(frame: pd.DataFrame, seed: int) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return the table with columns renamed and shuffled and every category recoded, and the new name of each column."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(frame.columns))
    names = {str(name): f"c{place}" for place, name in enumerate(frame.columns[order])}
    other = frame.iloc[:, order].rename(columns=names)
    for name in other:
        if not pd.api.types.is_numeric_dtype(other[name]):
            values = other[name].dropna().unique()
            other[name] = other[name].map(dict(zip(values, [f"v{code}" for code in rng.permutation(len(values))], strict=True)))
    return other.sample(frac=1.0, random_state=seed).reset_index(drop=True), names


def serious(found: tuple[Finding, ...]) -> list[Finding]:
    """Return what stops a run or warns."""
    return [each for each in found if each.severity != "note"]


@pytest.mark.parametrize("hidden", [False, True], ids=["as it is", "renamed, shuffled, recoded"])
def test_price_2_is_a_look_up_of_the_product_and_of_category_and_price(seed_table: pd.DataFrame, hidden: bool) -> None:
    frame, names = disguised(seed_table, 1) if hidden else (seed_table, {str(name): str(name) for name in seed_table})
    target = names[next(name for name in names if name.replace("_", " ") == "price 2")]
    first = audit_table(frame, target, seed=1)[0]
    assert (first.severity, first.column) == ("refuse", target)
    assert f'function of "{names["item_id"]}"' in first.finding
    assert any(f'"{one}" and "{two}"' in first.finding for one, two in both(names["category"], names["price"]))


def both(one: str, two: str) -> list[tuple[str, str]]:
    """Return a pair in either order."""
    return [(one, two), (two, one)]


@pytest.mark.parametrize("hidden", [False, True], ids=["as it is", "renamed, shuffled, recoded"])
def test_page_values_is_named(session_table: pd.DataFrame, hidden: bool) -> None:
    frame, names = disguised(session_table, 2) if hidden else (session_table, {str(name): str(name) for name in session_table})
    found = serious(audit_table(frame, names["Revenue"], seed=1))
    assert [each.column for each in found] == [names["PageValues"]]


def clean(seed: int, rows: int = ROWS) -> pd.DataFrame:
    """A table with signal in several columns, none of it stolen."""
    rng = np.random.default_rng(seed)
    pages, minutes = rng.poisson(6, rows).astype(np.float64), rng.gamma(2.0, 3.0, rows)
    channel = rng.choice(["search", "mail", "direct", "social"], rows)
    device, returning = rng.choice(["phone", "desktop"], rows), rng.random(rows) < 0.3
    logit = -3.2 + 0.15 * pages + 0.05 * minutes + 0.9 * (channel == "mail") + 0.5 * returning - 0.4 * (device == "phone")
    bought = rng.random(rows) < 1 / (1 + np.exp(-logit))
    minutes[rng.random(rows) < 0.1] = np.nan
    return pd.DataFrame({
        "session": np.arange(rows, dtype=np.float64), "pages": pages, "minutes": minutes, "channel": channel, "device": device,
        "returning": returning, "hour": rng.integers(0, 24, rows).astype(np.float64), "bought": bought.astype(np.float64),
    })  # fmt: skip


@pytest.mark.parametrize("seed", range(10))
def test_a_clean_table_is_left_alone(seed: int) -> None:
    assert serious(audit_table(clean(seed), "bought", seed=seed)) == []


def value_of_pages(bought: "pd.Series[float]", rng: np.random.Generator) -> "pd.Series[float]":
    """Return a value that most buyers and few others have, as an analytics tool computes it from orders."""
    share = np.where(bought == 1, 0.75, 0.05)
    return pd.Series(rng.gamma(1.5, 20.0, len(bought)) * (rng.random(len(bought)) < share))


Leak = Callable[[pd.DataFrame, np.random.Generator], "pd.Series[float] | pd.Series[str]"]
LEAKS: dict[str, tuple[Leak, str]] = {
    "a copy": (lambda t, rng: t["bought"], "refuse"),
    "a copy with one row in two hundred wrong": (lambda t, rng: t["bought"].where(rng.random(len(t)) > 0.005, 1 - t["bought"]), "refuse"),
    "the answer in words": (lambda t, rng: t["bought"].map({0.0: "open", 1.0: "closed"}), "refuse"),
    "one of many words": (lambda t, rng: pd.Series(np.where(t["bought"] == 1, "paid", rng.choice(list("abcdef"), len(t)))), "refuse"),
    "the order value": (lambda t, rng: t["bought"] * rng.gamma(2.0, 30.0, len(t)), "refuse"),
    "filled in for buyers alone": (lambda t, rng: pd.Series(np.where(t["bought"] == 1, rng.gamma(2.0, 30.0, len(t)), np.nan)), "refuse"),
    "missing for buyers alone": (lambda t, rng: pd.Series(np.where(t["bought"] == 1, np.nan, rng.gamma(2.0, 30.0, len(t)))), "refuse"),
    "a counter of thank-you pages": (lambda t, rng: t["bought"] * (1.0 + rng.poisson(1.0, len(t))), "refuse"),
    "a noisy score of the answer": (lambda t, rng: t["bought"] + 0.15 * rng.normal(size=len(t)), "refuse"),
    "rounded, with a rare slip": (lambda t, rng: (t["bought"] * 97 + rng.integers(0, 3, len(t))).round(-1), "refuse"),
    "a value that the outcome gave": (lambda t, rng: value_of_pages(t["bought"], rng), "warn"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LEAKS)
def test_a_planted_leak_is_found(kind: str) -> None:
    make, severity = LEAKS[kind]
    for seed in (1, 2):
        table = clean(seed)
        table.insert(3, "planted", make(table, np.random.default_rng(seed)))
        found = serious(audit_table(table, "bought", seed=seed))
        assert found, kind
        assert found[0].severity == severity
        assert "planted" in found[0].finding
        assert found[0].remedy


def test_an_answer_made_of_two_columns_is_found() -> None:
    table = clean(3)
    table["bought"] = ((table["channel"] == "mail") ^ (table["hour"] % 2 == 0)).astype(np.float64)
    first = audit_table(table, "bought", seed=3)[0]
    assert first.severity == "refuse"
    assert all(name in first.finding for name in ('"channel"', '"hour"'))


def test_an_identifier_and_a_constant_are_notes() -> None:
    notes = {each.column: each.finding for each in audit_table(clean(4).assign(shop="one"), "bought", seed=4)}
    assert "identifier" in notes["session"]
    assert "one value only" in notes["shop"]


def test_a_feature_that_is_the_answer_is_refused() -> None:
    dataset = binary(4_000)
    assert serious(audit_dataset(dataset, seed=1)) == []
    spoilt = replace(dataset, features=dataset.features.assign(ahead=dataset.label + 0.01 * dataset.features["noise"]))
    assert [(each.column, each.severity) for each in serious(audit_dataset(spoilt, seed=1))] == [("ahead", "refuse")]


def test_sessions_in_two_parts_are_refused() -> None:
    dataset = binary(4_000)
    part = dataset.part.copy()
    part[::7] = "test"
    found = serious(audit_dataset(replace(dataset, part=part), seed=1))
    assert [(each.column, each.severity) for each in found] == [("(parts)", "refuse")]


def test_rows_of_training_that_come_again_in_the_test_are_told() -> None:
    dataset = table_of_sessions()
    assert serious(audit_dataset(dataset, seed=1)) == []
    train, test = np.flatnonzero(dataset.part == "train")[:5], np.flatnonzero(dataset.part == "test")[:5]
    features, label = dataset.features.copy(), dataset.label.copy()
    features.iloc[test], label[test] = features.iloc[train].to_numpy(), label[train]
    found = audit_dataset(replace(dataset, features=features, label=label), seed=1)
    assert [(each.severity, each.finding.split()[0]) for each in found] == [("warn", "5")]


def table_of_sessions() -> Dataset:
    """A data set whose rows have no session, as those of a session table."""
    dataset = binary(3_000)
    ids = dataset.ids.assign(session_id=pd.Series([None] * 3_000, dtype="str"), visitor_id=pd.Series([None] * 3_000, dtype="str"))
    return replace(dataset, ids=ids, group=np.arange(3_000))


@pytest.mark.parametrize("seed", [7, 9, 553])
def test_a_column_of_few_rows_carries_nothing_where_all_together_tell_nothing(seed: int) -> None:
    rows = range(200)
    frame = pd.DataFrame({
        "bought": [n * 31 % 97 % 3 == 0 for n in rows], "pages": [n * 37 % 101 * 1.0 for n in rows], "channel": [f"k{n % 3}" for n in rows],
    })  # fmt: skip
    assert audit_table(frame, "bought", seed=seed) == ()
