import json

from footfall.report.charts import Axis
from footfall.report.figures import draw
from footfall.report.html import picture
from footfall.report.maps.chart import Map
from footfall.report.numbers import COUNT
from footfall.report.print import draw_print
from footfall.report.theme import DARK, LIGHT, dark_of_light

CHART = Map(
    id="map", title="Costs $5", reading="r", countries=("PL", "MT", "US"), names=("<b>Poland</b>", "Malta", "USA"),
    values=(100.0, 1.0, 10.0),
    value=Axis("Sessions", COUNT), notes=("2.0%", "1.0%", "–"), note="Conversion rate",
)  # fmt: skip


def test_it_needs_no_network() -> None:
    found = draw(CHART).to_plotly_json()
    assert {trace["type"] for trace in found["data"]} == {"scatter"}
    assert "geo" not in found["layout"]


def test_each_country_tells_its_number_and_the_small_ones_have_a_dot() -> None:
    traces = draw(CHART).data
    told = {trace.name: trace.text for trace in traces if trace.hoveron == "fills"}
    assert told["&lt;b&gt;Poland&lt;/b&gt;"] == "&lt;b&gt;Poland&lt;/b&gt;<br><b>100</b><br>Conversion rate: 2.0%"
    (dots,) = [trace for trace in traces if trace.name == "dots"]
    assert len(dots.x) == 1
    assert dots.text[0].startswith("Malta")


def test_the_legend_has_the_steps() -> None:
    assert [trace.name for trace in draw(CHART).data if trace.showlegend is None] == [step.text for step in CHART.steps]


def test_it_is_small_and_its_colours_can_be_exchanged() -> None:
    page = picture(CHART, wide=True).json
    assert len(page) < 150_000
    colours = {text[:7].lower() for text in page.split('"') if text.startswith("#") and len(text) == 7}
    assert colours <= dark_of_light().keys()
    dark = json.dumps(draw(CHART, DARK).to_plotly_json(), default=list)
    assert DARK.scale_4 in dark
    assert LIGHT.scale_4 not in dark


def test_it_is_drawn_for_paper() -> None:
    figure = draw_print(CHART)
    assert figure.axes[0].has_data()
    legend = figure.axes[0].get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == [step.text for step in CHART.steps]
