"""Which tables must the audit find a leak in, and which must it leave alone?

Ten leaks and ten clean tables, hand-written and small, each drawn by a seed; and two data sets whose test part is unfit. Every table comes
as it is and in disguise: columns renamed and shuffled, words recoded, rows shuffled. `tests/evaluation/test_planted.py` runs them with one
seed, ``benchmarks/audit.py`` with several.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from footfall.dataset.dataset import PARTS, Dataset
from footfall.dataset.table import from_table
from footfall.evaluation.leakage import audit_dataset, audit_table
from footfall.evaluation.parts import audit_parts
from footfall.evaluation.result import Finding, Severity
from footfall.events.log import SessionTable, SourceInfo
from footfall.settings import Settings
from footfall.targets.target import Question

__all__ = ["CLEAN", "LEAKS", "UNFIT", "Clean", "Leak", "Made", "audited", "disguised", "serious"]

ROWS = 6_000
DAY = 86_400
Floats = NDArray[np.float64]
Rng = np.random.Generator


@dataclass(frozen=True)
class Made:
    """A table with its target, or a data set with its parts; `names` are the columns under the names they were made with."""

    frame: pd.DataFrame
    target: str
    names: dict[str, str]
    dataset: Dataset | None = None


@dataclass(frozen=True)
class Leak:
    """A planted leak: the finding that must come, with its severity, and a column that it must name."""

    name: str
    make: Callable[[Rng], Made]
    severity: Severity
    column: str


@dataclass(frozen=True)
class Clean:
    """A table without a leak, and what about it could mislead an audit."""

    name: str
    make: Callable[[Rng], Made]
    why: str


def audited(made: Made, *, seed: int) -> tuple[Finding, ...]:
    """Return all findings, as `footfall audit` gives them."""
    if made.dataset is not None:
        return audit_dataset(made.dataset, seed=seed)
    table = SessionTable(made.frame, made.target, SourceInfo("made", kind="session_table"), {})
    return (*audit_table(made.frame, made.target, seed=seed), *audit_parts(from_table(table, Settings(seed=seed)), seed=seed))


def serious(found: tuple[Finding, ...]) -> list[Finding]:
    """Return what stops a run or warns."""
    return [each for each in found if each.severity != "note"]


def disguised(made: Made, *, seed: int) -> Made:
    """Return the same table with columns renamed and shuffled, words recoded and rows shuffled; times stay times."""
    rng = np.random.default_rng(seed)
    frame = made.frame if made.dataset is None else made.dataset.features
    order = rng.permutation(len(frame.columns))
    names = {str(name): f"c{place}" for place, name in enumerate(frame.columns[order])}
    other = frame.iloc[:, order].rename(columns=names)
    for name in other:
        if not pd.api.types.is_numeric_dtype(other[name]) and not other[name].dropna().str.match(r"\d{4}-\d\d-\d\dT").any():
            values = other[name].dropna().unique()
            recoded = dict(zip(values, [f"v{code}" for code in rng.permutation(len(values))], strict=True))
            other[name] = other[name].map(recoded).astype("str")
    if made.dataset is not None:
        docs = {new: made.dataset.docs.get(old, "") for old, new in names.items()}
        return replace(made, names=names, dataset=replace(made.dataset, features=other, docs=docs))
    shuffled = other.sample(frac=1.0, random_state=seed).reset_index(drop=True)
    return Made(shuffled, names[made.target], names)


def table(frame: pd.DataFrame, target: str) -> Made:
    tidy = pd.DataFrame({name: frame[name].astype("float64" if pd.api.types.is_numeric_dtype(frame[name]) else "str") for name in frame})
    return Made(tidy, target, {str(name): str(name) for name in tidy})


def chance(logit: Floats | float, rng: Rng, rows: int) -> Floats:
    """Return 1 with the chance that a logit gives, else 0."""
    drawn: Floats = (rng.random(rows) < 1 / (1 + np.exp(-(np.zeros(rows) + logit)))).astype(np.float64)
    return drawn


def visits(rng: Rng, rows: int = ROWS, base: float = -2.6) -> pd.DataFrame:
    """Visits with signal in several columns, none of it stolen."""
    pages, minutes = rng.poisson(6, rows).astype(np.float64), rng.gamma(2.0, 3.0, rows)
    channel, device = rng.choice(["search", "mail", "direct", "social"], rows), rng.choice(["phone", "desktop"], rows)
    returning = (rng.random(rows) < 0.3).astype(np.float64)
    bought = chance(
        base + 0.15 * pages + 0.05 * minutes + 0.9 * (channel == "mail") + 0.5 * returning - 0.4 * (device == "phone"), rng, rows
    )
    return pd.DataFrame({
        "pages": pages, "minutes": minutes, "channel": channel, "device": device, "returning": returning,
        "hour": rng.integers(0, 24, rows).astype(np.float64), "bought": bought,
    })  # fmt: skip


def iso(seconds: Floats) -> "pd.Series[str]":
    """Return times as ISO 8601 text."""
    return pd.Series(pd.to_datetime(seconds, unit="s")).dt.strftime("%Y-%m-%dT%H:%M:%S.%f").astype("str")


def dear_for_its_category(rng: Rng) -> Made:
    category = rng.choice(["shirts", "skirts", "shoes", "sale"], ROWS)
    middle = pd.Series(category).map({"shirts": 30.0, "skirts": 45.0, "shoes": 80.0, "sale": 20.0}).to_numpy()
    price = middle * np.exp(0.35 * rng.normal(size=ROWS))
    return table(visits(rng).drop(columns=["bought"]).assign(category=category, price=price, dear=(price > middle) * 1.0), "dear")


def price_times_quantity(rng: Rng) -> Made:
    price, quantity = np.exp(rng.normal(3, 0.6, ROWS)), 1.0 + rng.poisson(0.8, ROWS)
    return table(visits(rng).drop(columns=["bought"]).assign(price=price, quantity=quantity, revenue=price * quantity), "revenue")


def value_from_orders(rng: Rng) -> Made:
    frame = visits(rng)
    valued = rng.random(ROWS) < np.where(frame["bought"] == 1, 0.8, 0.06)
    return table(frame.assign(page_value=rng.gamma(1.5, 20.0, ROWS) * valued), "bought")


def reason_of_return(rng: Rng) -> Made:
    frame = visits(rng)
    returned = (frame["bought"] == 1) & (rng.random(ROWS) < 0.3)
    reason = pd.Series(rng.choice(["size", "colour", "late"], ROWS)).where(returned)
    return table(frame.assign(return_reason=reason), "bought")


def two_times(rng: Rng) -> Made:
    frame = visits(rng)
    created = 1.7e9 + np.sort(rng.random(ROWS)) * 60 * DAY
    updated = created + np.where(frame["bought"] == 1, 60 + rng.gamma(2.0, 4.0 * 3_600, ROWS), 0.0)
    return table(frame.assign(created=iso(created), updated=iso(updated)), "bought")


def time_on_site(rng: Rng) -> Made:
    frame = visits(rng)
    checkout = np.where(frame["bought"] == 1, rng.gamma(4.0, 120.0, ROWS), 0.0)
    return table(frame.drop(columns=["minutes"]).assign(seconds=rng.gamma(2.0, 80.0, ROWS) + checkout), "bought")


def rate_of_the_visitor(rng: Rng, *, own_row: bool = True) -> Made:
    """Visits of 1,500 visitors, with the visitor's conversion rate: over all visits, or only over those before."""
    frame = visits(rng, base=-2.2)
    visitor = rng.integers(0, 1_500, ROWS)
    by = frame["bought"].groupby(visitor)
    before = (by.cumsum() - frame["bought"] + 0.2) / (by.cumcount() + 1.0)
    rate = by.transform("mean") if own_row else before
    return table(frame.assign(visitor=[f"u{number}" for number in visitor], rate=rate), "bought")


