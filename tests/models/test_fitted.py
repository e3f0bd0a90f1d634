"""Does a fitted model say the same whatever it is given beside what it reads?"""

import numpy as np
import pandas as pd
import pytest

from footfall.dataset.dataset import Dataset
from footfall.models import fitted
from footfall.models.fitted import Fit


def test_other_columns_and_their_order_are_nothing(conversions: Dataset, conversion_fit: Fit) -> None:
    features = conversions.features
    shuffled = features[list(reversed(features.columns))].assign(more=1.0)
    assert (conversion_fit.best.predict(shuffled) == conversion_fit.best.predict(features)).all()


def test_pieces_make_the_whole(conversions: Dataset, conversion_fit: Fit, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [model.predict(conversions.features) for model in conversion_fit.models]
    monkeypatch.setattr(fitted, "CHUNK", 700)
    for model, expected in zip(conversion_fit.models, whole, strict=True):
        assert np.array_equal(model.predict(conversions.features), expected), model.name


def test_no_rows_give_no_scores(conversions: Dataset, conversion_fit: Fit) -> None:
    nothing: pd.DataFrame = conversions.features.iloc[:0]
    assert conversion_fit.best.predict(nothing).shape == (0,)


def test_a_feature_that_is_not_there_is_an_error(conversions: Dataset, conversion_fit: Fit) -> None:
    with pytest.raises(KeyError, match="views"):
        conversion_fit.best.predict(conversions.features.drop(columns="views"))
    with pytest.raises(KeyError, match="sequence"):
        conversion_fit.model("sequence")
