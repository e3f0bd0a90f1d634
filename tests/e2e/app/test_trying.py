"""Does a visit that is built by clicks tell what the models say of it, and a file that is brought get its scores?"""

import csv

import pandas as pd
import pytest
from tests.app.analyses import Analyses
from tests.e2e.app.conftest import Apps, Look
from tests.e2e.app.shops import Small

from footfall.report.numbers import Unit
from footfall.report.words import target_title
from footfall.scoring.visit import VisitScorer

pytestmark = pytest.mark.browser

CHANCE = Unit(".1%")


def test_a_visit_by_clicks(look: Look, apps: Apps, analyses: Analyses) -> None:
    looking = look(apps("shop"))
    looking.go("try-it")
    scorer = VisitScorer.open(analyses.of("shop"))
    visit = scorer.begin(ahead=False)
    item = scorer.offer.items[0].item_id
    seen = []
    for button, record in (
        ("Product view", {"type": "view_item", "item_id": item}),
        ("Add to cart", {"type": "add_to_cart", "item_id": item}),
        ("Wait 5 minutes", None),
        ("Checkout", {"type": "begin_checkout"}),
        ("Purchase", {"type": "purchase", "item_id": item}),
    ):
        looking.click(button)
        kind = next(each for each in scorer.offer.types if record is None or each.name == record["type"])
        given = {key: value for key, value in (record or {}).items() if key != "item_id" or kind.with_item}
        moment = visit.wait("5min") if record is None else visit.click(given)
        assert moment is not None
        facts = looking.facts()
        asked = [each for each in moment.answers if each.question.kind == "binary" and each.value is not None]
        assert {target_title(each.question): facts[target_title(each.question)][0] for each in asked} == {
            target_title(each.question): CHANCE.write(float(each.value or 0)) for each in asked
        }
        assert moment.segment is None or f"Segment so far: {moment.segment.name}" in looking.text
        seen.append(tuple(facts.values()))
    assert len(set(seen)) > 3, "nothing moves"
    assert "The chance after each step" in looking.text
    looking.click("Begin again")
    assert "Do something on the left" in looking.text


def test_a_file_is_scored(look: Look, apps: Apps, small: Small) -> None:
    looking = look(apps("shop"))
    looking.go("try-it")
    looking.bring(small.csv)
    looking.wait_for("scores of", 120)
    path = looking.download("Download the scores (CSV)")
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    scores = pd.to_numeric(pd.Series([row[path.name.removesuffix("-scores.csv")] for row in rows]))
    assert len(rows) > 100
    assert scores.between(0, 1).all()
    assert scores.nunique() > 20
