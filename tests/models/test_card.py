"""Does the card say what anyone must know?"""

from dataclasses import replace

from tests.models.test_manifest import MANIFEST

from footfall.dataset.dataset import Question
from footfall.models.card import card
from footfall.models.manifest import FeatureNote


def test_a_proxy_is_named_as_one_and_others_are_not() -> None:
    assert "> **A proxy.** Stands for a purchase." in card(MANIFEST)
    honest = replace(MANIFEST, question=Question("converts_session", "binary", "", "Buys."))
    assert "proxy" not in card(honest).lower()


def test_what_it_is_how_good_on_which_data_and_its_limits() -> None:
    text = card(MANIFEST)
    for said in (
        "XGBoost, chosen on the tune part among xgboost, baseline",
        "| roc_auc | 0.7000 |",
        "| precision | not defined |",
        "2008-07-15",
    ):
        assert said in text
    for said in ("From 0.2500 on", "0.2000 for everybody", "- A note.", "| clicks | number | Clicks so far. |", "does not say what causes"):
        assert said in text


def test_a_bar_in_a_doc_breaks_no_table() -> None:
    odd = replace(MANIFEST, features=(FeatureNote("a|b", "number", "one\ntwo"),))
    assert "| a\\|b | number | one two |" in card(odd)


def test_an_amount_answers_in_its_unit() -> None:
    amount = replace(MANIFEST, question=Question("revenue_28d", "amount", "currency", "Revenue."), threshold=None, calibrated=False)
    assert "an amount in currency" in card(amount)
    assert "called a yes" not in card(amount)
