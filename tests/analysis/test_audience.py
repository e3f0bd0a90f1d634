"""Does a list hold whom an action should reach, once each, with a holdout, and nothing of what is not known yet?"""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.analysis.finishing import analysis

from footfall.analysis.audience import Audience, audience
from footfall.analysis.holdout import groups
from footfall.errors import DataError, SourceError, UsageError
from footfall.measures.experiment import smallest_holdout

COLUMNS = ["visitor_id", "session_id", "event_id", "cut_off_us", "score", "segment", "action", "group"]


@pytest.fixture
def done(tmp_path: Path) -> Path:
    return analysis(tmp_path / "done")


def written(done: Path, target: str = "converts_session", **asked: Any) -> tuple[Audience, pd.DataFrame]:
    out = done.parent / "list.parquet"
    found = audience(done, target, out, **asked)
    return found, pd.read_parquet(out)


def test_one_row_a_visitor_the_latest_best_first(done: Path) -> None:
    found, frame = written(done, threshold=0.0)
    assert list(frame.columns) == COLUMNS
    assert frame["visitor_id"].tolist() == [f"v{number}" for number in range(9, -1, -1)]
    assert frame["session_id"].tolist() == [f"s{number}b" for number in range(9, -1, -1)]
    assert frame["score"].tolist() == [number / 10 for number in range(9, -1, -1)]
    assert (found.of, found.candidates, found.rows, found.score_range) == ("visitor", 10, 10, (0.0, 0.9))
    assert frame.loc[0, "action"] == "Shorten the checkout."


def test_of_a_target_about_coming_days_only_open_answers_are_listed(done: Path) -> None:
    found, frame = written(done, "returns_7d", threshold=0.0)
    assert sorted(frame["visitor_id"]) == [f"v{number}" for number in range(3, 10)]
    assert found.candidates == 7
    _, valued = written(done, "revenue_28d", top=1.0)
    assert len(valued) == 10


def test_who_was_not_seen_lately_is_left_out(done: Path) -> None:
    _, frame = written(done, threshold=0.0, seen="3d")
    assert sorted(frame["visitor_id"]) == ["v6", "v7", "v8", "v9"]
    everybody = written(done, threshold=0.0, seen="1000000d")[1]
    assert sorted(everybody["session_id"]) == [f"s{number}b" for number in range(10)], "not the earlier visit of 0.99"


def test_labels_change_nothing_and_are_not_written(done: Path) -> None:
    before = written(done, threshold=0.2)[1]
    scores = pd.read_parquet(done / "scores.parquet")
    scores.assign(converts_session_label=1 - scores["converts_session_label"]).to_parquet(done / "scores.parquet")
    after = written(done, threshold=0.2)[1]
    pd.testing.assert_frame_equal(before, after)
    scores.assign(converts_session_label=None).to_parquet(done / "scores.parquet")
    pd.testing.assert_frame_equal(before, written(done, threshold=0.2)[1])


def test_the_holdout_is_that_of_the_ids(done: Path) -> None:
    found, frame = written(done, threshold=0.0, holdout=0.4)
    assert frame["group"].tolist() == groups([f"v:{name}" for name in frame["visitor_id"]], share=0.4, seed=553)
    assert found.holdout == int((frame["group"] == "holdout").sum()) > 0
    assert found.treat + found.holdout == found.rows
    few = written(done, top=0.3, holdout=0.4)[1]
    assert few["group"].tolist() == frame["group"].tolist()[:3]
    assert written(done, threshold=0.0, holdout=0.4, seed=4)[1]["group"].tolist() != frame["group"].tolist()


def test_what_is_expected_adds_up(done: Path) -> None:
    found, frame = written(done, best_threshold=True, holdout=0.4)
    treated = frame.loc[frame["group"] == "treat", "score"]
    assert found.threshold == 0.3
    assert found.rows == 7
    assert found.expected == pytest.approx(0.3 + 0.4 + 0.5 + 0.6 + 0.7 + 0.8 + 0.9)
    assert found.expected_extra == pytest.approx(0.1 * treated.sum())
    assert found.expected_profit == pytest.approx((4.0 * treated - 1.0).sum())
    assert found.holdout_needed is None
    assert any("list more" in note for note in found.notes)


def test_where_no_campaign_is_set_nothing_is_expected_of_it(tmp_path: Path) -> None:
    found, _ = written(analysis(tmp_path / "done", settings={}), "returns_7d", top=0.5)
    assert (found.effect, found.expected_extra, found.expected_profit, found.holdout_needed) == (None, None, None, None)


def test_an_action_brings_nobody_on_top_of_those_who_stay_away(done: Path) -> None:
    comes, stays = written(done, "returns_7d", top=0.5)[0], written(done, "churn_7d", top=0.5)[0]
    assert comes.expected_extra is not None
    assert (stays.effect, stays.expected_extra, stays.holdout_needed) == (None, None, None)
    assert stays.expected > 0


def test_a_proxy_and_an_amount_have_no_effect_on_conversions(done: Path) -> None:
    assert written(done, "continues", top=0.5)[0].effect is None
    assert written(done, "revenue_28d", top=0.5)[0].effect is None


