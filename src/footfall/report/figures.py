"""How is a chart drawn on the screen?

By Plotly, in the colours and type of `theme`. A chart's declaration is in `charts`; `print` draws the same for paper. Labels are placed
by position and escaped, so that text from the data can neither merge two bars nor become markup.
"""

import plotly.graph_objects as go

from footfall.errors import EngineError
from footfall.report.charts import Axis, Bars, Chart, Cloud, Dots, Heat, Histogram, Lines, Points, Series
from footfall.report.labels import cut, escape, short, stacked
from footfall.report.maps.chart import Map
from footfall.report.maps.screen import draw_map
from footfall.report.numbers import COUNT
from footfall.report.theme import LIGHT, SIZES_PX, TONES, Palette, heat_colours, plotly_layout
from footfall.report.ticks import round_numbers

__all__ = ["draw"]

SYMBOLS = ("circle", "square", "triangle-up", "diamond", "x", "triangle-down", "cross", "star")
"""Shapes tell groups apart where colours do not."""
STANDING_PX = 300
ROW_PX = 27
DATE_STOPS = [
    {"dtickrange": [None, 1_209_600_000], "value": "%-d %b"},
    {"dtickrange": [1_209_600_000, "M1"], "value": "%-d %b"},
    {"dtickrange": ["M1", None], "value": "%b %Y"},
]
"""How dates are written: days where ticks are weeks apart, months and years where they are months apart."""
FEW_COLUMNS = 8
HEAD_CHARACTERS = 112
"""About as many characters fit side by side above a grid on the whole width of the page."""
LINE_PX = 16
MANY_COLUMNS = 14
STANDING_CHARACTERS = 56
"""About as many characters fit side by side under standing bars on a phone; of more labels, every second or third is written."""


def draw(chart: Chart, palette: Palette = LIGHT) -> go.Figure:
    """Return the Plotly figure of a chart.

    Parameters
    ----------
    chart
        What it says.
    palette
        Its colours; the report draws in `LIGHT` and exchanges the colours for `DARK` in the browser.
    """
    figure = go.Figure(layout=plotly_layout(palette))
    match chart:
        case Bars():
            draw_bars(figure, chart, palette)
        case Histogram():
            draw_histogram(figure, chart, palette)
        case Lines():
            draw_lines(figure, chart, palette)
        case Dots():
            draw_dots(figure, chart, palette)
        case Heat():
            draw_heat(figure, chart, palette)
        case Cloud():
            draw_cloud(figure, chart, palette)
        case Map():
            draw_map(figure, chart, palette)
        case _:
            raise EngineError(f"There is no drawing for the chart {chart.id}.")
    return figure


