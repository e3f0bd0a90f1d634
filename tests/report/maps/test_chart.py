from footfall.report.charts import Axis
from footfall.report.maps.chart import Map
from footfall.report.numbers import COUNT


def made(*values: float) -> Map:
    codes = ("PL", "DE", "MT", "SG")[: len(values)]
    return Map(id="m", title="t", reading="r", countries=codes, names=codes, values=values, value=Axis("Sessions", COUNT))


def test_steps_are_alike_in_ratio_and_the_greatest_is_darkest() -> None:
    chart = made(1.0, 10.0, 100.0, 10_000.0)
    assert [step.text for step in chart.steps] == ["under 10", "10 to 100", "100 to 1,000", "1,000 and more"]
    assert [chart.step_of(value).colour for value in chart.values] == [1, 2, 3, 4]


def test_what_is_alike_has_one_step() -> None:
    assert [(step.text, step.colour) for step in made(5.0, 5.0).steps] == [("5", 4)]
    assert made(0.0, 0.0).step_of(0.0).text == "0"


def test_nothing_is_in_the_lowest_step() -> None:
    assert made(0.0, 1.0, 10_000.0).step_of(0.0).colour == 1


def test_the_table_has_a_row_a_country() -> None:
    assert made(1.0, 2000.0).numbers().rows == (("PL", "1"), ("DE", "2,000"))
    assert made(1.0).numbers().columns == ("Country", "Sessions")
