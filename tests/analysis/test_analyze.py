"""Does the main job keep its output contract, on a small simulated shop?"""

import hashlib
import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from tests.analysis.recompute import differences
from tests.app.analyses import QUICK, Analyses

from footfall.analysis.analyze import analyze
from footfall.analysis.at_risk import at_risk
from footfall.analysis.audience import audience
from footfall.analysis.campaign import campaign
from footfall.analysis.summary import profit_record
from footfall.dataset.events import build as build_dataset
from footfall.engines.duckdb import Engine
from footfall.errors import TargetRefused, UsageError
from footfall.evaluation.evaluate import evaluate
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build as build_features
from footfall.features.catalog import FEATURES
from footfall.models.classification import fit_classifiers
from footfall.scoring.score import score
from footfall.sessions.batch import cut
from footfall.targets.catalog import CONVERTS_SESSION

SOURCE = {"name", "events", "sessions", "visitors", "quarantined", "first", "last", "has_purchases", "has_revenue"}
TARGET = {"kind", "proxy", "not_asked", "base_rate", "champion", "threshold", "split", "models", "early"}


@pytest.fixture(scope="module")
def shop(analyses: Analyses) -> Path:
    """A dirty shop of some 25,000 events."""
    return analyses.source("shop")


@pytest.fixture(scope="module")
def done(analyses: Analyses) -> Path:
    """The finished analysis of the shop."""
    return analyses.of("shop")


@pytest.fixture(scope="module")
def summary(done: Path) -> dict[str, Any]:
    """Its summary."""
    found: dict[str, Any] = json.loads((done / "summary.json").read_text(encoding="utf-8"))
    return found


def test_every_file_of_the_contract_is_there(done: Path, summary: dict[str, Any]) -> None:
    asked = [name for name, target in summary["targets"].items() if target["not_asked"] is None]
    assert set(asked) == {"converts_session", "revenue_session", "returns_7d", "churn_7d"}
    assert "at least 30 of each are needed" in summary["targets"]["purchase_7d"]["not_asked"]
    for name in (
        "report.html",
        "summary.json",
        "scores.parquet",
        "leaving.parquet",
        "quarantine.parquet",
        "figures",
        "explored",
        "offer.json",
        "content.json.gz",
    ):
        assert (done / name).exists()
    assert {path.stem for path in (done / "predictions").iterdir()} == set(asked)
    assert {path.stem for path in (done / "campaigns").iterdir()} == {"converts_session"}
    assert {path.name for path in (done / "models").iterdir()} == set(asked)
    assert all((done / "models" / name / "reference.json").stat().st_size < 200_000 for name in asked)
    assert {path.name for path in (done / "segments").iterdir()} == {"manifest.json", "segmenter.json", "sample.parquet", "tried.json"}


def test_the_summary_has_the_fields_of_the_contract(summary: dict[str, Any]) -> None:
    top = {"schema_version", "version", "seed", "settings", "data_sha256", "currency", "source", "targets", "segments", "audit", "seconds"}
    assert top <= set(summary)
    assert set(summary["source"]) >= SOURCE
    for target in summary["targets"].values():
        assert set(target) >= TARGET
    models = set(summary["targets"]["converts_session"]["models"])
    assert models == {"logistic_regression", "decision_tree", "random_forest", "xgboost", "baseline", "one_rule"}
    amounts = set(summary["targets"]["revenue_session"]["models"])
    assert amounts == {"linear", "ridge", "lasso", "gradient_boosting", "xgboost", "two_part", "baseline"}
    assert set(summary["segments"]["algorithms"]) == {"kmeans", "hierarchical", "dbscan"}
    assert all(0 < each["balance"] <= 1 and each["resamples"] == 10 for each in summary["segments"]["algorithms"].values())
    assert all(each["trust"] in {"stable", "doubtful", "unstable"} for each in summary["segments"]["profiles"])
    assert summary["source"]["quarantined"] > 0
    assert "NaN" not in json.dumps(summary)


