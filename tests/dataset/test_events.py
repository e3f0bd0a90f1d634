"""Do features and the label of one cut-off meet in one row, and are rows weighed and drawn as told?"""

import numpy as np
import pandas as pd
import pytest
from tests.explore.made import Row, event, shop, visits

from footfall.aggregates import count, current, total
from footfall.dataset import events
from footfall.dataset.dataset import Dataset
from footfall.dataset.events import as_inputs, build, end_of_data, feature_rows
from footfall.events.event import DAY_US
from footfall.events.log import SourceInfo
from footfall.expr import event as this
from footfall.features import batch
from footfall.features.feature import Feature, FeatureSet
from footfall.sessions.batch import Visits
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS
from footfall.windows.scope import VISITOR

SETTINGS = Settings(effort="quick", seed=3)
FEATURES = FeatureSet(
    (
        Feature("clicks", count(), doc="Clicks so far in this session."),
        Feature("spent", total(this.revenue_micros), scope=VISITOR, unit="currency", doc="Spent so far."),
        Feature("category_now", current(this.category), doc="Category at hand."),
        Feature("price_now", current(this.price_micros), unit="currency", doc="Price at hand."),
    )
)
TARGET = {target.name: target for target in TARGETS}


def built(rows: list[Row], target: str, *, settings: Settings = SETTINGS) -> tuple[Visits, Dataset]:
    """Cut a log, compute the features and build the data set."""
    made = visits(rows)
    batch.build(made, FEATURES)
    return made, build(made, FEATURES, TARGET[target], settings)


@pytest.fixture(scope="module")
def sessions() -> tuple[Visits, Dataset]:
    return built(shop(), "converts_session")


def many(number: int = 60, clicks: int = 4) -> list[Row]:
    """Visitors with one session each, one a day."""
    return [event(f"{chr(97 + n % 26)}{n}", day=n, minute=click, price=float(n)) for n in range(number) for click in range(clicks)]


def test_each_row_joins_what_was_known_to_what_came_after(sessions: tuple[Visits, Dataset]) -> None:
    _, dataset = sessions
    features = dataset.features.astype("object").where(dataset.features.notna(), None)
    known = features.set_index(dataset.ids["event_id"]).to_dict("index")
    label = dict(zip(dataset.ids["event_id"], dataset.label, strict=True))
    assert known["e0000"] == {"clicks": 1.0, "spent": 0.0, "category_now": "shoes", "price_now": 20.0}
    assert known["e0003"] == {"clicks": 4.0, "spent": 20.0, "category_now": "shoes", "price_now": None}
    assert known["e0007"] == {"clicks": 2.0, "spent": 25.0, "category_now": None, "price_now": None}
    assert (label["e0000"], label["e0003"], label["e0006"], label["e0004"]) == (1.0, 0.0, 1.0, 0.0)


def test_bots_are_not_asked_and_all_others_are(sessions: tuple[Visits, Dataset]) -> None:
    made, dataset = sessions
    asked = made.engine.integer("SELECT count(*) FROM visits WHERE NOT bot")
    assert (len(dataset), dataset.split["asked"], dataset.split["rows"]) == (asked, asked, asked)
    assert "e0013" not in set(dataset.ids["event_id"])
    assert list(dataset.ids.columns) == ["event_id", "visitor_id", "session_id", "cut_off_us", "click"]


def test_rows_lie_in_the_order_of_their_cut_offs(sessions: tuple[Visits, Dataset]) -> None:
    _, dataset = sessions
    assert dataset.ids["cut_off_us"].is_monotonic_increasing
    assert dataset.docs == {feature.name: feature.doc for feature in FEATURES.features}
    assert list(dataset.features.columns) == list(FEATURES.names)
    assert (dataset.numeric, dataset.categorical) == (["clicks", "spent", "price_now"], ["category_now"])


def test_a_session_lies_in_one_part_and_parts_follow_each_other() -> None:
    made, dataset = built(many(), "converts_session")
    by_session = pd.DataFrame({"session": dataset.ids["session_id"], "part": dataset.part, "group": dataset.group}).groupby("session")
    assert (by_session["part"].nunique() == 1).all()
    assert (by_session["group"].nunique() == 1).all()
    assert len(np.unique(dataset.group)) == 60
    assert len(dataset.borders_us) == 3
    assert {"train", "tune", "calibrate", "test"} <= set(dataset.part)
    for border in dataset.borders_us:
        assert made.engine.integer(f"SELECT count(*) FROM visits WHERE us = {border} AND click = 1") == 1


def test_the_borders_are_those_of_all_sessions_so_that_targets_share_them() -> None:
    rows = [{**each, "category": "sale" if place < 120 else "shoes"} for place, each in enumerate(many())]
    one, other = (built(list[Row](rows), name)[1] for name in ("converts_session", "sale_ahead"))
    assert len(other) == len(one) - 120
    assert one.borders_us == other.borders_us


