"""Who is about to leave, why, and what could bring them back? The list, by group, to look at and to take away."""

from pathlib import Path

import pandas as pd
import streamlit as st

from footfall.analysis.at_risk import AtRisk, at_risk
from footfall.app import show
from footfall.app.made import made_in, offer
from footfall.app.needed import needs
from footfall.app.opened import Opened
from footfall.app.visitor import own_workspace
from footfall.errors import UsageError
from footfall.report.blocks import Column, Fact, Facts, Listing, Table
from footfall.report.leaving import aftermath_words
from footfall.report.numbers import COUNT, NONE, money, short_day
from footfall.report.playbook import LEAVING

__all__ = ["page"]

VISITS = "Visitors who left a cart, who stay away for longer than is usual for them, or whom the model expects to leave."
ORDERS = "Customers who stay away for longer than is usual for them, or whom the model expects not to come back."
SHOWN = 25
TIMES = {"7d": "7 days", "28d": "28 days", "90d": "90 days", None: "whenever"}


def page(found: Opened) -> None:
    """Show the groups, how they did before, and the list."""
    show.begin("At risk", ORDERS if found.source.kind == "orders" else VISITS)
    if not found.source.knows_visitors:
        needs("Who is about to leave", "this data knows no visitors", send="visitors")
        return
    try:
        whole = told(*found.key, (), "28d", None)
    except UsageError as error:
        show.banner("caution", "Nobody can be listed", f"{error.what} {error.remedy or ''}")
        return
    with st.container(border=True, key="card-risk"):
        orders = found.source.kind == "orders"
        one, two, *three = st.columns(2 if orders else 3, gap="medium")
        keys = [key for key in LEAVING if key not in whole.not_told]
        groups = one.multiselect("Group", keys, format_func=lambda key: whole.names[key], placeholder="all", key="risk-groups")
        seen = two.selectbox("Last seen within", list(TIMES), index=3, format_func=TIMES.__getitem__, key="risk-seen")
        carts = ["7d", "28d", "90d"]
        within = carts[1] if orders else three[0].selectbox("Cart filled within", carts, 1, TIMES.__getitem__, key="risk-within")
    listed = told(*found.key, tuple(groups), within, seen)
    unit = money(found.source.currency, whole=True)
    facts = [Fact(COUNT.write(listed.rows), f"{'customers' if orders else 'visitors'} listed", f"of {COUNT.write(listed.visitors)}")]
    facts += [Fact(COUNT.write(count), listed.names[key].lower()) for key, count in listed.groups.items()]
    if listed.value_at_stake is not None:
        facts.append(Fact(unit.write(listed.value_at_stake), "at stake", "an order to work by, no forecast"))
    show.facts(Facts(tuple(facts)))
    for key, why in whole.not_told.items():
        st.caption(show.plain(f"{whole.names[key]}: {why}" if key in whole.names else why))
    if not listed.rows:
        st.success("Nobody in this choice seems about to leave.", icon=":material/check:")
    else:
        download(found, tuple(groups), within, seen)
        show.block(Listing(tuple(suggestions(listed))), key="do")
        show.block(table(listed), key="risk")
    if listed.measured:
        st.subheader("What came of such visitors before", anchor=False)
        for each in listed.measured:
            st.write(f"{listed.names[each.group]}: {aftermath_words(each)}.")
    for note in listed.notes:
        st.caption(note)


@st.cache_data(max_entries=32, show_spinner=False)
def told(token: str, folder: str, stamp: float, groups: tuple[str, ...], within: str, seen: str | None) -> AtRisk:
    """Return the list."""
    return at_risk(folder, groups=groups, within=within, seen=seen)


def suggestions(listed: AtRisk) -> list[str]:
    """Return what the playbook suggests for each group that is listed."""
    found = listed.listed.drop_duplicates("action")[["groups", "action"]].itertuples(index=False)
    return [f"{str(groups).split('; ')[0]}: {action}" for groups, action in found if action]


def table(listed: AtRisk) -> Table:
    """Return the first rows of the list."""
    unit = money(listed.currency)
    columns = (Column("Who", number=False), Column("Why", number=False), Column("Last seen"), Column("At stake"))
    shown = listed.listed.head(SHOWN)
    stakes = [NONE if pd.isna(value) else unit.write(float(value)) for value in shown["value_at_stake"].tolist()]
    words = [[str(cell) for cell in shown[name].tolist()] for name in ("visitor_id", "why", "last_seen")]
    rows = tuple((who, why, short_day(last[:10]), stake) for who, why, last, stake in zip(*words, stakes, strict=True))
    note = f"The first {SHOWN} of {COUNT.write(listed.rows)}; the rest is in the file." if listed.rows > SHOWN else ""
    return Table("What there is most to lose of, first", columns, rows, note=note)


def download(found: Opened, groups: tuple[str, ...], within: str, seen: str | None) -> None:
    """Offer the whole list as a file."""

    def write(out: Path) -> None:
        at_risk(found.folder, out, groups=groups, within=within, seen=seen)

    offer("Download the list (CSV)", made_in(own_workspace(), ".csv", write), "at-risk.csv", key="risk-list", main=True)