def id_by_outcome(rng: Rng) -> Made:
    frame = visits(rng).sort_values("bought", kind="stable").reset_index(drop=True)
    return table(
        frame.assign(row=np.arange(ROWS) + 10_000.0).sample(frac=1.0, random_state=int(rng.integers(1_000))).reset_index(drop=True),
        "bought",
    )


def log(rng: Rng, *, growth: float = 0.0, rows: int = ROWS, base: float = -2.0) -> Dataset:
    """Clicks of sessions in time order, with visitors who come again; `growth`: what visitors and prices gather in time."""
    lengths = rng.integers(1, 8, rows)
    session = np.repeat(np.arange(rows), lengths)[:rows]
    at = session / session[-1]
    first = np.append(True, session[1:] != session[:-1])
    click = (np.arange(rows) - np.flatnonzero(first)[first.cumsum() - 1] + 1).astype(np.float64)
    visitor = rng.integers(0, 600, session[-1] + 1)[session]
    views, price = rng.poisson(1 + click).astype(np.float64), np.exp(rng.normal(3, 0.5, rows) + growth * at)
    history = rng.poisson(1 + 8 * growth * at).astype(np.float64)
    features = pd.DataFrame({
        "click": click, "views": views, "price_mean": price, "events_so_far": history + click,
        "days_so_far": growth * 60 * at + rng.random(rows),
        "channel": pd.Series(rng.choice(["search", "mail", "direct"], rows), dtype="str"),
    })  # fmt: skip
    label = chance(base + 0.35 * views + 0.7 * (features["channel"] == "mail").to_numpy(), rng, rows)
    part = np.array(PARTS, dtype=object)[np.searchsorted([0.55, 0.7, 0.8], at, side="right")]
    ids = pd.DataFrame({
        "event_id": pd.Series([f"e{row}" for row in range(rows)], dtype="str"),
        "visitor_id": pd.Series([f"v{n}" for n in visitor], dtype="str"),
        "session_id": pd.Series([f"s{n}" for n in session], dtype="str"),
        "cut_off_us": (at * 60 * DAY * 1e6).astype(np.int64) + np.arange(rows), "click": click.astype(np.int64),
    })  # fmt: skip
    borders = tuple(int(share * 60 * DAY * 1e6) for share in (0.55, 0.7, 0.8))
    question = Question("converts_session", "binary", "", "Buys later in this session.")
    return Dataset(question, features, label, ids, part, session.astype(np.int64), np.ones(rows), {}, {"how": "in time"}, borders)


