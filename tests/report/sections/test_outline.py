import pytest
from tests.report.contents import KINDS, content_of

from footfall.report.html import charts_of
from footfall.report.sections.outline import sections


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_is_that_of_a_managers_questions(kind: str) -> None:
    assert [section.id for section in sections(content_of(kind))] == [
        "summary",
        "read",
        "behaviour",
        "buy",
        "worth",
        "people",
        "next",
        "method",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_chart_ids_are_unique(kind: str) -> None:
    ids = [chart.id for section in sections(content_of(kind)) for chart in charts_of(section)]
    assert len(ids) == len(set(ids))
