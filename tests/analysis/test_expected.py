"""Are the right rows summed, by the groups that they are in, with intervals that know what was missed, and are others refused in words?"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.analysis.amounts import analysis

from footfall.analysis.expected import amounts, expected, write_expected
from footfall.errors import DataError, SourceError, UsageError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return analysis(tmp_path_factory.mktemp("amounts") / "a", own=1.6)


def test_visitors_still_open_are_summed_by_segment(folder: Path) -> None:
    found = expected(folder, "segment")
    scores = pd.read_parquet(folder / "scores.parquet").dropna(subset=["revenue_28d"])
    assert (found.target, found.of, found.unit, found.currency, found.proxy) == ("revenue_28d", "visitor", "currency", "EUR", False)
    assert found.total.rows == 900
    assert found.total.sum == pytest.approx(scores["revenue_28d"].sum())
    assert {each.name: each.sum for each in found.groups} == pytest.approx(scores.groupby("segment")["revenue_28d"].sum().to_dict())
    assert [each.sum for each in found.groups] == sorted((each.sum for each in found.groups), reverse=True)
    for each in found.groups:
        assert each.low is not None
        assert each.high is not None
        assert each.low <= each.sum <= each.high
        assert each.mean == pytest.approx(each.sum / each.rows)


def test_what_is_missed_of_one_group_is_in_its_interval_and_its_figures(folder: Path) -> None:
    groups = {each.name: each for each in expected(folder, "segment").groups}
    missed, right = groups["Cart builders"], groups["Loyal regulars"]
    assert missed.high is not None
    assert right.high is not None
    assert missed.high > 1.5 * missed.sum
    assert right.high < 1.4 * right.sum
    assert missed.came == pytest.approx(1.6 * missed.mean, rel=0.2)
    assert right.came == pytest.approx(right.mean, rel=0.2)


def test_the_share_of_sums_that_were_held_is_told(folder: Path) -> None:
    held = expected(folder, "segment").held
    assert held is not None
    assert held.splits == 20
    assert held.checks == 60
    assert 0.75 <= held.share <= 1.0


def test_visits_are_summed_as_of_their_first_click(folder: Path) -> None:
    found = expected(folder, "channel", target="revenue_session")
    first = pd.read_parquet(folder / "predictions" / "revenue_session.parquet").query("click == 1")
    assert (found.of, found.total.rows) == ("visit", 900)
    assert found.total.came == pytest.approx(first["label"].mean())
    assert {each.name: each.rows for each in found.groups} == {"email": 300, "search": 300, "Not known": 300}
    assert all(each.came is not None for each in found.groups)


def test_groups_as_of_the_end_are_not_judged_by_what_they_bought(folder: Path) -> None:
    found = expected(folder, "rfm")
    assert {each.name: each.rows for each in found.groups} == {"Champions": 300, "Never bought": 600}
    assert all(each.came is None for each in found.groups)
    assert any("as of the end of the data" in note for note in found.notes)
    with pytest.raises(UsageError, match="they know what those visits bought"):
        expected(folder, "rfm", target="revenue_session")


def test_the_list_holds_single_amounts_with_their_own_intervals(folder: Path) -> None:
    found = expected(folder, "visitor", top=3)
    scores = pd.read_parquet(folder / "scores.parquet").nlargest(3, "revenue_28d")
    assert [each.visitor_id for each in found.top] == scores["visitor_id"].tolist()
    assert [each.low for each in found.top] == [0.0, 0.0, 0.0]
    assert [each.high for each in found.top] == pytest.approx([3 * each.value for each in found.top])
    assert found.top[0].reasons == ("last seen 2 days ago (+7.62 EUR)",)
    assert found.top[0].segment == "Loyal regulars"
    assert found.groups == ()


def test_the_same_seed_gives_the_same_sums(folder: Path) -> None:
    assert expected(folder) == expected(folder)
    assert expected(folder, seed=2).total != expected(folder).total


def test_small_groups_are_summed_together(tmp_path: Path) -> None:
    place = analysis(tmp_path / "many", visitors=300)
    scores = pd.read_parquet(place / "scores.parquet")
    country = pd.Series([f"country {at % 40:02}" for at in range(len(scores))])
    scores.assign(country=country).to_parquet(place / "scores.parquet", index=False)
    found = expected(place, "country")
    assert len(found.groups) == 12
    (others,) = [each for each in found.groups if each.name == "29 others"]
    assert sum(each.rows for each in found.groups) == 300
    assert others.low is not None


def test_too_few_known_amounts_give_no_interval_and_say_so(tmp_path: Path) -> None:
    found = expected(analysis(tmp_path / "few", visitors=60))
    assert all((each.low, each.high) == (None, None) for each in (*found.groups, found.total))
    assert found.held is None
    assert any("fewer than 100" in note for note in found.notes)


def test_files_are_written(folder: Path, tmp_path: Path) -> None:
    found = expected(folder, "segment")
    write_expected(found, folder, tmp_path / "groups.parquet")
    written = pd.read_parquet(tmp_path / "groups.parquet")
    assert list(written) == ["name", "rows", "sum", "mean", "low", "high", "came"]
    assert written["name"].tolist() == [each.name for each in found.groups]
    write_expected(expected(folder, "visitor", top=5), folder, tmp_path / "people.csv")
    assert len(pd.read_csv(tmp_path / "people.csv")) == 5
    with pytest.raises(UsageError, match="a file of the analysis itself"):
        write_expected(found, folder, folder / "scores.parquet")


def test_what_cannot_be_summed_is_refused(folder: Path, tmp_path: Path) -> None:
    for by, target, said in (
        ("segmant", None, "Did you mean segment"), ("device", None, "knows no device"), ("segment", "converts_session", "no amount"),
    ):  # fmt: skip
        with pytest.raises(UsageError) as caught:
            expected(folder, by, target=target)
        assert said in str(caught.value)
    with pytest.raises(UsageError, match="cannot be listed"):
        expected(folder, top=-1)
    chances = {"converts_session": {"kind": "binary", "unit": "", "proxy": False, "not_asked": None}}
    nothing = analysis(tmp_path / "none", visitors=5, targets=chances)
    assert amounts(nothing) == ()
    with pytest.raises(DataError, match="asked of no amounts"):
        expected(nothing)
    (folder / "predictions" / "revenue_28d.parquet").rename(tmp_path / "away.parquet")
    try:
        with pytest.raises(SourceError, match="cannot be read"):
            expected(folder)
    finally:
        (tmp_path / "away.parquet").rename(folder / "predictions" / "revenue_28d.parquet")


def test_nobody_open_is_said(tmp_path: Path) -> None:
    place = analysis(tmp_path / "over", visitors=50)
    pd.read_parquet(place / "scores.parquet").assign(revenue_28d_label=np.float64(0)).to_parquet(place / "scores.parquet", index=False)
    with pytest.raises(DataError, match="still open"):
        expected(place)