def of(dataset: Dataset) -> Made:
    return Made(pd.DataFrame(), dataset.question.name, {str(name): str(name) for name in dataset.features}, dataset)


def sessions_in_two_parts(rng: Rng) -> Made:
    dataset = log(rng)
    part = np.array(PARTS, dtype=object)[np.searchsorted([0.55, 0.7, 0.8], rng.random(len(dataset)), side="right")]
    return of(replace(dataset, part=part))


def nearly_the_same_rows(rng: Rng) -> Made:
    frame = visits(rng)
    again = frame.sample(frac=0.1, random_state=int(rng.integers(1_000)))
    noisy = again.assign(minutes=again["minutes"] * (1 + 1e-9 * rng.normal(size=len(again))))
    return table(pd.concat([frame, noisy], ignore_index=True), "bought")


def another_test_part(rng: Rng) -> Made:
    dataset = log(rng)
    test = dataset.part == "test"
    price = dataset.features["price_mean"].where(~test, dataset.features["price_mean"] * 4.0)
    return of(replace(dataset, features=dataset.features.assign(price_mean=price)))


def few_positives(rng: Rng) -> Made:
    return of(log(rng, base=-5.0))


def bounces(rng: Rng) -> Made:
    frame = visits(rng)
    pages = np.where(rng.random(ROWS) < 0.4, 1.0, 1.0 + rng.poisson(6, ROWS))
    return table(frame.assign(pages=pages, bought=chance(-3.0 + 0.2 * pages, rng, ROWS) * (pages > 1)), "bought")


