"""Is any campaign measured as that of the settings is, with a threshold that the test part does not move?"""

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.analysis.finishing import analysis
from tests.analysis.leaving_made import with_decisions

from footfall.analysis.audience import audience
from footfall.analysis.campaign import campaign, deciding
from footfall.analysis.decisions import keep_decisions
from footfall.errors import SourceError, UsageError
from footfall.measures.decision import Campaign
from footfall.measures.profit import ProfitCurve
from footfall.report.blocks import Table, Words


@pytest.fixture
def done(tmp_path: Path) -> Path:
    folder = analysis(tmp_path / "done")
    with_decisions(folder)
    return folder


def test_the_threshold_is_that_of_the_part_before_and_the_curve_that_of_the_test_part(done: Path) -> None:
    frame = pd.read_parquet(done / "campaigns" / "converts_session.parquet")
    found = campaign(done, "converts_session", 40.0, 1.0, 0.1).profit
    curves = {}
    for part, rows in frame.groupby("part", observed=True):
        label, score = rows["label"].to_numpy(np.float64), rows["score"].to_numpy(np.float64)
        curves[str(part)] = ProfitCurve.of(Campaign(40.0, 1.0, 0.1), label, score, rows["unit"].to_numpy(np.int64))
    assert found.threshold == curves["calibrate"].best()
    assert found.chosen_on == "calibrate"
    assert {(each.threshold, each.profit) for each in found.curve} <= set(
        zip(curves["test"].threshold.tolist(), curves["test"].profit.tolist(), strict=True)
    )
    assert found.units == 200
    assert found.break_even == 0.25


def test_the_test_part_does_not_move_the_threshold(done: Path) -> None:
    frame = with_decisions(done)
    before = campaign(done, "converts_session", 40.0, 1.0, 0.1).profit
    turned = frame.assign(label=np.where(frame["part"] == "test", 1 - frame["label"], frame["label"]))
    keep_decisions(turned, done, "converts_session")
    after = campaign(done, "converts_session", 40.0, 1.0, 0.1).profit
    assert after.threshold == before.threshold
    assert after.policies[0].profit != before.policies[0].profit


def test_intervals_come_by_a_keyword_and_change_no_figure(done: Path) -> None:
    quick = campaign(done, "converts_session", 40.0, 1.0, 0.1)
    whole = campaign(done, "converts_session", 40.0, 1.0, 0.1, intervals=True)
    assert all(each.interval is None and each.behind_interval is None for each in quick.profit.policies)
    assert all(each.interval is not None for each in whole.profit.policies)
    assert [each.profit for each in quick.profit.policies] == [each.profit for each in whole.profit.policies]
    assert all(each.low == each.profit == each.high for each in quick.profit.curve)
    assert any(each.low < each.profit < each.high for each in whole.profit.curve)
    words, table, chart = quick.blocks()
    assert isinstance(words, Words)
    assert "95%" not in words.text
    assert isinstance(table, Table)
    assert "interval" not in table.note
    assert "band" not in chart.reading  # type: ignore[union-attr]
    assert "(95%: " in whole.blocks()[0].text  # type: ignore[union-attr]


def test_a_dearer_action_makes_a_shorter_list_and_one_too_dear_none(done: Path) -> None:
    shared = deciding(done, "converts_session")
    listed = [shared.under(40.0, cost, 0.1).listed for cost in (0.0, 1.0, 2.0, 50.0)]
    assert listed == sorted(listed, reverse=True)
    assert listed[-1] == 0
    dear = shared.under(40.0, 50.0, 0.1)
    assert (dear.profit.threshold, dear.candidates) == (None, 10)


def test_the_list_is_the_one_that_audience_writes(done: Path, tmp_path: Path) -> None:
    told = campaign(done, "converts_session", 60.0, 1.0, 0.2)
    found = audience(
        done, "converts_session", tmp_path / "list.parquet", best_threshold=True, holdout=0.4, value=60.0, cost=1.0, effect=0.2
    )
    assert (found.threshold, found.rows, found.candidates) == (told.profit.threshold, told.listed, told.candidates)
    frame = pd.read_parquet(tmp_path / "list.parquet")
    treated = frame.loc[frame["group"] == "treat", "score"]
    assert found.effect == 0.2
    assert found.expected_extra == pytest.approx(0.2 * treated.sum())
    assert found.expected_profit == pytest.approx((12.0 * treated - 1.0).sum())


def test_a_campaign_of_a_list_needs_all_three_and_settings_do_not_count(done: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cost and effect not given"):
        audience(done, "converts_session", tmp_path / "list.csv", best_threshold=True, value=60.0)
    with pytest.raises(UsageError, match="Acting on nobody"):
        audience(done, "converts_session", tmp_path / "list.csv", best_threshold=True, value=1.0, cost=60.0, effect=0.1)
    with pytest.raises(UsageError, match="no conversion"):
        audience(done, "returns_7d", tmp_path / "list.csv", top=0.5, value=1.0, cost=60.0, effect=0.1)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("continues", "is a proxy"), ("revenue_28d", "is an amount"), ("churn_7d", "no conversion"), ("returns_30d", "not asked"),
        ("converts_sesion", "Did you mean converts_session"),
    ],
)  # fmt: skip
def test_a_target_that_is_no_conversion_is_refused_in_words(done: Path, target: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        campaign(done, target, 40.0, 1.0, 0.1)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((-1.0, 1.0, 0.1), "value of a conversion of -1"), ((1.0, float("inf"), 0.1), "cost of an action of inf"),
        ((1.0, 1.0, 10.0), "effect of 10 makes no sense.*between 0 and 1"), ((float("nan"), 1.0, 0.1), "nan"),
    ],
)  # fmt: skip
def test_numbers_that_make_no_sense_are_refused(done: Path, numbers: tuple[float, float, float], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        campaign(done, "converts_session", *numbers)


def test_the_target_of_a_session_table_may_be_asked(done: Path, tmp_path: Path) -> None:
    asked = {"kind": "binary", "unit": "", "proxy": False, "not_asked": None}
    folder = analysis(tmp_path / "table", targets={"Revenue": asked})
    scores = pd.read_parquet(folder / "scores.parquet")
    scores.assign(Revenue=scores["converts_session"], Revenue_label=0.0).to_parquet(folder / "scores.parquet")
    with_decisions(folder, "Revenue")
    found = campaign(folder, "Revenue", 40.0, 1.0, 0.1)
    assert not found.asked_at_clicks
    assert found.candidates == 10


def test_an_older_or_a_damaged_analysis_is_refused(done: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Analyse again"):
        campaign(analysis(tmp_path / "older"), "converts_session", 40.0, 1.0, 0.1)
    (done / "campaigns" / "converts_session.parquet").write_bytes(b"PAR1")
    with pytest.raises(SourceError, match="cannot be read"):
        campaign(done, "converts_session", 40.0, 1.0, 0.1)


def test_moving_a_slider_reads_nothing(done: Path) -> None:
    shared = deciding(done, "converts_session")
    (done / "campaigns" / "converts_session.parquet").unlink()
    (done / "scores.parquet").unlink()
    begin = time.perf_counter()
    assert shared.under(40.0, 1.0, 0.1).listed > 0
    assert time.perf_counter() - begin < 2.0