def test_the_profit_is_that_of_the_predictions(done: Path, summary: dict[str, Any]) -> None:
    profit = summary["targets"]["converts_session"]["profit"]
    assert summary["targets"]["returns_7d"]["profit"] is None
    assert profit["break_even"] == pytest.approx(0.125)
    frame = pd.read_parquet(done / "predictions" / "converts_session.parquet").sort_values("click")
    score = frame[summary["targets"]["converts_session"]["champion"]]
    for name, told in profit["policies"].items():
        acted = frame[score >= (told["threshold"] if told["threshold"] is not None else np.inf)]
        acted = acted.drop_duplicates(["visitor_id", "session_id"])
        assert (told["acted"], told["converted"]) == (len(acted), int(acted["label"].sum())), name
        assert told["profit"] == pytest.approx(4.0 * acted["label"].sum() - 0.5 * len(acted), abs=1e-9)
    assert profit["units"] == len(frame.drop_duplicates(["visitor_id", "session_id"]))


def test_a_campaign_with_the_settings_own_numbers_gives_the_summary_s_figures(done: Path, summary: dict[str, Any]) -> None:
    told = summary["targets"]["converts_session"]["profit"]
    again = campaign(done, "converts_session", 40.0, 0.5, 0.1, intervals=True)
    assert json.loads(json.dumps(profit_record(again.profit))) == told
    quick = campaign(done, "converts_session", 40.0, 0.5, 0.1)
    assert [each.profit for each in quick.profit.policies] == [each["profit"] for each in told["policies"].values()]


def test_who_is_about_to_leave_comes_of_it(done: Path, summary: dict[str, Any], tmp_path: Path) -> None:
    found = at_risk(done, tmp_path / "list.csv")
    assert found.visitors <= summary["source"]["visitors"]
    assert set(found.groups) >= {"abandoned_cart", "likely_to_leave"}
    assert found.listed["visitor_id"].is_unique
    assert found.listed["why"].str.len().gt(0).all()
    assert {each.days for each in found.measured if each.group == "abandoned_cart"} == {7}
    assert len((tmp_path / "list.csv").read_text().splitlines()) == found.rows + 1


def test_a_list_for_an_action_comes_of_it(done: Path, tmp_path: Path) -> None:
    found = audience(done, "returns_7d", tmp_path / "list.parquet", top=0.1)
    frame = pd.read_parquet(tmp_path / "list.parquet")
    scores = pd.read_parquet(done / "scores.parquet")
    open_still = scores[scores["returns_7d"].notna() & scores["returns_7d_label"].isna()]
    assert set(frame["visitor_id"]) <= set(open_still["visitor_id"])
    assert found.candidates == open_still["visitor_id"].nunique()
    assert frame["visitor_id"].is_unique
    assert frame["score"].min() >= open_still["returns_7d"].quantile(0.85)


def test_every_figure_follows_from_the_predictions(done: Path) -> None:
    found = differences(done)
    assert len(found) > 100
    assert found[0][1] <= 1e-9, found[0]


def test_scores_hold_one_row_a_session_and_one_a_visitor(done: Path, summary: dict[str, Any]) -> None:
    scores = pd.read_parquet(done / "scores.parquet")
    sessions = scores[scores["converts_session"].notna()]
    visitors = scores[scores["returns_7d"].notna()]
    assert sessions["session_id"].is_unique
    assert visitors["visitor_id"].is_unique
    assert set(scores["part"]) == {"train", "tune", "calibrate", "test", "unlabelled"}
    assert scores["converts_session"].dropna().between(0, 1).all()
    assert (scores.loc[scores["part"] == "unlabelled", "converts_session_label"].notna().mean()) < 0.5
    names = {profile["name"] for profile in summary["segments"]["profiles"]} | {"No segment"}
    assert set(sessions["segment"]) <= names
    rfm = summary["segments"]["rfm"]
    assert sum(group["count"] for group in rfm["groups"]) == rfm["customers"] > 50
    counted = visitors["rfm"].value_counts().to_dict()
    assert counted == {group["name"]: group["count"] for group in rfm["groups"]}
    assert visitors["rfm"].isna().any()


