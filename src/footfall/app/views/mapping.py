"""What do the columns of an unknown file mean? A form with our guess filled in, and the first rows beside it."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

import streamlit as st

from footfall.app import show
from footfall.app.jobs import Job
from footfall.events.event import TYPES
from footfall.events.schema import Origin
from footfall.events.schema_text import declared_schema
from footfall.report.numbers import COUNT
from footfall.report.words import EVENT_TYPES

__all__ = ["mapping"]

KINDS = {
    "events": "Clicks: one row an event",
    "orders": "Orders: one row an order or order line",
    "session_table": "Whole sessions: one row a session, already summed up",
}
ASKED: tuple[tuple[str, str, str], ...] = (
    ("us", "Time", "When it happened."),
    ("type", "What happened", "View, cart, purchase and so on."),
    ("visitor_id", "Visitor", "A cookie, device or customer number."),
    ("session_id", "Session", "Where the data has one."),
    ("item_id", "Product", "Its number or name."),
    ("category", "Category", ""),
    ("price", "Price of one", ""),
    ("quantity", "Quantity", ""),
    ("order_id", "Order", "Its number."),
    ("value", "Value of the order", "The whole order, once."),
    ("currency", "Currency", ""),
    ("channel", "Channel", "Where visitors come from."),
    ("country", "Country", ""),
    ("device", "Device", ""),
    ("page", "Page", "Its address."),
    ("brand", "Brand", ""),
)
UNITS = {
    "s": "seconds since 1970",
    "ms": "milliseconds since 1970",
    "us": "microseconds since 1970",
    "iso": "2026-11-30 10:15:00 (ISO 8601)",
}
NOTHING = "(none)"
SAME = "(the same for every row)"
AS_IT_IS = "(as it stands)"
ABREAST = 3
LINES = "A purchase has a row for each product, and every row counts: its value, or price × quantity"
AMOUNTS = ("price", "value")
MARKS = {".": "written like 12.50", ",": "written like 12,50"}


def mapping(job: Job) -> str | None:
    """Ask what the columns mean; return the ``schema.toml`` once it is confirmed."""
    answer = job.answer
    columns = [str(each) for each in cast("Sequence[object]", answer["columns"])]
    guess = cast("Mapping[str, Mapping[str, object]]", answer["guess"])
    st.write("These columns are not those of a source that Footfall knows. Say what they mean: the guess is filled in.")
    sample = cast("Sequence[Sequence[str]]", answer["sample"])
    show.rows(columns, sample, caption="The first rows of the file")
    kind = st.radio("What is a row?", list(KINDS), format_func=KINDS.__getitem__, key=f"kind-{job.id}")
    if kind == "session_table":
        target = st.selectbox("Which column is to be predicted?", columns, index=len(columns) - 1, key=f"target-of-{job.id}")
        if st.button("Read it so", type="primary", key=f"map-{job.id}"):
            return declared_schema({}, {"kind": "session_table", "target": target})
        return None
    chosen = {
        name: one(job, name, title, why, columns, guess, sample) for name, title, why in ASKED if not (kind == "orders" and name in SKIPPED)
    }
    origins = {name: origin for name, origin in chosen.items() if origin is not None}
    if kind == "orders":
        origins["type"] = Origin(value="purchase")
    lines = {"price", "value"} & set(origins) and st.checkbox(
        LINES, value=kind == "orders" or "value" not in origins, key=f"lines-{kind}-{'value' in origins}-{job.id}"
    )
    lacking = [title for name, title in (("us", "Time"), ("type", "What happened")) if name not in origins]
    lacking += [] if {"visitor_id", "session_id"} & set(origins) else ["Visitor or Session"]
    if lacking:
        st.warning(f"Still needed: {', '.join(lacking)}.")
    if not st.button("Read it so", type="primary", key=f"map-{job.id}", disabled=bool(lacking)):
        return None
    about: dict[str, str | bool] = {"kind": str(kind), **({"orders": "lines"} if lines else {})}
    if "visitor_id" not in origins:
        about["knows_visitors"] = False
    return declared_schema(origins, about)


SKIPPED = ("type", "session_id", "page")
"""What an order list has no need of."""


def one(
    job: Job, name: str, title: str, why: str, columns: Sequence[str], guess: Mapping[str, Mapping[str, object]],
    sample: Sequence[Sequence[str]],
) -> Origin | None:  # fmt: skip
    """Ask where one column of the event comes from."""
    guessed = guess.get(name)
    found = str(guessed["column"]) if guessed is not None and guessed["column"] is not None else NOTHING
    options = [NOTHING, *([SAME] if name == "type" else []), *columns]
    label, field, more = st.columns([2, 3, 3], vertical_alignment="center")
    label.markdown(f"**{title}**" + (f"  \n:gray[{why}]" if why else ""))
    column = field.selectbox(
        title, options, index=options.index(found) if found in options else 0, key=f"{name}-{job.id}", label_visibility="collapsed"
    )
    if column == NOTHING:
        return None
    if column == SAME:
        return Origin(
            value=more.selectbox(
                "Type of every row", list(TYPES), format_func=called, key=f"type-value-{job.id}", label_visibility="collapsed"
            )
        )
    own = guessed if guessed is not None and column == found else {}
    map_of = own.get("map")
    meanings = {str(theirs): str(ours) for theirs, ours in map_of.items()} if isinstance(map_of, Mapping) else {}
    if name == "type":
        return Origin(column=str(column), map=types(job, str(column), meanings))
    unit = None
    if name == "us":
        guessed_unit = str(own.get("unit") or "iso")
        units = list(UNITS) if guessed_unit in UNITS else [guessed_unit, *UNITS]
        unit = more.selectbox("How time is written", units, index=units.index(guessed_unit), format_func=lambda each: UNITS.get(each, each),
                              key=f"unit-{job.id}", label_visibility="collapsed", accept_new_options=True)  # fmt: skip
    decimal = str(own.get("decimal") or ".")
    if name in AMOUNTS:
        usual = decimal if own else mark_of([row[columns.index(column)] for row in sample])
        decimal = more.selectbox(f"Decimal mark of {title}", list(MARKS), index=list(MARKS).index(usual), format_func=MARKS.__getitem__,
                                 key=f"mark-{name}-{job.id}", label_visibility="collapsed")  # fmt: skip
    return Origin(column=str(column), unit=unit, decimal=decimal, map=meanings)


def types(job: Job, column: str, meanings: Mapping[str, str]) -> dict[str, str]:
    """Ask what each value of the event's type means."""
    values = cast("Mapping[str, Sequence[tuple[str, int]]]", job.answer.get("values", {})).get(column)
    if values is None:
        st.warning(f"{show.plain(column)} holds too many different values to be what happened. They are read as they stand.")
        return {}
    found: dict[str, str] = {}
    options = [AS_IT_IS, *TYPES]
    with st.container(border=True, key=f"types-{job.id}"):
        st.caption(
            f"What the values of {show.plain(column)} mean, commonest first. What is left as it stands is counted, and means nothing more."
        )
        columns = st.columns(ABREAST)
        for at, (value, n) in enumerate(values):
            guessed = value if value in TYPES else meanings.get(value, AS_IT_IS)
            rows = "row" if n == 1 else "rows"
            meant = columns[at % ABREAST].selectbox(
                f"{show.plain(value)} · {COUNT.write(n)} {rows}", options, index=options.index(guessed), format_func=called,
                key=f"type-{at}-{column}-{job.id}",
            )  # fmt: skip
            if meant not in (AS_IT_IS, value):
                found[value] = str(meant)
        meaning = {found.get(value, value) for value, _ in values}
        if "purchase" not in meaning:
            st.caption(
                "None of them means a purchase yet. Without purchases only proxies can be asked: who puts something into the cart, say."
            )
    return found


def called(type: str) -> str:
    """Return what a type of event is called on the pages."""
    return EVENT_TYPES.get(type, type).capitalize()


def mark_of(cells: Sequence[str]) -> str:
    """Return the decimal mark that some amounts seem to be written with.

    >>> mark_of(["10,00", "7"]), mark_of(["1,234.50"])
    (',', '.')
    """
    return "," if any(re.search(r",\d{1,2}$", cell.strip()) for cell in cells) else "."
