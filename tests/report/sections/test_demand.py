from dataclasses import replace

from tests.report.contents import proxies, shop

from footfall.explore.overview import Exploration
from footfall.report.charts import Bars, Histogram
from footfall.report.sections.demand import audience_charts, price_charts


def test_a_price_has_a_currency_only_with_revenue() -> None:
    content, clicks = shop(), proxies()
    assert isinstance(content.exploration, Exploration)
    assert isinstance(clicks.exploration, Exploration)
    assert "€" in price_charts(content.exploration, content.source)[0].title
    histogram = price_charts(clicks.exploration, clicks.source)[0]
    assert isinstance(histogram, Histogram)
    assert "price units" in histogram.title
    assert "$" not in histogram.label(0)


def test_conversion_stands_beside_the_sessions() -> None:
    content = shop()
    assert isinstance(content.exploration, Exploration)
    countries = audience_charts(content.exploration, content.source)[0]
    assert isinstance(countries, Bars)
    assert countries.notes[0] == "5 · 40.0%"
    assert countries.measure == "Sessions, and the share of them that buy"


def test_no_groups_no_charts() -> None:
    content = shop()
    assert isinstance(content.exploration, Exploration)
    assert audience_charts(replace(content.exploration, countries=(), channels=(), devices=()), content.source) == ()