def test_a_session_that_goes_on_past_a_border_stays_in_the_part_where_it_began() -> None:
    rows = [event(f"{chr(97 + n % 26)}{n}", minute=30 * n + 20 * click) for n in range(60) for click in range(4)]
    _, dataset = built(list[Row](rows), "converts_session")
    used = dataset.part != "unlabelled"
    assert (pd.Series(dataset.part[used]).groupby(dataset.group[used]).nunique() == 1).all()
    border = dataset.borders_us[0]
    begun = dataset.ids.groupby("session_id")["cut_off_us"].transform("min").to_numpy()
    assert (begun[dataset.part == "tune"] >= border).all()
    assert ((begun < border) & (dataset.ids["cut_off_us"].to_numpy() > border)).any()


def test_bots_move_no_border() -> None:
    people = many()
    robots = [{**event("r1", minute=minute), "visitor_id": "robot", "bot": True} for minute in range(100, 300)]
    assert built([*people, *robots], "converts_session")[1].borders_us == built(people, "converts_session")[1].borders_us


def test_the_label_of_the_last_visit_is_unknown_until_its_session_must_be_over() -> None:
    _, dataset = built(many(), "converts_session")
    late = dataset.ids["session_id"] == dataset.ids["session_id"].iloc[-1]
    assert np.isnan(dataset.label[late]).all()
    assert set(dataset.part[late]) == {"unlabelled"}
    assert not np.isnan(dataset.label[~late]).any()
    assert dataset.split["unknown"] == 4


def test_later_clicks_of_a_session_weigh_less_and_the_mean_over_training_is_one() -> None:
    _, dataset = built(many(clicks=3) + many(number=30, clicks=9), "converts_session")
    training = dataset.part == "train"
    assert dataset.weight[training].mean() == pytest.approx(1.0)
    heaviest = dataset.weight[dataset.ids["click"] == 1][0]
    assert dataset.weight == pytest.approx(heaviest / np.sqrt(dataset.ids["click"].to_numpy()))


def test_no_more_rows_than_the_effort_allows_and_whole_sessions_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = many(number=400, clicks=3)
    monkeypatch.setitem(events.ROWS, "quick", 600)
    _, half = built(rows, "converts_session")
    assert half.split["asked"] == 1_200
    assert 450 < len(half) < 750
    assert (half.ids.groupby("session_id").size() == 3).all()
    _, again = built(rows, "converts_session")
    _, other = built(rows, "converts_session", settings=SETTINGS.model_copy(update={"seed": 4}))
    assert half.ids.equals(again.ids)
    assert not half.ids.equals(other.ids)


def orders() -> list[Row]:
    """Two customers, whose orders lie days apart."""
    at = ((0, "a"), (3, "b"), (16, "a"), (40, "b"), (90, "b"))
    return [event(f"{who}{day}", "purchase", day=day, order_id=f"o{day}", value=1.0 + day, revenue=1.0 + day) for day, who in at]


