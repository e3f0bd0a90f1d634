from pathlib import Path

import pytest

from footfall.report.blocks import Drawn
from footfall.report.charts import Axis, Bars, Cloud, Dots, Guide, Heat, Histogram, Lines, Points, Series
from footfall.report.numbers import COUNT, PERCENT, SCORE, money
from footfall.report.print import draw_print, write_figures

CHARTS: tuple[Drawn, ...] = (
    Bars(id="bars", title="Costs $5 and $6", reading="r.", labels=("a_$x$", "b"), series=(Series("n", (1.0, None)),), value=Axis("n",
    COUNT), name="N"),
    Bars(id="standing", title="t", reading="r.", labels=("1", "2"), series=(Series("n", (1.0, 2.0)),), value=Axis("n", COUNT), name="N",
    lying=False),
    Histogram(id="histogram", title="t", reading="r.", edges=(0.0, 5.0, None), series=(Series("n", (3.0, 1.0)), Series("m", (1.0, 1.0),
    tone="quiet")),
              over=Axis("Price", money("USD")), value=Axis("Views", COUNT)),
    Lines(id="lines", title="t", reading="r.", lines=(Points("l", (0.0, 1.0), (0.2, None), low=(0.1, None), high=(0.3, None), dots=True),),
          guides=(Guide("g", (0.0, 0.0), (1.0, 1.0)),), x=Axis("x", PERCENT), y=Axis("y", SCORE, (0.0, 1.0))),
    Lines(id="days", title="t", reading="r.", lines=(Points("l", ("2024-01-01", "2024-02-01"), (1.0, 2.0)),), x=Axis("Day"), y=Axis("y",
    COUNT), dates=True),
    Dots(id="dots", title="t", reading="r.", labels=("m",), values=(0.5,), low=(0.4,), high=(0.6,), value=Axis("v", SCORE), name="N",
    guides=(("g", 0.5),)),
    Heat(id="heat", title="t", reading="r.", rows=("x",), columns=("long name", "q"), values=((0.5, None),), unit=PERCENT, name="N",
    over="o"),
    Heat(id="empty", title="t", reading="r.", rows=("x",), columns=("p",), values=((None,),), unit=PERCENT, name="N", over="o"),
    Cloud(id="cloud", title="t", reading="r.", groups=(("g", (1.0, 2.0), (3.0, 4.0)), ("h", (1.0,), (2.0,)))),
)  # fmt: skip


@pytest.mark.parametrize("chart", CHARTS, ids=[chart.id for chart in CHARTS])
def test_every_kind_is_drawn_with_its_title(chart: Drawn) -> None:
    figure = draw_print(chart)
    assert figure.get_suptitle().replace(r"\$", "$") == chart.title
    assert figure.axes[0].has_data()


def test_files_are_png_and_the_same_every_time(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_figures(CHARTS[:2], tmp_path / folder)
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["bars.png", "standing.png"]
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes()[:4] == b"\x89PNG"
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
