"""How good are AutoML tools on the same splits?

A peer of `benchmarks.uci_468_peers`, run in a virtual environment of its own (``automl.txt``): reads ``train.csv`` and ``test.csv``, fits,
and writes the probabilities of the test rows and the seconds. AutoGluon fits boosted trees only (LightGBM, CatBoost, XGBoost) at good
quality.
``python benchmarks/peers/automl.py {autogluon,flaml} FOLDER SECONDS``
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

TARGET = "Revenue"
TREES: dict[str, dict[str, object]] = {"GBM": {}, "CAT": {}, "XGB": {}}


def main(tool: str, folder: str, seconds: str) -> None:
    """Fit one tool and write ``TOOL.csv`` and ``TOOL.json`` into the folder."""
    place = Path(folder)
    train, test = pd.read_csv(place / "train.csv"), pd.read_csv(place / "test.csv")
    clock = time.perf_counter()
    chance = {"autogluon": autogluon, "flaml": flaml}[tool](train, test, int(seconds))
    pd.DataFrame({"score": chance}).to_csv(place / f"{tool}.csv", index=False)
    (place / f"{tool}.json").write_text(json.dumps({"seconds": time.perf_counter() - clock}))


def autogluon(train: pd.DataFrame, test: pd.DataFrame, seconds: int) -> pd.Series:
    """Return AutoGluon's probabilities."""
    from autogluon.tabular import TabularPredictor  # type: ignore[import-not-found,unused-ignore]

    with tempfile.TemporaryDirectory() as models:
        predictor = TabularPredictor(TARGET, path=models, eval_metric="roc_auc", verbosity=0)
        predictor.fit(train, presets="good_quality", time_limit=seconds, hyperparameters=TREES, num_cpus=2)
        found: pd.Series = predictor.predict_proba(test)[1]
        return found


def flaml(train: pd.DataFrame, test: pd.DataFrame, seconds: int) -> pd.Series:
    """Return FLAML's probabilities."""
    from flaml import AutoML  # type: ignore[import-not-found,unused-ignore]

    model = AutoML()
    options = {"task": "classification", "metric": "roc_auc", "time_budget": seconds, "seed": 1, "verbose": 0, "n_jobs": 2}
    model.fit(train.drop(columns=TARGET), train[TARGET], **options)
    return pd.Series(model.predict_proba(test.drop(columns=TARGET))[:, 1])


if __name__ == "__main__":
    main(*sys.argv[1:])
