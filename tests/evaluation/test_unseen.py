"""Are visitors seen before told from new ones?"""

from dataclasses import replace

import numpy as np
from tests.models.synthetic import binary

from footfall.dataset.dataset import Dataset
from footfall.evaluation.unseen import FEWEST, unseen_visitors
from footfall.measures.ranking import Ranking


def test_the_shared_share_and_the_figures_of_the_others(visits: Dataset) -> None:
    test = visits.only("test")
    score = np.random.default_rng(1).random(len(test)) * 0.5 + 0.5 * test.label
    seen = set(visits.ids.loc[visits.part != "test", "visitor_id"])
    new = ~test.ids["visitor_id"].isin(seen).to_numpy()
    said = unseen_visitors(visits, test, score)
    assert said[0] == f"{1 - new.mean():.1%} of the test rows are of visitors that earlier parts have seen."
    auc = Ranking.of(test.label[new], score[new]).steps().roc_auc()
    assert f"({int(new.sum()):,} rows" in said[1]
    assert f"ROC AUC {auc:.3f}" in said[1]


def test_without_visitors_nothing_is_said() -> None:
    dataset = binary(1_000, visitors=False)
    test = dataset.only("test")
    assert unseen_visitors(dataset, test, test.label) == []


def test_too_few_new_visitors_and_one_class_are_said(visits: Dataset) -> None:
    test = visits.only("test")
    everybody = replace(visits, ids=visits.ids.assign(visitor_id="v1"))
    assert unseen_visitors(everybody, everybody.only("test"), test.label)[1].startswith("Only 0 test rows")
    nobody = replace(visits, ids=visits.ids.assign(visitor_id=[f"x{row}" for row in range(len(visits))]), label=np.zeros(len(visits)))
    assert len(nobody.only("test")) > FEWEST
    assert "hold one class only" in unseen_visitors(nobody, nobody.only("test"), test.label)[1]


def test_amounts_get_a_gini(orders: Dataset) -> None:
    test = orders.only("test")
    assert "normalised Gini 1.000" in unseen_visitors(orders, test, test.label)[1]
