"""Does a saved sequence model score a log, each row by its own session so far?"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.pipeline import Pipeline

from footfall.analysis.asked import plan
from footfall.dataset.dataset import Dataset
from footfall.dataset.events import build as build_dataset
from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build as build_features
from footfall.models.artifact import save
from footfall.models.budget import BUDGETS
from footfall.models.fitted import Fit, Fitted
from footfall.models.manifest import fingerprint_of
from footfall.models.sequence_families import GRU, sequence_families
from footfall.models.training import Training
from footfall.scoring.score import score
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate
from footfall.targets.catalog import TARGETS

pytestmark = pytest.mark.deep
SETTINGS = Settings(threads=1, deep=True, effort="quick")
TARGET = next(target for target in TARGETS if target.name == "converts_session")


class Kept:
    """A shop, a sequence model that was trained on it and saved, and what the model says of the shop's own rows."""

    def __init__(self, folder: Path) -> None:
        self.shop, self.model = folder / "shop.parquet", folder / "models" / TARGET.name
        simulate(visitors=250, days=40, seed=3, out=self.shop)
        with Engine(threads=1) as engine:
            log = read(self.shop, engine=engine, settings=SETTINGS)
            assert isinstance(log, EventLog)
            visits = cut(log, SETTINGS)
            asked = plan(visits, SETTINGS, TARGET.name)
            build_features(visits, asked.features)
            dataset = build_dataset(visits, asked.features, TARGET, SETTINGS)
        fit = fitted(dataset)
        self.scores = pd.Series(fit.best.predict(dataset.features, dataset.history), index=dataset.ids["event_id"])
        save(
            fit, dataset, self.model, fingerprint=asked.features.fingerprint, data_sha256="", metrics={}, declared=asked.features.names,
            categories=asked.categories, target=fingerprint_of(TARGET.signature()),
        )  # fmt: skip


def fitted(dataset: Dataset) -> Fit:
    """Return a fit with a GRU of one epoch as its champion."""
    training = Training.of(dataset, effort="quick", seed=1, threads=1)
    family = sequence_families(BUDGETS["quick"])[0]
    train = training.train(family)
    parameters = {"width": 16, "dropout": 0.0, "rate": 0.01, "passes": 32, "epochs": 1}
    estimator, _ = family.fit(parameters, train, None, training.machine)
    constant = DummyClassifier().fit(train.matrix, train.label)
    models = (
        Fitted(GRU, family.label, "binary", training.pipeline(family, estimator)),
        Fitted("baseline", "Base rate", "binary", Pipeline([("prepare", training.prepare("scaled")), ("model", constant)]), baseline=True),
    )
    return Fit(dataset.question, models, GRU, None, (), "quick", 1, 1)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("sequences"))


def test_every_event_scores_as_the_model_that_was_saved_says(kept: Kept, tmp_path: Path) -> None:
    score(kept.model, kept.shop, tmp_path / "scores.parquet", settings=SETTINGS, at="every")
    found = pd.read_parquet(tmp_path / "scores.parquet").set_index("event_id")["converts_session"]
    asked = kept.scores.index.intersection(found.index)
    assert len(asked) == len(kept.scores) > 1_000
    assert np.abs(found.loc[asked] - kept.scores.loc[asked]).max() < 1e-6
    assert found.std() > 0.001


def test_the_last_event_of_a_session_alone_scores_as_among_all(kept: Kept, tmp_path: Path) -> None:
    score(kept.model, kept.shop, tmp_path / "last.parquet", settings=SETTINGS)
    found = pd.read_parquet(tmp_path / "last.parquet").set_index("event_id")["converts_session"]
    both = found.index.intersection(kept.scores.index)
    assert len(both) > 200
    assert np.abs(found.loc[both] - kept.scores.loc[both]).max() < 1e-6


def test_what_comes_later_in_a_session_changes_no_score(kept: Kept, tmp_path: Path) -> None:
    """Half of the log scores as it did within the whole."""
    events = pd.read_parquet(kept.shop)
    early = events[events["us"] <= events["us"].median()]
    early.to_parquet(tmp_path / "early.parquet")
    score(kept.model, tmp_path / "early.parquet", tmp_path / "scores.parquet", settings=SETTINGS, at="every")
    found = pd.read_parquet(tmp_path / "scores.parquet").set_index("event_id")["converts_session"]
    both = found.index.intersection(kept.scores.index)
    assert len(both) > 500
    assert np.abs(found.loc[both] - kept.scores.loc[both]).max() < 1e-6


def test_a_log_without_items_is_scored_and_what_it_lacks_is_named(kept: Kept, tmp_path: Path) -> None:
    pd.read_parquet(kept.shop).assign(item_id=pd.Series(dtype="str")).to_parquet(tmp_path / "bare.parquet")
    scored = score(kept.model, tmp_path / "bare.parquet", tmp_path / "scores.parquet", settings=SETTINGS)
    assert "item_id" in scored.missing
    assert pd.read_parquet(tmp_path / "scores.parquet")["converts_session"].between(0, 1).all()
