"""Do segments get a name of their own, a profile and an action?"""

import numpy as np
import pandas as pd
import pytest

from footfall.models.segmentation import Segmentation, segment
from footfall.report.playbook import read_playbook
from footfall.report.segments import NO_SEGMENT, describe

DOCS = {"clicks": ("Events so far.", "events"), "cart_adds": ("Products put in the cart.", "events")}


def visits() -> tuple[pd.DataFrame, Segmentation]:
    rng = np.random.default_rng(1)
    group = np.repeat([0, 1, 2], [300, 200, 100])
    clicks, adds = np.array([3.0, 15.0, 30.0])[group], np.array([0.0, 0.0, 4.0])[group]
    frame = pd.DataFrame({"clicks": clicks + rng.normal(size=600), "cart_adds": adds + 0.1 * rng.normal(size=600)})
    return frame, segment(frame, effort="quick", seed=1)


def test_every_segment_has_a_name_an_action_a_profile_and_figures() -> None:
    frame, found = visits()
    bought = np.asarray(frame["cart_adds"] > 3, dtype=np.float64)
    told = describe(found, frame, unit="session", docs=DOCS, book=read_playbook(), bought=bought, revenue=bought * 20.0)
    assert len({each.name for each in told.profiles}) == len(told.profiles) == 3
    assert all(each.action and each.why and each.features for each in told.profiles)
    assert sum(each.share for each in told.profiles) == pytest.approx(1.0)
    buyers = max(told.profiles, key=lambda each: each.conversion_rate or 0.0)
    assert buyers.name == "Cart builders"
    assert buyers.revenue_share == pytest.approx(1.0)
    assert told.names()[-1] == NO_SEGMENT


def test_a_profile_is_the_mean_against_that_of_all() -> None:
    frame, found = visits()
    first = describe(found, frame, unit="session", docs=DOCS, book=read_playbook()).profiles[0]
    value = next(each for each in first.features if each.feature == "clicks")
    inside = frame["clicks"][found.labels == 0]
    assert value.mean == pytest.approx(inside.mean())
    assert value.overall == pytest.approx(frame["clicks"].mean())
    assert value.z == pytest.approx((inside.mean() - frame["clicks"].mean()) / frame["clicks"].std(ddof=0))
    assert (first.conversion_rate, first.revenue_share) == (None, None)
