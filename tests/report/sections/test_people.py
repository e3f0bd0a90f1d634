from dataclasses import replace

from tests.report.contents import proxies, sessions, shop

from footfall.report.blocks import Banner, Cards, More, Table, Words
from footfall.report.charts import Heat
from footfall.report.figures import draw
from footfall.report.html import charts_of
from footfall.report.sections.people import people_section, profile_chart


def test_a_card_a_segment() -> None:
    section = people_section(shop())
    (cards,) = [block for block in section.parts[0].blocks if isinstance(block, Cards)]
    assert [card.title for card in cards.items] == ["Passers-by", "Browsers of the sale", "Comparers", "Ready to buy"]
    assert [fact.label for fact in cards.items[0].facts] == ["buy", "of revenue", "stability"]
    assert cards.items[0].tag == "52%, 12,480 sessions"
    assert cards.items[0].action == "Leave them alone"
    assert [card.facts[-1].note for card in cards.items] == ["of 1", "of 1", "of 1", "in doubt"]


def test_a_segment_that_is_not_stable_says_so_first() -> None:
    content = shop()
    shaky = replace(content.segments.profiles[1], trust="unstable", stability=0.4)
    segments = replace(content.segments, profiles=(content.segments.profiles[0], shaky))
    first = people_section(replace(content, segments=segments)).parts[0].blocks[0]
    assert isinstance(first, Banner)
    assert first.title == "Not stable"
    assert "Browsers of the sale" in first.text
    assert "Passers-by" not in first.text
    assert not isinstance(people_section(content).parts[0].blocks[0], Banner)


def test_what_is_provisional_is_said() -> None:
    content = shop()
    open_ones = replace(content, segments=replace(content.segments, provisional=1))
    assert people_section(open_ones).parts[0].blocks[-1] == Words(
        "1 session was still open at the end of the data: their segment is as of their last event and may still change.", quiet=True
    )
    customers = replace(content, segments=replace(content.segments, unit="customer"))
    last = people_section(customers).parts[0].blocks[-1]
    assert isinstance(last, Words)
    assert "latest order" in last.text


def test_algorithms_are_compared_with_balance_and_the_number_of_draws() -> None:
    content = shop()
    algorithms = tuple(replace(each, balance=0.91, resamples=50) for each in content.segments.algorithms)
    (part,) = [
        part for part in people_section(replace(content, segments=replace(content.segments, algorithms=algorithms))).parts
        if part.title == "How they were found"
    ]  # fmt: skip
    (more,) = [block for block in part.blocks if isinstance(block, More)]
    (table,) = more.blocks
    assert isinstance(table, Table)
    at = [column.title for column in table.columns].index("Balance")
    assert [row[at] for row in table.rows] == ["0.91"] * 3
    assert "over 50 bootstrap samples" in table.note


def test_without_revenue_a_card_is_silent_of_it() -> None:
    (cards,) = [block for block in people_section(proxies()).parts[0].blocks if isinstance(block, Cards)]
    assert [fact.label for fact in cards.items[0].facts] == ["stability"]


def test_profiles_are_a_grid_both_ways_and_a_map() -> None:
    charts = {chart.id: chart for chart in charts_of(people_section(shop()))}
    grid = charts["segment-profiles"]
    assert isinstance(grid, Heat)
    assert grid.both_ways
    assert "segment-map" in charts
    without = replace(shop(), segments=replace(shop().segments, coordinates=()))
    assert "segment-map" not in {chart.id for chart in charts_of(people_section(without))}


def test_no_segments_say_why() -> None:
    (part,) = people_section(sessions()).parts
    assert part.blocks == (Banner("caution", "Not asked", "Too few rows."),)


def test_one_segment_against_the_average_both_ways_strongest_first() -> None:
    segments = shop().segments
    profile = segments.profiles[0]
    features = tuple(replace(each, z=z) for each, z in zip(profile.features[:3], (0.4, -2.5, 1.2), strict=True))
    chart = profile_chart(segments, replace(profile, features=features))
    assert chart.series[0].values == (-2.5, 1.2, 0.4)
    assert chart.tones == ("second", "main", "main")
    assert profile.name in chart.title
    assert "−2.5" in chart.title
    assert "sessions" in chart.reading
    below = draw(chart)
    assert below.layout.xaxis.range[0] < -2.5 < 1.2 < below.layout.xaxis.range[1]
    assert len(set(below.data[0].marker.color)) == 2
    assert profile_chart(segments, replace(profile, features=())).labels == ()


def test_a_single_grouping_does_not_tell_how_one_was_chosen() -> None:
    content = shop()
    one = replace(content, segments=replace(content.segments, algorithms=content.segments.algorithms[:1]))
    words = [[block.text for part in people_section(each).parts for block in part.blocks if isinstance(block, Words)]
             for each in (content, one)]  # fmt: skip
    assert [any("3 to 8" in text for text in texts) for texts in words] == [True, False]
