"""Is what is usual measured right, and do features that say the same come together?"""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import rankdata
from tests.models.synthetic import binary

from footfall.dataset.dataset import Floats
from footfall.models.background import Background, background, from_record
from footfall.models.fitted import Fit
from footfall.models.preparation import tidy
from footfall.models.training import labelled


def frame() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    adds = np.where(rng.random(600) < 0.3, rng.integers(1, 5, 600), 0).astype(np.float64)
    channel = rng.choice(["email", "search", "direct"], 600)
    return pd.DataFrame(
        {
            "adds": adds,
            "since_add": np.where(adds > 0, rng.random(600), np.nan),
            "price": rng.normal(size=600),
            "minus_price": 0.0,
            "empty": np.nan,
            "channel": pd.Series(channel, dtype="str"),
            "medium": pd.Series(np.where(channel == "email", "mail", "web"), dtype="str"),
            "device": pd.Series(rng.choice(["a", "b"], 600), dtype="str"),
        }
    ).assign(minus_price=lambda made: -(made["price"] ** 3))


def test_features_that_say_the_same_share_a_theme_and_others_do_not() -> None:
    found = background(frame(), np.ones((600, 2)), seed=1)
    assert found.themes == (("adds", "since_add"), ("price", "minus_price"), ("channel", "medium"))


def test_a_gap_ranks_below_every_value_so_that_nothing_yet_is_one_fact() -> None:
    known = frame().dropna(subset=["since_add"]).drop(columns="empty")
    assert ("adds", "since_add") in background(frame(), np.ones((600, 2)), seed=1).themes
    assert ("adds", "since_add") not in background(known, np.ones((len(known), 2)), seed=1).themes


def test_all_members_of_a_theme_are_alike_not_only_neighbours() -> None:
    rng = np.random.default_rng(2)
    first, noise, more = rng.normal(size=(3, 4_000))
    made = pd.DataFrame({"a": first, "b": first + 0.6 * noise, "c": first + 0.6 * noise + 0.6 * more})
    ranks: Floats = np.asarray(np.corrcoef(np.column_stack([rankdata(made[name]) for name in made]), rowvar=False))
    assert ranks[0, 1] > 0.8 < ranks[1, 2]
    assert ranks[0, 2] < 0.8
    (theme,) = background(made, made.to_numpy(), seed=1).themes
    assert len(theme) == 2
    assert "b" in theme


def test_percentiles_are_of_the_known_values() -> None:
    made = pd.DataFrame({"x": [*np.arange(101.0), np.nan], "nothing": np.nan})
    found = background(made, np.array([[1.0, 4.0], [3.0, 4.0]]), seed=1)
    assert found.percentiles == {"x": tuple(np.arange(101.0))}
    assert found.means == (2.0, 4.0)


def test_means_are_of_the_known_values_and_0_where_none_is() -> None:
    found = background(frame(), np.array([[np.nan, 1.0, np.nan], [3.0, 2.0, np.nan]]), seed=1)
    assert found.means == (3.0, 1.5, 0.0)


def test_it_comes_back_from_its_record() -> None:
    found = background(frame(), np.ones((600, 2)), seed=1)
    assert from_record(found.record()) == found
    assert found == background(frame(), np.ones((600, 2)), seed=1)


RECORDS = ("{", "[]", "{}", '{"means": 1, "percentiles": {}, "themes": []}', '{"means": [], "percentiles": {"x": [1.0]}, "themes": []}')


@pytest.mark.parametrize("text", RECORDS)
def test_what_describes_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (json's own error is one)
        from_record(text)


def test_training_takes_it_from_the_train_part_alone(conversion_fit: Fit) -> None:
    train, usual = labelled(binary(4_000), "train"), conversion_fit.background
    assert isinstance(usual, Background)
    views = tidy(train.features, ["views"])["views"]
    assert usual.percentiles["views"][0] == pytest.approx(views.min(), rel=1e-6)
    assert usual.percentiles["views"][100] == pytest.approx(views.max(), rel=1e-6)
    assert "constant" not in usual.percentiles
