from dataclasses import replace

from tests.report.contents import KINDS, content_of, orders, proxies, sessions, shop

from footfall.report.blocks import Answers, Facts
from footfall.report.content import Content
from footfall.report.sections.summary import key_figures, summary_section


def said(content: Content) -> dict[str, str]:
    (part,) = summary_section(content).parts
    (answers,) = [block for block in part.blocks if isinstance(block, Answers)]
    return {answer.section: " ".join(answer.sentences) for answer in answers.items}


def test_four_or_five_key_figures_at_most() -> None:
    for kind in KINDS:
        assert 2 <= len(key_figures(content_of(kind))) <= 5, kind


def test_a_shop_in_short() -> None:
    labels = {fact.label: fact.value for fact in key_figures(shop())}
    assert labels["revenue"] == "€32"
    assert labels["average order value"] == "€10.67"
    answers = said(shop())
    assert "3 rows were put aside" in answers["read"]
    assert "2 of 6 sessions bought" in answers["behaviour"]
    assert "true in 3.0% of the test cases" in answers["buy"]
    assert answers["next"].startswith("First, for “Ready to buy”"), "the segment that brings most revenue"


def test_proxies_are_called_so() -> None:
    answers = said(proxies())
    assert answers["buy"].count("(a proxy)") == 2
    assert "price units" in answers["worth"]
    assert "not asked" not in answers["buy"], "what was asked is said first; the rest stands in its section"


def test_what_to_doubt_names_the_audit_and_lost_comparisons() -> None:
    assert "“price_2” and “page”" in said(proxies())["method"]
    assert "No model is shown to beat a baseline for “Order value later in this session”." in said(shop())["method"]
    assert "method" not in said(replace(shop(), targets=()))


def test_orders_and_tables_have_their_own_figures() -> None:
    assert [fact.label for fact in key_figures(orders())][:2] == ["customers", "orders"]
    assert [fact.label for fact in key_figures(sessions())] == ["sessions", "of them “bought”", "columns"]
    (part,) = summary_section(sessions()).parts
    assert any(isinstance(block, Facts) for block in part.blocks)
