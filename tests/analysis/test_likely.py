"""Are those called likely to leave whom the model's threshold calls so, and is that counted on the test part?"""

from pathlib import Path

import pandas as pd
import pytest
from tests.analysis.leaving_made import leaving_analysis

from footfall.analysis.finished import finished
from footfall.analysis.likely import Likely, likely
from footfall.errors import SourceError, UsageError


@pytest.fixture
def done(tmp_path: Path) -> Path:
    return leaving_analysis(tmp_path / "done")


def said(done: Path, target: str | None = None) -> Likely:
    found = likely(finished(done), target)
    assert isinstance(found, Likely)
    return found


def test_of_who_stays_away_the_high_scores_are_called_and_of_who_returns_the_low(done: Path) -> None:
    churn = said(done).frame.set_index("visitor_id")
    assert churn.index[churn["called"]].tolist() == ["v6", "v7", "v8", "v9"]
    assert churn.loc["v9", "leaves"] == pytest.approx(0.45)
    returns = said(done, "returns_7d").frame.set_index("visitor_id")
    assert returns.index[returns["called"]].tolist() == [f"v{at}" for at in range(3, 9)]
    assert returns.loc["v9", "leaves"] == pytest.approx(0.55)


def test_how_such_calls_did_is_counted_on_the_test_part(done: Path) -> None:
    churn, returns = said(done).measured, said(done, "returns_7d").measured
    assert churn.members is not None
    assert churn.others is not None
    assert (churn.members.found, churn.members.count, churn.others.found, churn.others.count) == (0, 10, 10, 10)
    assert (churn.came, churn.days, churn.comparable) == ("visit", 7, None)
    assert returns.members is not None
    assert (returns.members.found, returns.members.count) == (0, 10)
    assert returns.members.interval == (0.0, 0.0)


def test_reasons_are_those_of_the_row_that_is_scored(done: Path) -> None:
    scores = pd.read_parquet(done / "scores.parquet")
    words = pd.Series(
        [None if pd.isna(score) else f"reason of {who}" for score, who in zip(scores["churn_7d"], scores["visitor_id"], strict=True)]
    )
    scores.assign(churn_7d_reason_1=words.astype("str"), churn_7d_reason_2=words.where(words.isna(), "more").astype("str")).to_parquet(
        done / "scores.parquet"
    )
    frame = said(done).frame.set_index("visitor_id")
    assert frame.loc["v7", "reasons"] == "reason of v7; more"


def test_what_cannot_be_had_is_said(tmp_path: Path, done: Path) -> None:
    never = {"kind": "binary", "unit": "", "proxy": False, "not_asked": None}
    bare = leaving_analysis(tmp_path / "bare", targets={"churn_7d": never})
    assert likely(finished(bare)) == "the model of churn_7d has no threshold"
    with pytest.raises(UsageError, match="does not tell who leaves"):
        likely(finished(done), "converts_session")
    (done / "predictions" / "churn_7d.parquet").unlink()
    with pytest.raises(SourceError, match=r"churn_7d\.parquet cannot be read"):
        likely(finished(done))
