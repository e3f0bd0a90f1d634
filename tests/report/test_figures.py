import json

import pytest
from tests.report.contents import KINDS, content_of

from footfall.report.charts import Axis, Bars, Chart, Dots, Heat, Histogram, Lines, Points, Series
from footfall.report.figures import draw
from footfall.report.html import charts_of
from footfall.report.labels import short
from footfall.report.numbers import COUNT, PERCENT, SCORE, money
from footfall.report.sections.outline import sections
from footfall.report.theme import DARK, LIGHT


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_of_every_report_is_drawn(kind: str) -> None:
    charts = [chart for section in sections(content_of(kind)) for chart in charts_of(section)]
    assert len(charts) >= 10
    for chart in charts:
        figure = draw(chart)
        assert len(figure.data) >= 1, chart.id
        assert figure.layout.height >= 100, chart.id
        assert chart.title.strip(), chart.id
        assert chart.reading.strip().endswith("."), chart.id


def bars(*labels: str) -> Bars:
    values = tuple(float(at + 1) for at in range(len(labels)))
    return Bars(id="a", title="t", reading="r.", labels=labels, series=(Series("n", values),), value=Axis("Number", COUNT), name="Name")


def test_text_of_the_data_cannot_become_markup() -> None:
    text = json.dumps(draw(bars("<a href='https://example.org'>x</a>", "<script>")).to_plotly_json(), default=list)
    assert "<a href" not in text
    assert "<script" not in text


def test_equal_labels_stay_two_bars() -> None:
    figure = draw(bars("a very long label that is cut the same way, one", "a very long label that is cut the same way, two"))
    assert list(figure.data[0].y) == [0, 1]
    assert len(figure.layout.yaxis.ticktext) == 2


def test_long_labels_are_cut_after_two_lines() -> None:
    assert short("word " * 30).count("<br>") == 1
    assert short("word " * 30).endswith("…")
    assert short("") == ""


@pytest.mark.parametrize("chart", [
    bars("x"),
    Dots(id="a", title="t", reading="r.", labels=("m",), values=(0.5,), low=(0.4,), high=(0.6,), value=Axis("AUC", SCORE), name="Model"),
    Heat(id="a", title="t", reading="r.", rows=("x",), columns=("p",), values=((0.5,),), unit=PERCENT, name="From", over="to"),
], ids=["bars", "dots", "heat"])  # fmt: skip
def test_colours_come_from_the_palette_alone(chart: Chart) -> None:
    light, dark = (json.dumps(draw(chart, palette).to_plotly_json()["data"], default=list) for palette in (LIGHT, DARK))
    assert light != dark
    assert LIGHT.main not in dark


def test_zero_stays_empty_in_a_grid() -> None:
    heat = Heat(
        id="a",
        title="t",
        reading="r.",
        rows=("x",),
        columns=("p", "q", "r"),
        values=((0.001, 0.5, None),),
        unit=PERCENT,
        name="From",
        over="to",
    )
    assert [list(line) for line in draw(heat).data[0].text] == [["", "50%", ""]]


def test_bars_of_nothing_do_not_fail() -> None:
    chart = Bars(id="a", title="t", reading="r.", labels=("x",), series=(Series("n", (None,)),), value=Axis("Number", COUNT), name="Name")
    assert draw(chart).layout.height


def test_few_columns_have_their_whole_names_in_lines() -> None:
    names = (
        "Comparers who come back to a product",
        "Prices of all levels, empty carts",
        "Gone early, before any product was seen",
        "Cart builders",
    ) * 2
    heat = Heat(id="a", title="t", reading="r.", rows=("x",), columns=names, values=((1.0,) * 8,), unit=PERCENT, name="From", over="to")
    figure = draw(heat)
    assert [text.replace("<br>", " ") for text in figure.layout.xaxis.ticktext] == list(names)
    assert all(len(line) <= 14 for text in figure.layout.xaxis.ticktext for line in text.split("<br>"))
    assert figure.layout.margin.t >= 60


def test_round_numbers_stand_under_even_bars() -> None:
    over, value = Axis("Score", PERCENT), Axis("Share", PERCENT)
    edges = tuple(at * 0.98 / 25 for at in range(26))
    chart = Histogram(id="a", title="t", reading="r.", edges=edges, series=(Series("n", (1.0,) * 25),), over=over, value=value)
    assert draw(chart).layout.xaxis.ticktext == ("0%", "20%", "40%", "60%", "80%")
    assert draw(chart).layout.xaxis.tickvals[1] == pytest.approx(25 * 0.2 / 0.98)


def test_the_last_bar_that_is_open_says_so() -> None:
    over, value = Axis("Price", COUNT), Axis("Views", COUNT)
    edges = (*(float(10 * at) for at in range(16)), None)
    chart = Histogram(id="a", title="t", reading="r.", edges=edges, series=(Series("n", (1.0,) * 16),), over=over, value=value)
    assert draw(chart).layout.xaxis.ticktext[-1] == "150+"


def test_the_sign_of_an_amount_stands_before_its_currency() -> None:
    chart = Lines(
        id="a", title="t", reading="r.", lines=(Points("Profit", (0.0, 1.0), (-900.0, 300.0)),), x=Axis("Threshold", PERCENT),
        y=Axis("Profit", money("EUR"), (-1_000.0, 400.0)),
    )  # fmt: skip
    assert draw(chart).layout.yaxis.ticktext[:2] == ("−€1,000", "−€800")


def test_cases_behind_a_point_are_told() -> None:
    line = Points("Observed", (0.1, 0.9), (0.2, 0.8))
    chart = Lines(id="a", title="t", reading="r.", lines=(line,), x=Axis("Predicted"), y=Axis("Observed"), counts=(1_200, 1_201))
    assert [list(told)[2] for told in draw(chart).data[0].customdata] == ["<br>1,200 cases", "<br>1,201 cases"]
