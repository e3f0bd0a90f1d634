"""Are the reasons the ones that move the score, said once each, by the feature that speaks for its theme?"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from tests.models.synthetic import binary

from footfall.aggregates import count
from footfall.dataset.dataset import Question
from footfall.features.feature import Feature
from footfall.models.background import Background, background
from footfall.models.calibration import Platt
from footfall.models.fitted import Fitted
from footfall.models.preparation import preparation, tidy
from footfall.scoring import reasons
from footfall.scoring.reasons import Reasoner, reasoner
from footfall.targets.catalog import CONVERTS_SESSION

QUESTION = CONVERTS_SESSION.question
DECLARED = (
    Feature("views", count(), unit="events", phrase="{} view[s]"),
    Feature("looks", count(), unit="events", phrase="{} look[s]"),
    Feature("adds", count(), unit="events", phrase="{} product[s] put in the cart"),
    Feature("channel", count(), unit="channel", phrase="arrived by {} | channel not known"),
)
RNG = np.random.default_rng(1)
VIEWS = RNG.integers(0, 9, 800).astype(np.float64)
FRAME = pd.DataFrame(
    {
        "views": VIEWS,
        "looks": VIEWS * 2 + RNG.integers(0, 2, 800),
        "adds": RNG.integers(0, 4, 800).astype(np.float64),
        "channel": pd.Series(RNG.choice(["email", "search"], 800), dtype="str"),
        "idle_days": RNG.random(800) * 9,
    }
)


def made(coefficients: dict[str, float], themes: tuple[tuple[str, ...], ...] = (), *, calibrated: bool = True) -> Reasoner:
    """A logistic regression with given coefficients of the standardised columns; of the channel's mark for email."""
    inputs = tidy(FRAME, list(FRAME.columns))
    prepare = preparation(inputs, "scaled").fit(inputs)
    matrix = prepare.transform(inputs)
    model = LogisticRegression().fit(matrix, VIEWS > 4)
    names = list(prepare.get_feature_names_out())
    wanted = {"channel": "channel_email"}
    model.coef_ = np.zeros_like(model.coef_)
    for name, value in coefficients.items():
        model.coef_[0, names.index(wanted.get(name, name))] = value
    model.intercept_ = np.array([-1.0])
    calibrate = Platt(0.8, -0.2) if calibrated else None
    fitted = Fitted("champion", "Champion", "binary", Pipeline([("prepare", prepare), ("model", model)]), calibrate)
    usual = replace(background(inputs, matrix, seed=1), themes=themes)
    found = reasoner(fitted, usual, QUESTION, declarations=DECLARED)
    assert found is not None
    return found


def test_the_strongest_come_first_whichever_way_they_move() -> None:
    explain = made({"adds": 1.0, "idle_days": -2.0, "channel": 0.2})
    row = FRAME.iloc[[0]].assign(views=3.0, adds=3.0, idle_days=9.0, channel="email")
    found = explain.of_row(row)
    assert [(each.feature, each.direction) for each in found] == [("idle_days", "lowers"), ("adds", "raises"), ("channel", "raises")]
    assert [each.words for each in found] == ["last seen 9 days ago", "3 products put in the cart", "arrived by email"]
    assert [np.sign(each.size) for each in found] == [-1, 1, 1]
    assert found[0].text == f"last seen 9 days ago ({found[0].size:.1f} points)"


def test_the_size_is_what_the_calibrated_score_would_lack() -> None:
    explain = made({"adds": 1.0, "idle_days": -2.0})
    row = FRAME.iloc[[5]]
    usual = row.assign(adds=FRAME["adds"].mean())
    model = explain.contributor.model
    sizes = {each.feature: each.size for each in explain.of_row(row)}
    assert sizes["adds"] == pytest.approx(100 * float(model.predict(row)[0] - model.predict(usual)[0]), abs=1e-9)


def test_what_moves_nothing_is_no_reason() -> None:
    explain = made({"adds": 1.0})
    assert [each.feature for each in explain.of_row(FRAME.iloc[[0]])] == ["adds"]
    texts = explain.texts(FRAME.iloc[:3])
    assert texts["reason_1"].notna().all()
    assert texts[["reason_2", "reason_3"]].isna().all(axis=None)


