"""Does a comparison keep what holds, recalibrate what is off, retrain what is broken, and say what cannot be told?"""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.analysis.monitored import QUICK, VISITOR_FEATURES, analysed, analysed_table, changed, halved, scattered, shops

from footfall.analysis.compare import compare, read_alike
from footfall.engines.duckdb import Engine
from footfall.errors import ArtifactError, DataError, UsageError
from footfall.evaluation.comparison import Comparison
from footfall.events.log import SessionTable
from footfall.events.read import read
from footfall.models.read_as import ReadAs
from footfall.settings import Settings

SETTINGS = Settings(effort="quick", threads=2)
LABELLED = "2026-01-21"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return shops(tmp_path_factory.mktemp("shops"))


@pytest.fixture(scope="module")
def old(parts: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return analysed(parts[0], tmp_path_factory.mktemp("old"))


def one(old: Path, new: Path | list[Path], **options: str) -> Comparison:
    (found,) = compare(old, new, settings=SETTINGS, **options).targets  # type: ignore[arg-type]
    return found


@pytest.fixture(scope="module")
def found(old: Path, parts: list[Path]) -> Comparison:
    return one(old, parts[1], since=LABELLED)


@pytest.fixture(scope="module")
def early(parts: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An analysis of the first days of a shop, with a model that knows a visitor's past."""
    folder = tmp_path_factory.mktemp("early")
    first = changed(parts[0], lambda events: events[events["us"] < us("2026-01-26")], folder / "early.parquet")
    return analysed(first, folder / "old", VISITOR_FEATURES)


def test_other_visitors_of_the_same_shop_change_nothing(found: Comparison) -> None:
    assert (found.advice.verdict, found.advice.basis) == ("keep", "outcomes")
    assert found.moved == ()
    assert found.now.order is not None
    assert found.now.order.value > 0.6
    assert found.score is not None
    assert found.score.index < 0.1


def test_the_same_data_has_not_moved_at_all(old: Path, parts: list[Path]) -> None:
    result = compare(old, parts[0], settings=SETTINGS)
    assert result.notes == ("This is the data that the models learnt from.",)
    (found,) = result.targets
    assert found.score is not None
    assert found.score.index < 0.01
    assert found.now.order is not None and found.before.order is not None  # noqa: PT018
    assert found.now.order.value == pytest.approx(found.before.order.value, abs=0.005)
    assert any("lies in the days of the old analysis" in note for note in found.notes)


def test_half_of_the_orders_means_recalibrate(old: Path, parts: list[Path], tmp_path: Path) -> None:
    found = one(old, changed(parts[1], halved, tmp_path / "new.parquet"), since="2026-01-05")
    assert (found.advice.verdict, found.advice.basis) == ("recalibrate", "outcomes")
    assert "less of conversions than was foretold" in found.advice.reasons[0]
    assert found.now.ratio is not None
    assert 0.3 < found.now.ratio.value < 0.7


def test_orders_that_nothing_foretells_mean_retrain(old: Path, parts: list[Path], tmp_path: Path) -> None:
    found = one(old, changed(parts[1], scattered, tmp_path / "new.parquet"), since="2026-01-05")
    assert (found.advice.verdict, found.advice.basis) == ("retrain", "outcomes")
    assert "worse than they did" in found.advice.reasons[0]


def without_purchases(events: pd.DataFrame) -> pd.DataFrame:
    return events[events["type"] != "purchase"]


def browsing_only(events: pd.DataFrame) -> pd.DataFrame:
    return events[events["type"].isin(["page_view", "view_item_list"])].assign(device=None)


@pytest.mark.parametrize(("change", "verdict"), [(without_purchases, "keep"), (browsing_only, "retrain")])
def test_without_outcomes_drift_decides(
    old: Path, parts: list[Path], tmp_path: Path, change: Callable[[pd.DataFrame], pd.DataFrame], verdict: str
) -> None:
    found = one(old, changed(parts[1], change, tmp_path / "new.parquet"))
    assert (found.advice.verdict, found.advice.basis) == (verdict, "drift")
    assert "Judged by drift alone. The source has no purchases." in " ".join(found.advice.reasons)


def test_too_little_cannot_be_told(old: Path, parts: list[Path], tmp_path: Path) -> None:
    few = changed(parts[1], lambda events: events[events["visitor_id"] <= "v00000060"], tmp_path / "few.parquet")
    found = one(old, few)
    assert (found.advice.verdict, found.advice.basis) == ("cannot be told", "nothing")
    assert "too few rows" in found.advice.reasons[0]


def test_a_log_that_goes_on_is_compared_from_where_the_old_one_ended(early: Path, parts: list[Path]) -> None:
    found = one(early, parts[0])
    assert us("2026-01-26") - 3_600_000_000 < found.since_us < us("2026-01-27")
    assert found.since_us > pd.read_parquet(early.parent / "early.parquet")["us"].max()
    assert all(not feature.short for feature in found.features)


def test_an_alarm_that_may_be_a_missing_history_cannot_be_told(early: Path, parts: list[Path], tmp_path: Path) -> None:
    late = changed(parts[1], lambda events: browsing_only(events[events["us"] > us("2026-01-28")]), tmp_path / "late.parquet")
    found = one(early, late)
    assert {feature.name for feature in found.features if feature.short} == {"sessions_so_far", "clicks_28d"}
    assert all(feature.size == "none" for feature in found.features if feature.short)
    assert (found.advice.verdict, found.advice.basis) == ("cannot be told", "nothing")
    assert "does not reach back far enough" in found.advice.reasons[0]
    assert any(note.startswith("Shown and not judged") for note in found.notes)


def test_data_is_read_as_the_old_was(found: Comparison, parts: list[Path], old: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(old, tmp_path / "other"))
    summary = other / "summary.json"
    summary.write_text(summary.read_text().replace('"30min"', '"1min"'))
    assert one(other, parts[1], since=LABELLED).units > 1.5 * found.units
    (other / "summary.json").write_text("{}")
    with pytest.raises(ArtifactError, match="does not say how"):
        one(other, parts[1])


def test_two_analyses_are_compared_by_what_they_keep(old: Path, tmp_path: Path) -> None:
    found = one(old, Path(shutil.copytree(old, tmp_path / "new")))
    assert found.score is None
    assert (found.advice.verdict, found.moved) == ("cannot be told", ())
    assert len(found.features) == 7
    assert found.now.order is not None


def test_what_cannot_be_compared_is_refused(old: Path, parts: list[Path], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a finished analysis"):
        one(tmp_path, parts[1])
    with pytest.raises(UsageError, match="It has models of converts_session"):
        one(old, parts[1], target="returns_7d")
    with pytest.raises(UsageError, match="is not a day"):
        one(old, parts[1], since="yesterday")
    with pytest.raises(DataError, match="no cut-off"):
        one(old, parts[1], since="2030-01-01")
    with pytest.raises(ArtifactError, match="session table"):
        one(old, table_file(tmp_path))


def table_file(folder: Path) -> Path:
    path = folder / "uci.csv"
    header = (
        "Administrative,Administrative_Duration,Informational,Informational_Duration,ProductRelated,ProductRelated_Duration,BounceRates,"
        "ExitRates,PageValues,SpecialDay,Month,OperatingSystems,Browser,Region,TrafficType,VisitorType,Weekend,Revenue"
    )
    path.write_text(header + "\n" + "0,0,0,0,1,0,0.2,0.2,0,0,Feb,1,1,1,1,Returning_Visitor,FALSE,FALSE\n" * 3)
    return path


def halves(data_folder: Path) -> tuple[SessionTable, SessionTable]:
    """Return the two halves of uci-468, its rows dealt out at random."""
    with Engine(threads=1) as engine:
        table = read(str(data_folder / "uci-468.csv"), engine=engine, settings=QUICK)
    assert isinstance(table, SessionTable)
    first = np.random.default_rng(3).random(len(table.frame)) < 0.5
    one, other = (table.frame.loc[mask].reset_index(drop=True) for mask in (first, ~first))
    return replace(table, frame=one), replace(table, frame=other)


@pytest.mark.parametrize(
    ("change", "verdict", "basis"),
    [
        (lambda frame: frame, "keep", "outcomes"),
        (lambda frame: frame.drop(index=frame.index[frame["Revenue"]][::2]), "recalibrate", "outcomes"),
        (lambda frame: frame.assign(Revenue=np.random.default_rng(1).permutation(frame["Revenue"])), "retrain", "outcomes"),
        (lambda frame: frame.drop(columns="Revenue"), "keep", "drift"),
        (lambda frame: frame.drop(columns=["Revenue", "PageValues"]), "retrain", "drift"),
        (lambda frame: frame.head(60), "cannot be told", "nothing"),
    ],
    ids=["same", "half_the_buyers", "shuffled", "no_outcome", "gone", "few"],
)  # fmt: skip
def test_halves_of_a_session_table(
    data_folder: Path, tmp_path: Path, change: Callable[[pd.DataFrame], pd.DataFrame], verdict: str, basis: str
) -> None:
    first, second = halves(data_folder)
    old = analysed_table(first, tmp_path / "old")
    new = tmp_path / "new.csv"
    change(second.frame).to_csv(new, index=False)
    schema = tmp_path / "schema.toml"
    schema.write_text('[source]\nkind = "session_table"\n' + ('target = "Revenue"\n' if "Revenue" in change(second.frame) else ""))
    (found,) = compare(old, new, settings=SETTINGS, schema=schema).targets
    assert (found.advice.verdict, found.advice.basis) == (verdict, basis), found.advice
    assert (found.since_us, found.until_us) == (0, 0)


def us(day: str) -> int:
    return int(pd.Timestamp(day, tz="UTC").timestamp()) * 1_000_000


def test_new_data_is_read_as_the_model_was_and_amounts_in_another_currency_are_refused(parts: list[Path], tmp_path: Path) -> None:
    old = analysed(parts[0], tmp_path / "old", read_as=ReadAs(currency="CHF"))
    with pytest.raises(DataError, match=r"amounts are in EUR.*learnt from amounts in CHF.*EUR = 0\.23"):
        compare(old, parts[1], settings=SETTINGS)
    rated = SETTINGS.model_copy(update={"rates": {"EUR": 0.95}})
    (found,) = compare(old, parts[1], settings=rated, since=LABELLED).targets
    assert found.now.rows > 0


@pytest.mark.parametrize(("then", "today", "zone", "said"), [
    ("Asia/Tokyo", Settings(timezone="Europe/Warsaw"), "Asia/Tokyo", True),
    ("UTC", Settings(timezone="Europe/Warsaw"), "UTC", False),
    ("UTC", Settings(seed=3), "UTC", False),
])  # fmt: skip
def test_a_default_zone_of_an_old_summary_was_perhaps_said_by_nobody(
    then: str, today: Settings, zone: str, said: bool, tmp_path: Path
) -> None:
    (tmp_path / "summary.json").write_text(json.dumps({"settings": {"timezone": then, "session_gap": "45min"}}))
    found = read_alike(tmp_path, today)
    assert (found.timezone, "timezone" in found.model_fields_set) == (zone, said)
    assert (found.session_gap, found.seed) == ("45min", today.seed)
