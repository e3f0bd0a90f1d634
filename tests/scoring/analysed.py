"""A finished analysis as far as trying it goes: small models of every kind, fitted on a small log, with the offer and segments."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline
from xgboost import XGBClassifier, XGBRegressor

from footfall.analysis.analyze import read_as
from footfall.analysis.asked import plan
from footfall.analysis.segments import keep_segments, segment_visits
from footfall.dataset.dataset import Dataset
from footfall.dataset.events import build as build_dataset
from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build
from footfall.models.artifact import save
from footfall.models.background import background
from footfall.models.conformal import Intervals, Typical
from footfall.models.fitted import Fit, Fitted
from footfall.models.manifest import fingerprint_of
from footfall.models.preparation import preparation, tidy
from footfall.report.playbook import read_playbook
from footfall.scoring.offer import keep_offer, visit_offer
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS

__all__ = ["SETTINGS", "analysed", "fitted", "plain"]

SETTINGS = Settings(threads=1, effort="quick")


def analysed(source: Path, folder: Path, targets: Sequence[str], *, segments: bool = True) -> Path:
    """Write what `footfall analyze` writes and `footfall try` reads."""
    with Engine(threads=1) as engine:
        log = read(str(source), engine=engine, settings=SETTINGS)
        assert isinstance(log, EventLog)
        visits = cut(log, SETTINGS)
        asked = plan(visits, SETTINGS, None)
        build(visits, asked.features)
        alike = read_as(SETTINGS, visits.source)
        folder.mkdir()
        keep_offer(visit_offer(visits), folder)
        for target in (each for each in TARGETS if each.name in targets):
            dataset = build_dataset(visits, asked.features, target, SETTINGS)
            save(
                fitted(dataset), dataset, folder / "models" / target.name, fingerprint=asked.features.fingerprint, data_sha256="",
                metrics={}, declared=asked.features.names, categories=asked.categories, target=fingerprint_of(target.signature()),
                read_as=alike,
            )  # fmt: skip
        if segments:
            found = segment_visits(visits, asked.features, SETTINGS, read_playbook(None))
            keep_segments(found, folder, asked.features, asked.categories, SETTINGS, "", read_as=alike)
    (folder / "summary.json").write_text("{}", encoding="utf-8")
    return folder


def fitted(dataset: Dataset) -> Fit:
    """Return a few boosted trees on every row; an unknown answer counts as none, which no test minds."""
    question, label = dataset.question, np.nan_to_num(dataset.label)
    label[::7] = 1.0  # there are always some of both
    tidied = tidy(dataset.features, list(dataset.features.columns))
    prepare = preparation(tidied, "raw").fit(tidied)
    matrix = prepare.transform(tidied)
    kind = XGBClassifier if question.kind == "binary" else XGBRegressor
    model = kind(n_estimators=12, max_depth=3, learning_rate=0.3, n_jobs=1).fit(matrix, label)
    champion = Fitted("xgboost", "XGBoost", question.kind, Pipeline([("prepare", prepare), ("model", model)]))
    if question.kind == "amount":
        champion = replace(champion, intervals=Intervals(Typical(0.0, 0.0, 1.0, 1.0), (), (0.5,), (3.0,)))
    models = (champion, replace(champion, name="baseline", label="Baseline", baseline=True))
    return Fit(question, models, "xgboost", None, (), "quick", 1, 1, background(tidied, matrix, seed=1))


def plain(row: Mapping[Any, Any]) -> dict[str, object]:
    """Return a row of a frame as a person would write it: no NaN, no NumPy."""
    return {str(name): None if pd.isna(value) else getattr(value, "item", lambda value=value: value)() for name, value in row.items()}