def test_every_score_has_reasons_and_only_scores_have(done: Path, summary: dict[str, Any]) -> None:
    scores = pd.read_parquet(done / "scores.parquet")
    for target in ("converts_session", "revenue_session", "returns_7d"):
        columns = [f"{target}_reason_{place}" for place in (1, 2, 3)]
        first = scores[columns[0]]
        assert (first.notna() == scores[target].notna()).mean() > 0.99
        assert scores.loc[scores[target].isna(), columns].isna().all(axis=None)
        unit = "EUR" if target == "revenue_session" else "points"
        assert first.dropna().str.contains(rf"\([+-].* {unit}\)$").all()
        assert not scores[columns].apply(lambda column: column.str.contains("nan|None|not_|{", regex=True).any()).any()


def test_the_reasons_of_a_saved_model_are_those_of_the_analysis(shop: Path, done: Path, tmp_path: Path) -> None:
    out = tmp_path / "scores.parquet"
    score(done / "models" / "converts_session", shop, out, settings=QUICK, at="every", reasons=True)
    columns = [f"converts_session_reason_{place}" for place in (1, 2, 3)]
    again = pd.read_parquet(out).set_index("event_id")[columns]
    then = pd.read_parquet(done / "scores.parquet").dropna(subset=["converts_session"]).set_index("event_id")[columns]
    same = (again.loc[then.index].fillna("") == then.fillna("")).to_numpy(dtype=np.float64)
    assert same.mean() > 0.999  # equal but for the last digit of a sum


def test_the_report_shows_examples_with_reasons(done: Path) -> None:
    assert "Why: three scores and their reasons" in (done / "report.html").read_text(encoding="utf-8")


def test_no_session_lies_in_two_parts_and_the_parts_follow_each_other(done: Path) -> None:
    scores = pd.read_parquet(done / "scores.parquet")
    times = scores[scores["converts_session"].notna()].groupby("part")["cut_off_us"]
    first, last = times.min().to_dict(), times.max().to_dict()
    assert all(last[one] < first[two] for one, two in itertools.pairwise(["train", "tune", "calibrate", "test"]))


def test_the_same_run_gives_the_same_files(shop: Path, done: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    analyze(shop, again, settings=QUICK)
    assert hashes(again) == hashes(done)


def test_a_saved_model_scores_new_data_like_the_analysis_did(shop: Path, done: Path, tmp_path: Path) -> None:
    out = tmp_path / "scores.parquet"
    scored = score(done / "models" / "converts_session", shop, out, settings=QUICK, at="every")
    assert scored.rows == len(pd.read_parquet(out))
    again = pd.read_parquet(out).set_index("event_id")["converts_session"]
    then = pd.read_parquet(done / "predictions" / "converts_session.parquet").set_index("event_id")
    summary = json.loads((done / "summary.json").read_text())
    champion = then[summary["targets"]["converts_session"]["champion"]]
    np.testing.assert_allclose(again.loc[champion.index], champion, rtol=1e-6, atol=1e-9)


def test_permuted_labels_teach_nothing(shop: Path) -> None:
    with Engine(threads=2) as engine:
        log = read(shop, engine=engine, settings=QUICK)
        assert isinstance(log, EventLog)
        visits = cut(log, QUICK)
        features = FEATURES.keep(engine.columns("visits"))
        build_features(visits, features)
        dataset = build_dataset(visits, features, CONVERTS_SESSION, QUICK)
    shuffled = dataset.label.copy()
    order = np.random.default_rng(3).permutation(np.flatnonzero(~np.isnan(shuffled)))
    shuffled[~np.isnan(shuffled)] = shuffled[order]
    permuted = replace(dataset, label=shuffled)
    result = evaluate(fit_classifiers(permuted, effort="quick", seed=1), permuted, seed=1)
    champion = next(model for model in result.models if model.name == result.champion)
    low, high = champion.interval["roc_auc"]
    assert low <= 0.5 <= high


def test_a_look_up_is_refused_and_nothing_is_left(tmp_path: Path, data_folder: Path) -> None:
    with pytest.raises(TargetRefused, match="item_id"):
        analyze("uci-553", tmp_path / "out", settings=QUICK, target="price 2")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_target_is_named_and_a_near_one_suggested(shop: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="converts_session"):
        analyze(shop, tmp_path / "out", settings=QUICK, target="convert_session")


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file, the seconds in the summary left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            if path.name == "summary.json":
                content = json.dumps({key: value for key, value in json.loads(content).items() if key != "seconds"}).encode()
            found[str(path.relative_to(folder))] = hashlib.sha256(content).hexdigest()
    return found
