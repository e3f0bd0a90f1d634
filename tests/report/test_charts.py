from footfall.report.charts import Axis, Bars, Cloud, Dots, Heat, Histogram, Lines, Points, Series
from footfall.report.numbers import COUNT, PERCENT, SCORE


def test_bars_give_a_row_a_label() -> None:
    chart = Bars(
        id="a", title="t", reading="r", labels=("x", "y"), series=(Series("n", (1.0, None)),), value=Axis("Number", COUNT), name="Name"
    )
    assert chart.numbers().columns == ("Name", "n")
    assert chart.numbers().rows == (("x", "1"), ("y", "–"))
    assert chart.measure == "Number"


def test_a_histogram_names_its_ranges() -> None:
    chart = Histogram(
        id="a", title="t", reading="r", edges=(0.0, 10.0, None), series=(Series("n", (3.0, 4.0)),), over=Axis("Price", COUNT),
        value=Axis("Views", COUNT)
    )  # fmt: skip
    assert chart.numbers().rows == (("0 to 10", "3"), ("10 and more", "4"))


def test_lines_are_read_at_the_same_x_and_thinned() -> None:
    x = tuple(float(at) for at in range(100))
    chart = Lines(
        id="a", title="t", reading="r", lines=(Points("one", x, x), Points("two", (0.0,), (0.5,))), x=Axis("X", COUNT), y=Axis("Y", SCORE)
    )
    numbers = chart.numbers()
    assert numbers.columns == ("X", "one", "two")
    assert numbers.rows[0] == ("0", "0.000", "0.500")
    assert numbers.rows[1][2] == "–"
    assert len(numbers.rows) <= 40


def test_dots_give_their_interval() -> None:
    chart = Dots(
        id="a",
        title="t",
        reading="r",
        labels=("m", "n"),
        values=(0.5, 0.6),
        low=(0.4, 0.6),
        high=(0.6, 0.6),
        value=Axis("AUC", SCORE),
        name="Model",
    )
    assert chart.numbers().rows == (("m", "0.500", "0.400 to 0.600"), ("n", "0.600", "–"))
    assert chart.shades == ("main", "main")


def test_heat_and_cloud() -> None:
    heat = Heat(
        id="a", title="t", reading="r", rows=("x",), columns=("p", "q"), values=((0.5, None),), unit=PERCENT, name="From", over="to"
    )
    assert heat.numbers().rows == (("x", "50%", "–"),)
    assert heat.measure == "From, by to"
    cloud = Cloud(id="a", title="t", reading="r", groups=(("g", (1.0, 2.0), (3.0, 4.0)),))
    assert cloud.numbers().rows == (("g", "2"),)
