from footfall.explore.audience import Group
from footfall.report.sections.places import country_map


def group(name: str, sessions: int, *, bought: int | None = None, revenue: float | None = None) -> Group:
    return Group(name, sessions, 0.0, bought, revenue)


def test_spellings_of_a_country_are_one_and_what_has_no_place_is_told() -> None:
    places = [group("Poland", 60), group("PL", 30), group("de", 5), group("Czech Republic", 2), group(".com", 2), group("(unknown)", 1)]
    chart = country_map(places, None)
    assert chart is not None
    assert chart.countries == ("PL", "DE", "CZ")
    assert chart.values == (90.0, 5.0, 2.0)
    assert chart.names[0] == "Poland"
    assert chart.title == "Sessions come from 3 countries"
    assert chart.reading.endswith("3% of the sessions have no place on the map: “.com”, “(unknown)”.")


def test_fewer_than_three_countries_have_no_map() -> None:
    assert country_map([group("Poland", 60), group("PL", 30), group("de", 5), group(".com", 2), group("all others", 9)], None) is None
    assert country_map([], None) is None


def test_sessions_tell_the_conversion_rate_too() -> None:
    chart = country_map([group(name, 100, bought=2, revenue=50.0) for name in ("PL", "DE", "MT")], "EUR")
    assert chart is not None
    assert chart.notes == ("2.0%", "2.0%", "2.0%")
    assert chart.numbers().columns == ("Country", "Sessions", "Conversion rate")
    assert "a dot marks a country" in chart.reading


def test_revenue_and_rates_are_other_maps() -> None:
    places = [
        *(group(name, 200, bought=at, revenue=50.0 * at) for at, name in enumerate(("PL", "DE", "MT", "FR"))),
        group("US", 99, bought=50),
    ]
    revenue, rate = country_map(places[:-1], "EUR", "revenue"), country_map(places, "EUR", "conversion_rate")
    assert revenue is not None
    assert rate is not None
    assert revenue.numbers().rows[1] == ("Germany", "€50")
    assert "US" not in rate.countries, "99 sessions are too few for a rate"
    assert "1 countries" not in rate.reading
    assert "a country with fewer than 100 sessions" in rate.reading
    assert country_map(places, None, "revenue") is not None
    assert country_map([group(name, 200) for name in ("PL", "DE", "FR")], None, "conversion_rate") is None
