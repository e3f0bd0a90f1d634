"""Does the list hold who is about to leave, with why and what to do, and does it say what it cannot tell?"""

from pathlib import Path

import pandas as pd
import pytest
from tests.analysis.finishing import analysis
from tests.analysis.leaving_made import leaving_analysis

from footfall.analysis.at_risk import at_risk
from footfall.errors import SourceError, UsageError
from footfall.report.playbook import read_playbook


@pytest.fixture
def done(tmp_path: Path) -> Path:
    return leaving_analysis(tmp_path / "done")


def test_everybody_is_listed_once_with_why_and_what_to_do(done: Path) -> None:
    found = at_risk(done)
    assert found.groups == {"abandoned_cart": 1, "fading": 2, "likely_to_leave": 4}
    assert (found.rows, found.visitors, found.target, found.times_usual) == (6, 10, "churn_7d", 3.0)
    rows = found.listed.set_index("visitor_id")
    assert sorted(rows.index) == ["v0", "v3", "v6", "v7", "v8", "v9"]
    plays = read_playbook().leaving
    assert rows.loc["v0", "groups"] == "Abandoned cart; Fading"
    assert rows.loc["v0", "why"] == "left 2 things worth €49.80 in the cart 3 days ago; last seen 9 days ago; usually comes every 2 days"
    assert rows.loc["v0", "action"] == plays["abandoned_cart"].action
    assert rows.loc["v3", "action"] == plays["fading"].action
    assert rows.loc["v9", "why"] == "by the model 45% likely not to come back within 7 days"
    assert rows.loc["v0", "segment"] == "Passers-by"
    assert rows["rfm"].isna()["v0"]


def test_most_at_stake_comes_first_and_the_stake_is_the_greatest_that_is_known(done: Path) -> None:
    rows = at_risk(done).listed
    assert rows["visitor_id"].tolist() == ["v9", "v8", "v7", "v6", "v3", "v0"]
    assert rows["value_at_stake"].tolist() == [180.0, 160.0, 140.0, 120.0, 60.0, 50.0], "v0: a mean order of 50 above a cart of 49.80"
    assert at_risk(done).value_at_stake == sum(rows["value_at_stake"])
    assert at_risk(done, top=0.34).listed["visitor_id"].tolist() == ["v9", "v8", "v7"]


def test_one_s_own_choice_of_groups_times_and_targets(done: Path) -> None:
    assert at_risk(done, groups=["Fading"]).listed["visitor_id"].tolist() == ["v3", "v0"]
    assert at_risk(done, groups=["abandoned-cart"], within="2d").rows == 0
    assert sorted(at_risk(done, groups=["abandoned_cart"], within="90d").listed["visitor_id"]) == ["v0", "v1"], "v2 is still there"
    assert at_risk(done, groups=["fading"], seen="7d").listed["visitor_id"].tolist() == ["v3"]
    other = at_risk(done, groups=["likely_to_leave"], target="returns_7d")
    assert other.target == "returns_7d"
    assert sorted(other.listed["visitor_id"]) == [f"v{at}" for at in range(3, 9)], "v9 reaches the threshold: said to return"
    assert other.listed.set_index("visitor_id").loc["v4", "leaves"] == pytest.approx(0.8)


def test_what_came_of_such_visitors_is_told_of_the_groups_asked_for(done: Path) -> None:
    assert {each.group for each in at_risk(done).measured} == {"abandoned_cart", "fading", "likely_to_leave"}
    assert {each.group for each in at_risk(done, groups=["fading"]).measured} == {"fading"}
    assert any("within 28d, not 7d" in note for note in at_risk(done, within="7d").notes)
    assert not any("within 28d" in note for note in at_risk(done).notes)


def test_what_cannot_be_told_is_said_and_refused_when_asked_for(tmp_path: Path) -> None:
    folder = leaving_analysis(tmp_path / "done", carts=False, times=None)
    found = at_risk(folder)
    assert set(found.groups) == {"likely_to_leave"}
    assert "add_to_cart" in found.not_told["abandoned_cart"]
    assert "Only 250 came back often enough" in found.not_told["fading"]
    for key, words in (("abandoned_cart", "add_to_cart"), ("fading", "longer data")):
        with pytest.raises(UsageError, match=words):
            at_risk(folder, groups=[key])


def test_an_analysis_that_asked_nobody_who_leaves_has_no_such_group(tmp_path: Path) -> None:
    never = {"kind": "binary", "unit": "", "proxy": False, "not_asked": "No."}
    folder = leaving_analysis(tmp_path / "done", targets=dict.fromkeys(("churn_7d", "returns_7d", "returns_30d"), never))
    assert "none of churn_7d" in at_risk(folder).not_told["likely_to_leave"]


def test_of_an_order_list_orders_are_spoken_of(tmp_path: Path) -> None:
    folder = leaving_analysis(tmp_path / "done", carts=False, kind="orders")
    assert at_risk(folder, groups=["fading"]).listed["why"].tolist()[0] == "last ordered 6 days ago; usually orders every 1.5 days"


def test_the_list_is_written_in_its_order_and_csv_is_safe_in_a_spreadsheet(done: Path, tmp_path: Path) -> None:
    found = at_risk(done, tmp_path / "list.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "list.parquet"), found.listed, check_dtype=False)
    at_risk(done, tmp_path / "list.csv")
    text = (tmp_path / "list.csv").read_text()
    assert text.splitlines()[0] == ",".join(found.listed.columns)
    assert '"\'=1+1, i2"' in text
    at_risk(done, tmp_path / "none.csv", groups=["abandoned_cart"], within="1d")
    assert len((tmp_path / "none.csv").read_text().splitlines()) == 1


def test_labels_change_nothing(done: Path) -> None:
    before = at_risk(done).listed
    scores = pd.read_parquet(done / "scores.parquet")
    scores.assign(converts_session_label=1 - scores["converts_session_label"]).to_parquet(done / "scores.parquet")
    pd.testing.assert_frame_equal(before, at_risk(done).listed)


def test_data_without_visitors_is_refused_in_words(tmp_path: Path) -> None:
    folder = leaving_analysis(tmp_path / "done", source={"visitors": None})
    with pytest.raises(UsageError, match=r"needs a visitor id column.*schema\.toml"):
        at_risk(folder)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"groups": ["fadin"]}, "Did you mean fading"), ({"top": 0.0}, "no share"), ({"within": "week"}, "not a duration"),
        ({"seen": "7"}, "not a duration"), ({"target": "purchase_7d"}, "does not tell who leaves"),
        ({"target": "returns_30d"}, "not asked"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(done: Path, asked: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        at_risk(done, **asked)  # type: ignore[arg-type]


def test_the_analysis_s_own_files_are_left_alone(done: Path) -> None:
    before = (done / "leaving.parquet").read_bytes()
    for name in ("leaving.parquet", "campaigns/list.csv"):
        with pytest.raises(UsageError, match="file of the analysis itself"):
            at_risk(done, done / name)
    assert (done / "leaving.parquet").read_bytes() == before


def test_an_older_or_a_damaged_analysis_is_refused(done: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Analyse again"):
        at_risk(analysis(tmp_path / "older"))
    pd.read_parquet(done / "leaving.parquet").to_parquet(done / "leaving.parquet")
    with pytest.raises(SourceError, match="cannot be read"):
        at_risk(done)
    (done / "leaving.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(SourceError, match="cannot be read"):
        at_risk(done)
