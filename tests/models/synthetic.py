"""Small data sets with a known truth, for the tests of models and evaluation."""

import numpy as np
import pandas as pd

from footfall.dataset.dataset import PARTS, Dataset, Floats, Ints, Question

__all__ = ["amounts", "binary", "truth_of"]

SHARES = (0.5, 0.2, 0.1, 0.2)
CHANNELS = np.array(["search", "email", "direct"])


def binary(rows: int = 4_000, *, seed: int = 1, informative: bool = True, visitors: bool = True) -> Dataset:
    """A yes-or-no question: sessions of 1 to 8 clicks, the chance of yes rising with `views` and by mail."""
    rng = np.random.default_rng(seed)
    session, click = _sessions(rows, rng)
    features = _features(session, click, rng)
    chance = truth_of(features) if informative else np.full(rows, 0.2)
    label = (rng.random(rows) < chance).astype(np.float64)
    return _dataset(Question("converts_session", "binary", "", "Buys later in this session."), features, label, session, click, visitors)


def amounts(rows: int = 4_000, *, seed: int = 1, zeros: bool = True) -> Dataset:
    """An amount: mostly zero, or always above it."""
    rng = np.random.default_rng(seed)
    session, click = _sessions(rows, rng)
    features = _features(session, click, rng)
    size = np.exp(3.0 + 0.3 * features["views"].to_numpy() + 0.3 * rng.normal(size=rows))
    bought = rng.random(rows) < truth_of(features) if zeros else np.ones(rows, dtype=np.bool_)
    question = Question("revenue_session", "amount", "currency", "Order value later in this session.")
    return _dataset(question, features, np.where(bought, size, 0.0), session, click, True)


def truth_of(features: pd.DataFrame) -> Floats:
    """The chance that the label of `binary` is 1."""
    views = features["views"].to_numpy(dtype=np.float64)
    mail = (features["channel"] == "email").to_numpy(dtype=np.float64)
    chance: Floats = 1.0 / (1.0 + np.exp(-(-2.0 + 1.0 * views + 1.2 * mail)))
    return chance


def _sessions(rows: int, rng: np.random.Generator) -> tuple[Ints, Ints]:
    lengths = rng.integers(1, 9, size=rows)
    session = np.repeat(np.arange(rows), lengths)[:rows].astype(np.int64)
    first = np.append(True, session[1:] != session[:-1])
    click = np.arange(rows) - np.flatnonzero(first)[first.cumsum() - 1] + 1
    return session, click.astype(np.int64)


def _features(session: Ints, click: Ints, rng: np.random.Generator) -> pd.DataFrame:
    rows = len(session)
    views = rng.normal(size=rows)
    return pd.DataFrame(
        {
            "views": views,
            "price_mean": np.where(rng.random(rows) < 0.2, np.nan, np.exp(rng.normal(size=rows))),
            "click_number": click.astype(np.float64),
            "constant": np.ones(rows),
            "noise": rng.normal(size=rows),
            "channel": pd.Series(CHANNELS[rng.integers(0, 3, size=rows)], dtype="str").where(rng.random(rows) >= 0.05),
        }
    )


def _dataset(question: Question, features: pd.DataFrame, label: Floats, session: Ints, click: Ints, visitors: bool) -> Dataset:
    rows = len(label)
    borders = (np.cumsum(SHARES) * (session[-1] + 1)).round()
    part = np.array([PARTS[int(number)] for number in np.minimum(np.searchsorted(borders, session, side="right"), 3)], dtype=object)
    ids = pd.DataFrame(
        {
            "event_id": pd.Series([f"e{row}" for row in range(rows)], dtype="str"),
            "visitor_id": pd.Series(
                [f"v{number % 200 if number % 3 else number}" if visitors else None for number in session], dtype="str"
            ),
            "session_id": pd.Series([f"s{number}" for number in session], dtype="str"),
            "cut_off_us": np.arange(rows, dtype=np.int64) * 1_000_000,
            "click": click,
        }
    )
    docs = {str(name): f"What {name} says." for name in features.columns}
    split: dict[str, str | int | float | None] = {"train_from": "2024-01-01", "test_from": "2024-03-01"}
    return Dataset(question, features, label, ids, part, session, np.ones(rows), docs, split, (1, 2, 3))
