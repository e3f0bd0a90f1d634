"""Is every source asked what it can honestly answer, and told why not where it cannot?"""

from dataclasses import replace

import pytest
from tests.proof.matrix import COLUMNS

from footfall.events.log import SourceInfo
from footfall.targets.catalog import TARGETS, targets_of, why_not_asked

SHOP = SourceInfo("shop", knows_visitors=True, has_clock=True, has_purchases=True, has_revenue=True)
CLICKS = SourceInfo("uci-553", knows_visitors=False, has_clock=False, has_purchases=False, has_revenue=False)
ORDERS = SourceInfo("cdnow", kind="orders", knows_visitors=True, has_clock=False, has_purchases=True, has_revenue=True)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (SHOP, ["converts_session", "revenue_session", "returns_7d", "purchase_7d", "churn_7d", "revenue_28d"]),
        (ORDERS, ["returns_30d", "revenue_28d"]),
        (CLICKS, ["continues", "premium_ahead", "sale_ahead", "value_ahead"]),
        (replace(SHOP, has_revenue=False), ["converts_session", "returns_7d", "purchase_7d", "churn_7d"]),
        (replace(SHOP, knows_visitors=False), ["converts_session", "revenue_session"]),
    ],
    ids=["shop", "orders", "clicks", "no revenue", "no visitors"],
)
def test_each_source_is_asked_its_own_questions(source: SourceInfo, names: list[str]) -> None:
    assert [target.name for target in targets_of(source, COLUMNS)] == names


def test_whoever_is_not_asked_is_told_why() -> None:
    reasons = {target.name: why_not_asked(target, CLICKS, COLUMNS) for target in TARGETS}
    assert reasons["converts_session"] == "The source has no purchases."
    assert reasons["returns_7d"] == "The source knows no visitors, only sessions."
    premium = next(target for target in TARGETS if target.name == "premium_ahead")
    assert why_not_asked(premium, CLICKS, ["type"]) == "The source has no column price_2."


def test_names_carry_the_horizon_and_proxies_a_banner() -> None:
    assert len({target.name for target in TARGETS}) == len(TARGETS)
    for target in TARGETS:
        assert target.days is None or target.name.endswith(f"_{target.days}d")
        assert target.question.proxy == ("no purchases" in target.question.note)
        assert not (target.question.proxy and target.question.unit == "currency")
        assert target.question.doc.endswith(".")