def test_features_of_a_theme_are_one_reason_and_the_strongest_speaks() -> None:
    apart = made({"views": 1.0, "looks": 0.9, "adds": 0.1})
    together = made({"views": 1.0, "looks": 0.9, "adds": 0.1}, (("views", "looks"),))
    row = FRAME.iloc[[0]].assign(views=8.0, looks=17.0, adds=3.0)
    assert [each.feature for each in apart.of_row(row)] == ["views", "looks", "adds"]
    assert [each.feature for each in together.of_row(row)] == ["views", "adds"]
    ranked = together.ranked(row)
    assert ranked.added[0, 0] == pytest.approx(apart.ranked(row).added[0, :2].sum())


@pytest.mark.parametrize(("views", "looks", "direction"), [(-1.0, 1.2, "raises"), (1.0, -1.2, "lowers")])
def test_the_member_that_speaks_moves_the_score_the_way_its_theme_does(views: float, looks: float, direction: str) -> None:
    explain = made({"views": views, "looks": looks}, (("views", "looks"),))
    row = FRAME.iloc[[0]].assign(views=8.0, looks=17.0)
    (reason,) = explain.of_row(row)
    assert (reason.feature, reason.direction) == ("looks", direction)


def test_a_theme_that_names_strangers_is_read_without_them() -> None:
    explain = made({"views": 1.0}, (("views", "gone"), ("elsewhere", "gone")))
    assert [each.feature for each in explain.of_row(FRAME.iloc[[1]].assign(views=8.0))] == ["views"]


def test_texts_say_of_many_rows_what_of_row_says_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "CHUNK", 17)
    explain = made({"views": 1.0, "adds": -0.7, "idle_days": 0.4, "channel": 0.3}, (("views", "looks"),))
    rows = FRAME.iloc[100:150]
    texts = explain.texts(rows)
    assert list(texts.index) == list(rows.index)
    assert list(texts.columns) == ["reason_1", "reason_2", "reason_3"]
    for place, row in enumerate(rows.index):
        one = [each.text for each in explain.of_row(rows.loc[[row]])]
        assert [text for text in texts.iloc[place] if isinstance(text, str)] == one


def test_no_rows_have_no_reasons() -> None:
    texts = made({"views": 1.0}).texts(FRAME.iloc[:0])
    assert texts.shape == (0, 3)


def test_fewer_themes_than_reasons_leave_the_rest_empty() -> None:
    dataset = binary(600)
    inputs = tidy(dataset.features[["views"]], ["views"])
    prepare = preparation(inputs, "scaled").fit(inputs)
    model = LogisticRegression().fit(prepare.transform(inputs), dataset.label)
    fitted = Fitted("champion", "Champion", "binary", Pipeline([("prepare", prepare), ("model", model)]))
    explain = reasoner(fitted, background(inputs, prepare.transform(inputs), seed=1), QUESTION)
    assert explain is not None
    texts = explain.texts(inputs)
    assert texts["reason_1"].str.startswith("views is ").all()
    assert texts[["reason_2", "reason_3"]].isna().all(axis=None)


def test_a_constant_gives_no_reasons() -> None:
    from sklearn.dummy import DummyClassifier

    inputs = tidy(FRAME, list(FRAME.columns))
    prepare = preparation(inputs, "raw").fit(inputs)
    constant = DummyClassifier().fit(prepare.transform(inputs), VIEWS > 4)
    fitted = Fitted("baseline", "Baseline", "binary", Pipeline([("prepare", prepare), ("model", constant)]))
    assert reasoner(fitted, Background((), {}, ()), Question("x", "binary", "", "X.")) is None


def test_a_total_for_each_day_known_is_said_by_its_name_and_place() -> None:
    label = pd.Series(RNG.random(600) > 0.5)
    inputs = pd.DataFrame({"adds_per_day": np.arange(600) / 600.0})
    prepare = preparation(inputs, "scaled").fit(inputs)
    model = LogisticRegression().fit(prepare.transform(inputs), label)
    fitted = Fitted("champion", "Champion", "binary", Pipeline([("prepare", prepare), ("model", model)]))
    explain = reasoner(fitted, background(inputs, prepare.transform(inputs), seed=1), QUESTION, declarations=DECLARED)
    assert explain is not None
    assert explain.of_row(inputs.iloc[[300]].assign(adds_per_day=0.9))[0].words == "adds a day is 0.9 (higher than 90% of rows)"