def products(rng: Rng) -> Made:
    """Products with a category and a price list: columns are functions of each other, and none of the purchase."""
    item = rng.integers(0, 200, ROWS)
    prices, kinds = np.round(np.exp(rng.normal(3, 0.5, 200)), 2), rng.choice(["shirts", "skirts", "shoes"], 200)
    frame = visits(rng).drop(columns=["bought"]).assign(item=[f"i{number}" for number in item], category=kinds[item], price=prices[item])
    return table(frame.assign(bought=chance(-1.0 - 0.05 * prices[item] + 0.1 * frame["pages"].to_numpy(), rng, ROWS)), "bought")


def begin_and_end(rng: Rng) -> Made:
    frame = visits(rng)
    begin = 1.7e9 + np.sort(rng.random(ROWS)) * 60 * DAY
    return table(frame.assign(begin=iso(begin), end=iso(begin + 60 * frame["minutes"].to_numpy())), "bought")


def order_values(rng: Rng) -> Made:
    frame = visits(rng).drop(columns=["bought"])
    units = 1.0 + rng.poisson(1.0, ROWS)
    value = units * np.exp(2.5 + 0.08 * frame["pages"].to_numpy() + 0.5 * rng.normal(size=ROWS))
    return table(frame.assign(units=units, value=value), "value")


def coarse(rng: Rng) -> Made:
    """Five columns of few values: most rows have an equal one."""
    frame = visits(rng, 8_000, base=-1.6)
    return table(frame.assign(pages=np.minimum(frame["pages"] // 3, 3))[["pages", "channel", "device", "returning", "bought"]], "bought")


def rare(rng: Rng) -> Made:
    return table(visits(rng, 20_000, base=-4.6).assign(visit=[f"s{number:06d}" for number in rng.permutation(20_000)]), "bought")


def gaps(rng: Rng) -> Made:
    """Values missing at random, and more often on telephones."""
    frame = visits(rng)
    minutes = frame["minutes"].where(rng.random(ROWS) > np.where(frame["device"] == "phone", 0.4, 0.1))
    age = pd.Series(rng.integers(18, 80, ROWS).astype(np.float64)).where(rng.random(ROWS) < 0.2)
    return table(frame.assign(minutes=minutes, age=age), "bought")


LEAKS = (
    Leak("a threshold of the price in each category", dear_for_its_category, "refuse", "price"),
    Leak("an amount that is price times quantity", price_times_quantity, "refuse", "price"),
    Leak("a value computed from orders", value_from_orders, "warn", "page_value"),
    Leak("a reason for the return", reason_of_return, "warn", "return_reason"),
    Leak("a time of change that only an order moves", two_times, "refuse", "updated"),
    Leak("a time on site that includes the checkout", time_on_site, "warn", "seconds"),
    Leak("a rate of the visitor that counts the visit itself", rate_of_the_visitor, "refuse", "rate"),
    Leak("a row number given out by the outcome", id_by_outcome, "refuse", "row"),
    Leak("sessions on both sides of the split", sessions_in_two_parts, "refuse", "(parts)"),
    Leak("rows on both sides that are equal but for float noise", nearly_the_same_rows, "warn", "(parts)"),
)

UNFIT = (
    Leak("a test part with prices four times as high", another_test_part, "warn", "(parts)"),
    Leak("a target with under 100 positives", few_positives, "warn", "(parts)"),
)

CLEAN = (
    Clean("visits", lambda rng: table(visits(rng).assign(visit=np.arange(float(ROWS))), "bought"), "row numbers in order of time"),
    Clean("bounces", bounces, "whoever sees one page never buys"),
    Clean("a rare outcome", rare, "nearly every value has one answer; identifiers as text"),
    Clean("a rate of the visitor before the visit", lambda rng: rate_of_the_visitor(rng, own_row=False), "an honest aggregate of outcomes"),
    Clean("products with a price list", products, "columns that are functions of each other"),
    Clean("begin and end of visits", begin_and_end, "two times and their difference"),
    Clean("order values", order_values, "an amount with one strong column"),
    Clean("columns of few values", coarse, "equal rows on both sides of any split"),
    Clean("values missing at random", gaps, "columns that are often empty"),
    Clean("clicks of a growing shop", lambda rng: of(log(rng, growth=1.0)), "visitors on both sides; history and prices that grow"),
)