def draw_bars(figure: go.Figure, chart: Bars, palette: Palette) -> None:
    """Draw lying or standing bars; a single series carries its values at the bars' ends."""
    places = list(range(len(chart.labels)))
    single = len(chart.series) == 1
    for series in chart.series:
        values = list(series.values)
        written = [chart.value.unit.write(value) for value in values]
        ends = list(chart.notes) if chart.notes else written
        figure.add_bar(
            x=values if chart.lying else places, y=places if chart.lying else values, orientation="h" if chart.lying else "v",
            name=escape(series.name), marker={"color": colours(chart, series, palette), "line": {"width": 0}},
            customdata=[[escape(label), text] for label, text in zip(chart.labels, written, strict=True)],
            hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra>%{fullData.name}</extra>",
            text=[escape(end) for end in ends] if single and not series.low and (chart.lying or len(places) <= 8) else None,
            textposition="outside", textfont={"color": palette.ink, "size": SIZES_PX["tiny"]}, cliponaxis=False,
            **{"error_x" if chart.lying else "error_y": interval(series, palette)},
        )  # fmt: skip
    names = {"tickvals": places, "ticktext": [short(label) for label in chart.labels], "showgrid": False}
    greatest = max((value for series in chart.series for value in (*series.values, *series.high) if value is not None), default=1.0)
    room = 1.55 if chart.lying and chart.notes else 1.3 if chart.lying and single else 1.1
    ended = single and not chart.series[0].low
    along = {**numeric(chart.value), "range": [0, greatest * room or 1.0], "showgrid": not ended, "showticklabels": not ended}
    if chart.least < 0:
        along |= {"range": [chart.least * room, max(greatest, 0.0) * room], "zeroline": True, "zerolinecolor": palette.quiet}
    if chart.lying:
        figure.update_layout(yaxis={**names, "autorange": "reversed"}, xaxis=along)
        figure.update_layout(height=max(120, 40 + ROW_PX * len(places) * (1 if single else 0.55 * len(chart.series) + 0.35)))
    else:
        step = max(1, -(-sum(len(label) + 2 for label in chart.labels) // STANDING_CHARACTERS))
        thinned = {**names, "tickvals": places[::step], "ticktext": [short(label) for label in chart.labels[::step]]}
        figure.update_layout(
            xaxis={**thinned, "title": {"text": escape(chart.name)}},
            yaxis={**along, "showticklabels": True, "showgrid": True, "zeroline": True, "zerolinecolor": palette.line},
        )
        figure.update_layout(height=STANDING_PX)
    figure.update_layout(showlegend=not single, barmode="group")


def colours(chart: Bars, series: Series, palette: Palette) -> str | list[str]:
    """Return the colour of a series, or of each bar where the chart sets some apart."""
    return [palette.tone(tone) for tone in chart.tones] if chart.tones and len(chart.series) == 1 else palette.tone(series.tone)


def draw_histogram(figure: go.Figure, chart: Histogram, palette: Palette) -> None:
    """Draw touching bars; the ticks stand at the ranges' edges."""
    size = len(chart.edges) - 1
    for series in chart.series:
        figure.add_bar(
            x=[at + 0.5 for at in range(size)], y=list(series.values), name=escape(series.name),
            marker={"color": palette.tone(series.tone)},
            customdata=[[chart.label(at), chart.value.unit.write(series.values[at])] for at in range(size)],
            hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra>%{fullData.name}</extra>",
            opacity=1.0 if len(chart.series) == 1 else 0.65,
        )  # fmt: skip
    ticks = chart.ticks()
    figure.update_layout(
        xaxis={"tickvals": [at for at, _ in ticks], "ticktext": [text for _, text in ticks], "showgrid": False,
               "title": {"text": escape(chart.over.title)}, "range": [0, size]},
        yaxis={**numeric(chart.value), "rangemode": "tozero"},
        bargap=0.04, barmode="overlay", showlegend=len(chart.series) > 1, height=STANDING_PX,
    )  # fmt: skip


def draw_lines(figure: go.Figure, chart: Lines, palette: Palette) -> None:
    """Draw bands first, then lines, then what they are compared with."""
    for line in chart.lines:
        if line.low:
            add_band(figure, line, palette)
    for line in chart.lines:
        where = [str(x) if chart.dates else chart.x.unit.write(float(x)) for x in line.x]
        told = cases(chart, line)
        figure.add_scatter(
            x=list(line.x), y=list(line.y), name=escape(line.name), mode="lines+markers" if line.dots else "lines",
            line={"color": palette.tone(line.tone), "width": 1.0 if line.tone == "quiet" else 2.5}, marker={"size": 7},
            opacity=0.55 if line.tone == "quiet" else 1.0,
            customdata=[[at, chart.y.unit.write(value), count] for at, value, count in zip(where, line.y, told, strict=True)],
            hovertemplate=(
                f"{escape(chart.x.title)} %{{customdata[0]}}<br><b>%{{customdata[1]}}</b>"
                f"%{{customdata[2]}}<extra>%{{fullData.name}}</extra>"
            ),
        )  # fmt: skip
    for guide in chart.guides:
        figure.add_scatter(
            x=[guide.start[0], guide.end[0]], y=[guide.start[1], guide.end[1]], name=escape(guide.name), mode="lines", hoverinfo="skip",
            line={"color": palette.quiet, "width": 1.5, "dash": "dot"},
        )  # fmt: skip
    across = (
        {"type": "date", "showgrid": False, "nticks": 6, "tickformatstops": DATE_STOPS}
        if chart.dates
        else {**numeric(chart.x), **stepped(chart)}
    )
    figure.update_layout(
        xaxis={**across, "title": {"text": "" if chart.dates else escape(chart.x.title)}},
        yaxis={**numeric(chart.y), **({} if chart.y.limits else {"rangemode": "tozero"})},
        showlegend=len(chart.lines) + len(chart.guides) > 1,
        height=STANDING_PX + (40 if chart.square else 0),
    )


def cases(chart: Lines, line: Points) -> list[str]:
    """Return how many cases stand behind each point, as far as the chart tells."""
    known = chart.counts if line is chart.lines[0] else ()
    return [f"<br>{COUNT.write(count)} cases" for count in known] or [""] * len(line.x)


def draw_dots(figure: go.Figure, chart: Dots, palette: Palette) -> None:
    """Draw a dot and its interval a row."""
    places = list(range(len(chart.labels)))
    rows = zip(places, chart.labels, chart.values, chart.low, chart.high, chart.shades, strict=True)
    for place, label, value, low, high, tone in rows:
        colour = palette.tone(tone)
        figure.add_scatter(
            x=[value], y=[place], mode="markers", marker={"color": colour, "size": 11}, showlegend=False,
            error_x={"type": "data", "symmetric": False, "array": [high - value], "arrayminus": [value - low], "color": colour,
            "width": 0, "thickness": 3},
            customdata=[[escape(label), chart.value.unit.write(value), chart.value.unit.write(low), chart.value.unit.write(high)]],
            hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b> (%{customdata[2]} to %{customdata[3]})<extra></extra>",
        )  # fmt: skip
    for name, where in chart.guides:
        figure.add_vline(x=where, line={"color": palette.quiet, "width": 1.5, "dash": "dot"}, annotation={
            "text": escape(name), "font": {"color": palette.quiet, "size": SIZES_PX["tiny"]}, "yanchor": "bottom"})  # fmt: skip
    figure.update_layout(
        xaxis=numeric(chart.value),
        yaxis={
            "tickvals": places,
            "ticktext": [short(label) for label in chart.labels],
            "range": [len(places) - 0.4, -0.6],
            "showgrid": False,
        },
        height=max(140, 64 + ROW_PX * 1.15 * len(places)),
        margin={"t": 24 if chart.guides else 8},
    )


def draw_heat(figure: go.Figure, chart: Heat, palette: Palette) -> None:
    """Draw a grid from nothing to most, its numbers in the cells; where they only lie above zero, no zeros."""
    colours = heat_colours(palette, both_ways=chart.both_ways)
    most = max((abs(value) for line in chart.values for value in line if value is not None), default=1.0) or 1.0
    texts = [["" if value is None else chart.unit.write(value) for value in line] for line in chart.values]
    figure.add_heatmap(
        z=[list(line) for line in chart.values],
        zmin=-most if chart.both_ways else 0.0,
        zmax=most,
        colorscale=[[place / (len(colours) - 1), colour] for place, colour in enumerate(colours)],
        showscale=not chart.written,
        colorbar={"thickness": 10, "outlinewidth": 0, "tickformat": chart.unit.ticks, "tickfont": {"color": palette.quiet}},
        xgap=2,
        ygap=2,
        text=[[text if chart.both_ways or any(digit in "123456789" for digit in text) else "" for text in line] for line in texts],
        texttemplate="%{text}" if chart.written else None,
        textfont={"size": SIZES_PX["tiny"] - (2 if len(chart.columns) > 9 else 0)},
        customdata=[
            [[escape(row), escape(column), text] for column, text in zip(chart.columns, line, strict=True)]
            for row, line in zip(chart.rows, texts, strict=True)
        ],
        hovertemplate="%{customdata[0]} → %{customdata[1]}<br><b>%{customdata[2]}</b><extra></extra>",
        hoverongaps=False,
    )
    place_heat_labels(figure, chart)


def place_heat_labels(figure: go.Figure, chart: Heat) -> None:
    """Write the columns' names above: in lines where they are few, every third where they are many, turned where they are long."""
    few = len(chart.columns) <= FEW_COLUMNS
    names = [stacked(column, HEAD_CHARACTERS // len(chart.columns)) if few else escape(cut(column)) for column in chart.columns]
    step = 1 if len(names) <= MANY_COLUMNS else 3
    longest = max(len(cut(column)) for column in chart.columns)
    turned = not few and longest > 4 and sum(len(name) + 2 for name in names[::step]) > STANDING_CHARACTERS
    lines = max(name.count("<br>") + 1 for name in names)
    above = 7 * longest + 8 if turned else 12 + LINE_PX * lines
    figure.update_layout(
        xaxis={
            "tickvals": list(range(len(names)))[::step], "ticktext": names[::step], "side": "top", "showgrid": False,
            "tickangle": -45 if turned else 0, "ticklabeloverflow": "allow", "automargin": False,
        },
        yaxis={
            "tickvals": list(range(len(chart.rows))), "ticktext": [short(row) for row in chart.rows],
            "autorange": "reversed", "showgrid": False,
        },
        height=12 + above + 30 * len(chart.rows),
        margin={"t": above, "r": 5 * longest if turned else 12},
    )  # fmt: skip


def draw_cloud(figure: go.Figure, chart: Cloud, palette: Palette) -> None:
    """Draw the points of each group; the axes have no unit and are left away."""
    for at, (name, x, y) in enumerate(chart.groups):
        tone = chart.tones[at] if chart.tones else TONES[at % len(TONES)]
        figure.add_scatter(
            x=list(x), y=list(y), name=escape(name), mode="markers", marker={
                "color": palette.tone(tone), "symbol": SYMBOLS[at % len(SYMBOLS)], "size": 6, "opacity": 0.8},
            hovertemplate="%{fullData.name}<extra></extra>",
        )  # fmt: skip
    bare = {"showticklabels": False, "showgrid": False, "title": {"text": ""}, "fixedrange": False}
    figure.update_layout(xaxis=bare, yaxis=bare, height=420, legend={"itemsizing": "constant"}, showlegend=True)


def add_band(figure: go.Figure, line: Points, palette: Palette) -> None:
    """Draw the interval around a line."""
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    figure.add_scatter(x=list(line.x), y=list(line.low), **edge)
    figure.add_scatter(x=list(line.x), y=list(line.high), fill="tonexty", fillcolor=palette.band, **edge)


def interval(series: Series, palette: Palette) -> dict[str, object] | None:
    """Return the error bars of a series, None where it has none."""
    if not series.low:
        return None
    pairs = list(zip(series.values, series.low, series.high, strict=True))
    up = [(high - value) if value is not None and high is not None else 0.0 for value, _, high in pairs]
    down = [(value - low) if value is not None and low is not None else 0.0 for value, low, _ in pairs]
    return {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "color": palette.ink, "thickness": 1.5, "width": 4}


def numeric(axis: Axis) -> dict[str, object]:
    """Return the layout of an axis that measures."""
    suffix = axis.unit.after if len(axis.unit.after) == 1 else ""
    layout: dict[str, object] = {"tickformat": axis.unit.ticks, "tickprefix": axis.unit.before, "ticksuffix": suffix, "nticks": 6}
    if axis.limits is None:
        return layout
    low, high = axis.limits
    layout = {**layout, "range": [low, high]}
    if low >= 0 or not axis.unit.before:
        return layout
    written = round_numbers(low, high)  # Plotly would write the sign behind the currency
    return {**layout, "tickvals": written, "ticktext": [escape(axis.unit.tick(value)) for value in written]}


def stepped(chart: Lines) -> dict[str, object]:
    """Return whole steps for an axis of few whole numbers, which would else get ticks between them, written alike."""
    places = {float(x) for line in chart.lines for x in line.x}
    return {"dtick": 1} if chart.x.unit is COUNT and max(places, default=0.0) - min(places, default=0.0) < 6 else {}