def test_the_holdout_that_is_needed_is_told(tmp_path: Path) -> None:
    folder = analysis(tmp_path / "done", settings={"action_effect": 0.9})
    many = pd.DataFrame({
        "event_id": [f"e{at}" for at in range(4_000)], "visitor_id": [f"v{at}" for at in range(4_000)], "session_id": "s", "cut_off_us": 1,
        "converts_session": 0.2, "converts_session_label": 0.0, "segment": "Passers-by",
    })  # fmt: skip
    many.to_parquet(folder / "scores.parquet")
    found, _ = written(folder, threshold=0.1, holdout=0.005)
    assert found.holdout_needed == smallest_holdout(4_000, 0.2, 0.38)
    assert found.holdout < (found.holdout_needed or 0)
    assert any("too small" in note for note in found.notes)
    assert not any("too small" in note for note in written(folder, threshold=0.1, holdout=0.2)[0].notes)


def test_where_an_action_on_a_list_pays_is_told(done: Path) -> None:
    assert any("--threshold 0.25" in note for note in written(done, best_threshold=True)[0].notes)
    assert not any("pays from" in note for note in written(done, threshold=0.25)[0].notes)
    assert not any("pays from" in note for note in written(done, "returns_7d", threshold=0.2)[0].notes)


def test_without_visitors_a_row_is_a_session(tmp_path: Path) -> None:
    found, frame = written(analysis(tmp_path / "done", visitors=False), threshold=0.2)
    assert found.of == "session"
    assert frame["session_id"].is_unique
    assert frame["visitor_id"].isna().all()
    assert any("knows no visitors" in note for note in found.notes)


def test_of_a_session_table_a_row_is_a_row(tmp_path: Path) -> None:
    folder = analysis(tmp_path / "done")
    table = pd.DataFrame({"event_id": ["row 1", "row 2"], "visitor_id": None, "session_id": None, "cut_off_us": 0, "segment": "Passers-by"})
    table.assign(continues=[0.2, 0.4], continues_label=[1.0, 0.0]).to_parquet(folder / "scores.parquet")
    found, frame = written(folder, "continues", top=1.0)
    assert (found.of, frame["event_id"].tolist()) == ("row", ["row 2", "row 1"])


def test_csv_is_safe_in_a_spreadsheet(done: Path, tmp_path: Path) -> None:
    audience(done, "converts_session", tmp_path / "list.csv", segments=["Passers-by"])
    text = (tmp_path / "list.csv").read_text()
    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert "'=HYPERLINK(1)" in text
    assert ",=HYPERLINK" not in text


def test_the_same_list_twice_is_the_same_file(done: Path, tmp_path: Path) -> None:
    names = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for name in names:
        audience(done, "converts_session", name, top=0.5)
    assert names[0].read_bytes() == names[1].read_bytes()


@pytest.mark.parametrize("share", [-0.1, 1.0, float("nan")])
def test_a_holdout_that_is_no_share_is_refused(done: Path, share: float) -> None:
    with pytest.raises(UsageError, match="no share"):
        written(done, top=0.5, holdout=share)


def test_without_a_holdout_it_says_that_nothing_can_be_measured(done: Path) -> None:
    found, frame = written(done, top=1.0, holdout=0.0)
    assert set(frame["group"]) == {"treat"}
    assert any("Nobody is held out" in note for note in found.notes)


def test_when_nothing_can_be_listed_nothing_is_written(done: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"from 0 to 0\.9"):
        audience(done, "converts_session", tmp_path / "list.csv", threshold=1.0)
    scores = pd.read_parquet(done / "scores.parquet")
    scores.assign(converts_session=float("nan")).to_parquet(done / "scores.parquet")
    with pytest.raises(DataError, match="Nobody with a score"):
        audience(done, "converts_session", tmp_path / "list.csv", threshold=0.5)
    assert not (tmp_path / "list.csv").exists()


def test_a_file_of_the_analysis_is_not_overwritten(done: Path) -> None:
    before = (done / "scores.parquet").read_bytes()
    with pytest.raises(UsageError, match="file of the analysis itself"):
        audience(done, "converts_session", done / "scores.parquet", top=0.5)
    assert (done / "scores.parquet").read_bytes() == before
    for name in ("models/converts_session/list.csv", "predictions/list.csv", "segments/manifest.json", "../done/summary.json"):
        with pytest.raises(UsageError, match="file of the analysis itself"):
            audience(done, "converts_session", done / name, top=0.5)
    audience(done, "converts_session", done / "list.csv", top=0.5)


def test_scores_that_are_damaged_or_lack_a_column_are_refused(done: Path) -> None:
    pd.read_parquet(done / "scores.parquet").drop(columns=["segment"]).to_parquet(done / "scores.parquet")
    with pytest.raises(SourceError, match="no column segment"):
        written(done, top=0.5)
    (done / "scores.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(SourceError, match="cannot be read"):
        written(done, top=0.5)


def test_a_bad_time_is_refused(done: Path) -> None:
    with pytest.raises(UsageError, match="not a duration"):
        written(done, top=0.5, seen="a week")