def test_a_weekly_target_asks_each_customer_and_says_how_long_ago_the_latest_event_was() -> None:
    made, dataset = built(orders(), "revenue_28d")
    start = end_of_data(made) - 90 * DAY_US
    asked = {
        (str(visitor), (int(us) - start) // DAY_US): (label, idle)
        for visitor, us, label, idle in zip(
            dataset.ids["visitor_id"],
            dataset.ids["cut_off_us"].to_numpy(np.int64),
            dataset.label,
            dataset.features["idle_days"],
            strict=True,
        )
    }
    assert asked["va", 7] == (17.0, 7.0)
    assert asked["va", 14] == (17.0, 14.0)
    assert asked["va", 21] == (0.0, 5.0)
    assert asked["vb", 14] == (41.0, 11.0)
    assert ("va", 49) not in asked
    assert np.isnan(asked["vb", 90][0])
    assert "idle_days" in dataset.docs
    visitor_of = pd.Series(dataset.ids["visitor_id"].to_numpy()).groupby(dataset.group)
    assert (visitor_of.nunique() == 1).all()
    assert dataset.ids.duplicated(["visitor_id", "cut_off_us"]).sum() == 0


def test_a_clock_of_days_ends_with_its_day_and_splits_at_midnight() -> None:
    rows = [{**each, "time_precision": "day", "us": int(str(each["us"])) // DAY_US * DAY_US} for each in many(clicks=2)]
    source = SourceInfo("dates", knows_visitors=True, has_clock=False, precision="day")
    made = visits(rows, source)
    batch.build(made, FEATURES)
    assert end_of_data(made) == made.engine.integer("SELECT max(us) FROM visits") + DAY_US
    dataset = build(made, FEATURES, TARGET["continues"], SETTINGS)
    assert all(border % DAY_US == 0 for border in dataset.borders_us)


def test_a_clock_of_seconds_ends_with_its_last_event(sessions: tuple[Visits, Dataset]) -> None:
    made, _ = sessions
    assert end_of_data(made) == made.engine.integer("SELECT max(us) FROM visits")


def test_the_features_of_chosen_cut_offs_are_those_of_training(sessions: tuple[Visits, Dataset]) -> None:
    made, dataset = sessions
    made.engine.run(
        "CREATE OR REPLACE TABLE chosen AS SELECT ord, us AS cut_off_us, us AS start_us FROM visits WHERE NOT bot AND click > 1"
    )
    ids, inputs = feature_rows(made, FEATURES, "chosen")
    late = (dataset.ids["click"] > 1).to_numpy()
    assert ids["event_id"].tolist() == dataset.ids["event_id"][late].tolist()
    pd.testing.assert_frame_equal(inputs, dataset.features[late].reset_index(drop=True))
    assert ids["ord"].is_monotonic_increasing


def test_idle_days_are_counted_from_the_event_to_the_cut_off(sessions: tuple[Visits, Dataset]) -> None:
    made, _ = sessions
    made.engine.run(f"CREATE OR REPLACE TABLE chosen AS SELECT ord, us + {DAY_US} * 3 // 2 AS cut_off_us, us AS start_us FROM visits")
    _, inputs = feature_rows(made, FEATURES, "chosen", idle=True)
    assert inputs.columns[-1] == "idle_days"
    assert set(inputs["idle_days"]) == {1.5}


def test_numbers_become_floats_and_the_rest_text_with_what_is_missing_kept() -> None:
    frame = pd.DataFrame({
        "flag": [True, False], "whole": [1, 2], "word": ["a", None], "nothing": pd.Series([None, None], dtype="object"),
        "partly": pd.Series([3, None], dtype="Int64"),
    })  # fmt: skip
    found = as_inputs(frame)
    assert list(found.columns) == ["flag", "whole", "word", "nothing", "partly"]
    assert [str(found[name].dtype) for name in ("flag", "whole", "partly", "word", "nothing")] == ["float64"] * 3 + ["str"] * 2
    assert found["word"].isna().tolist() == [False, True]
    assert found["nothing"].isna().all()
    assert found["partly"].isna().tolist() == [False, True]


def test_histories_are_there_only_where_they_are_asked_for_and_end_at_their_row() -> None:
    deep = SETTINGS.model_copy(update={"deep": True})
    made, dataset = built(many(), "converts_session", settings=deep)
    assert dataset.history is not None
    ids = made.engine.frame(f"SELECT ord, event_id FROM {made.table}").set_index("ord")["event_id"]
    events = dataset.history.events
    assert ids.reindex(events.order[dataset.history.last]).tolist() == dataset.ids["event_id"].tolist()
    assert (dataset.history.last - dataset.history.first + 1 == dataset.ids["click"].to_numpy()).all()
    test = dataset.only("test")
    assert test.history is not None
    assert ids.reindex(events.order[test.history.last]).tolist() == test.ids["event_id"].tolist()
    assert built(many(), "converts_session")[1].history is None
    for elsewhere in ("revenue_session", "returns_7d"):
        assert built(many(), elsewhere, settings=deep)[1].history is None


def returning(days: int = 90) -> list[Row]:
    """26 customers, two of whom order each day, in turns."""
    bought = [(f"{chr(97 + 13 * half + day % 13)}{day}", day) for day in range(days) for half in (0, 1)]
    return [event(who, "purchase", day=day, order_id=f"o{who}", value=1.0 + day, revenue=1.0 + day) for who, day in bought]


def test_a_long_horizon_is_asked_of_ninety_days_and_leaves_a_gap_before_the_test_part() -> None:
    _, dataset = built(returning(), "revenue_28d")
    assert set(dataset.part) == {"train", "tune", "calibrate", "test", "unlabelled"}
    at, day = dataset.ids["cut_off_us"].to_numpy(np.int64), dataset.split["days_needed"]
    learnt = np.isin(dataset.part, ("train", "tune", "calibrate"))
    assert at[learnt].max() + 28 * DAY_US <= at[dataset.part == "test"].min() == dataset.borders_us[0]
    assert (dataset.split["horizon_days"], dataset.split["data_days"], day) == (28, 89.0, 63)
    assert (dataset.split["learnt_cut_offs"], dataset.split["test_cut_offs"]) == (4, 1)
    assert pd.Series(dataset.part[learnt]).groupby(dataset.group[learnt]).nunique().max() == 1


def test_what_is_no_weekly_question_counts_no_cut_offs(sessions: tuple[Visits, Dataset]) -> None:
    assert "test_cut_offs" not in sessions[1].split
    assert "horizon_days" not in sessions[1].split
