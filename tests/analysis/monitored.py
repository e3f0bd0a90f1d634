"""Finished analyses that take seconds: a shop's events, one logistic model on a few features, its reference and settings."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from footfall.analysis.answers import Answer, save_model
from footfall.dataset.dataset import Dataset
from footfall.dataset.events import build as build_dataset
from footfall.dataset.table import from_table
from footfall.engines.duckdb import Engine
from footfall.evaluation.evaluate import not_asked, predictions
from footfall.evaluation.result import ModelResult
from footfall.events.log import EventLog, SessionTable
from footfall.events.read import read
from footfall.features.batch import build as build_features
from footfall.features.catalog import declared
from footfall.features.feature import FeatureSet
from footfall.models.fitted import Fit, Fitted
from footfall.models.preparation import preparation, tidy
from footfall.models.read_as import ReadAs
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate
from footfall.targets.catalog import CONVERTS_SESSION

__all__ = ["QUICK", "SESSION_FEATURES", "VISITOR_FEATURES", "analysed", "analysed_table", "changed", "halved", "scattered", "shops"]

QUICK = Settings(effort="quick", threads=2, train_share=0.35, tune_share=0.05, calibrate_share=0.05)
SESSION_FEATURES = declared(("clicks", "cart_adds", "checkout_steps", "item_views", "distinct_items", "session_seconds", "device"), ())
VISITOR_FEATURES = declared(("clicks", "cart_adds", "checkout_steps", "sessions_so_far", "clicks_28d"), ())


def shops(folder: Path, *, count: int = 2, visitors: int = 3_000, days: int = 32, seed: int = 23) -> list[Path]:
    """Write the events of one shop, its visitors dealt out into files: each is of the very same process."""
    simulate(visitors=count * visitors, days=days, seed=seed, out=folder / "shop.parquet")
    events = pd.read_parquet(folder / "shop.parquet")
    group = pd.factorize(events["visitor_id"])[0] % count
    paths = [folder / f"part{number}.parquet" for number in range(count)]
    for number, path in enumerate(paths):
        events[group == number].to_parquet(path)
    return paths


def changed(path: Path, change: Callable[[pd.DataFrame], pd.DataFrame], out: Path) -> Path:
    """Write other events."""
    change(pd.read_parquet(path)).to_parquet(out)
    return out


def halved(events: pd.DataFrame) -> pd.DataFrame:
    """Take away half of the orders."""
    orders = events["order_id"].dropna().unique()
    lost = np.random.default_rng(1).choice(orders, len(orders) // 2, replace=False)
    return events[~((events["type"] == "purchase") & events["order_id"].isin(lost))]


def scattered(events: pd.DataFrame) -> pd.DataFrame:
    """Deal the orders out to other sessions at random."""
    bought = events["type"] == "purchase"
    orders, others = events[bought].copy(), events[~bought]
    number = pd.factorize(orders["order_id"])[0]
    place = others.iloc[np.random.default_rng(1).integers(0, len(others), number.max() + 1)]
    for name in ("visitor_id", "user_id", "device", "country", "channel"):
        orders[name] = place[name].to_numpy()[number]
    orders["us"] = place["us"].to_numpy()[number] + 60_000_000
    return pd.concat([others, orders]).sort_values("us", kind="stable")


def analysed(
    source: Path, out: Path, features: FeatureSet = SESSION_FEATURES, settings: Settings = QUICK, read_as: ReadAs | None = None
) -> Path:
    """Write what `compare` reads of a finished analysis of events."""
    with Engine(threads=2) as engine:
        log = read(source, engine=engine, settings=settings)
        assert isinstance(log, EventLog)
        visits = cut(log, settings)
        build_features(visits, features)
        dataset = build_dataset(visits, features, CONVERTS_SESSION, settings)
    return kept(dataset, out, features, log.source.sha256, settings, read_as)


def analysed_table(table: SessionTable, out: Path, settings: Settings = QUICK) -> Path:
    """Write the same of a session table."""
    return kept(from_table(table, settings), out, None, table.source.sha256, settings)


def kept(dataset: Dataset, out: Path, features: FeatureSet | None, sha256: str, settings: Settings, read_as: ReadAs | None = None) -> Path:
    """Learn, and save model, reference and settings."""
    fit = fitted(dataset)
    models = tuple(ModelResult(each.name, each.label, {}, {}) for each in fit.models)
    result = not_asked(dataset.question, "")
    predicted = predictions(fit, dataset)
    done = Answer(dataset.question, type(result)(dataset.question, champion=fit.champion, models=models), fit, predicted)
    save_model(done, dataset, out / "models", features=features, categories=(), data_sha256=sha256, read_as=read_as)
    (out / "summary.json").write_text(json.dumps({"settings": settings.model_dump()}))
    return out


def fitted(dataset: Dataset) -> Fit:
    """Return a logistic regression of the train part beside a constant."""
    train = dataset.only("train")
    inputs = tidy(train.features, list(train.features.columns))
    prepare = preparation(inputs, "scaled").fit(inputs)
    matrix = prepare.transform(inputs)
    champion = LogisticRegression(max_iter=2_000).fit(matrix, train.label)
    constant = DummyClassifier().fit(matrix, train.label)
    models = (
        Fitted(
            "logistic_regression", "Logistic regression", "binary", Pipeline([("prepare", prepare), ("model", champion)]), threshold=0.1
        ),
        Fitted("baseline", "Baseline", "binary", Pipeline([("prepare", prepare), ("model", constant)]), baseline=True),
    )
    return Fit(dataset.question, models, "logistic_regression", 0.1, (), "quick", 1, 1)
