"""Who will buy? Scores and how far they can be trusted, and whom an action should reach: the three numbers of a campaign, and its list."""

import math
from dataclasses import replace
from pathlib import Path

import streamlit as st

from footfall.analysis.audience import audience
from footfall.analysis.campaign import Campaigned, Deciding, deciding
from footfall.app import show
from footfall.app.made import made_in, offer
from footfall.app.needed import needs
from footfall.app.opened import Opened
from footfall.app.visitor import own_workspace
from footfall.errors import UsageError
from footfall.evaluation.result import TargetResult
from footfall.report.blocks import Fact, Facts, Part, Section
from footfall.report.numbers import COUNT, money
from footfall.report.sections.curves import score_chart
from footfall.report.sections.profit import CHANCE
from footfall.report.sections.targets import binary_section
from footfall.report.words import target_title

__all__ = ["chosen_part", "left", "page"]

ASKS = (
    "Say what acting brings and costs: the page says from which score on it pays, and whom that is. The effect comes from an experiment; "
    "until there is one, it is a guess of yours."
)
EXAMPLE = (
    "What a conversion brings, what acting costs and what it changes was not given for this analysis. These are ours: put in your own."
)
BEFORE = "chosen before the test part was read"
VALUE, COST, EFFECT = 40.0, 0.5, 0.1
"""Where the sliders stand at first, where the analysis's settings name no campaign: an example, and called so."""


def page(found: Opened) -> None:
    """Show the yes-or-no targets, one at a time, and the campaign on the one that is chosen."""
    asked = tuple(replace(each, profit=None) for each in found.content.targets)  # a campaign is shown with its sliders, below
    section = binary_section(replace(found.content, targets=asked))
    show.begin(section.title, section.lead)
    part = chosen_part(section, key="who")
    if part is not None:
        show.part(part, key="who")
        result = next((each for each in found.content.targets if target_title(each.question) == part.title), None)
        if result is not None:
            if result.curves.score_histogram:
                show.chart(score_chart(result), key="scores")
            campaign(found, result)
    left(section)


def chosen_part(section: Section, *, key: str) -> Part | None:
    """Return the part of one target, chosen where there are several."""
    told = [part for part in section.parts if part.title != "Not asked"]
    if len(told) < 2:
        return told[0] if told else None
    titles = [part.title for part in told]
    chosen = st.segmented_control("Question", titles, default=titles[0], required=True, key=f"{key}-target")
    return next((part for part in told if part.title == chosen), told[0])


def left(section: Section) -> None:
    """Say what was not asked, and why."""
    for part in section.parts:
        if part.title == "Not asked":
            show.part(part, key="left")


@st.cache_resource(max_entries=8, show_spinner=False)
def decided(token: str, folder: str, stamp: float, target: str) -> Deciding:
    """Return what all campaigns of a target share, read once."""
    return deciding(folder, target)


def campaign(found: Opened, result: TargetResult) -> None:
    """Ask what a conversion brings, what acting costs and what it changes; show from where on it pays, and the list it makes."""
    target = result.question.name
    st.subheader("Whom to act on", anchor=False)
    try:
        deciding_ = decided(*found.key, target)
    except UsageError as error:
        if found.source.kind == "session_table" or found.source.has_purchases:
            st.caption(error.what)
        else:
            needs("A campaign", error.what, send="purchases")
        return
    own = result.profit
    unit = money(found.source.currency)
    st.write(ASKS)
    one, two, three = st.columns(3, gap="medium")
    if own is None:
        show.banner("caution", "Example numbers", EXAMPLE)
    worth, price, share = (VALUE, COST, EFFECT) if own is None else (own.value, own.cost, own.effect)
    written, most = f"{unit.before}%.2f", (10 * (worth or VALUE), 10 * (price or COST))
    value = one.slider("Value of a conversion", 0.0, most[0], worth, round_step(most[0] / 10), written, key=f"value-{target}")
    cost = two.slider("Cost of an action", 0.0, most[1], price, round_step(most[1] / 10), written, key=f"cost-{target}")
    effect = three.slider(
        "Its effect: share of conversions that it brings about", 0.0, 100.0, 100 * share, 0.5, "%.1f%%", key=f"effect-{target}"
    )
    told = deciding_.under(value, cost, effect / 100)
    summed_up(told, found)
    show.blocks(told.blocks(), key=f"campaign-{target}")
    listing(found, target, told, (value, cost, effect / 100))


def round_step(amount: float) -> float:
    """Return by how much one press of an arrow key moves a slider: a round part of what it stands at first.

    >>> round_step(40.0), round_step(0.5)
    (1.0, 0.01)
    """
    return float(10 ** (math.floor(math.log10(amount)) - 1)) if amount > 0 else 1.0


def summed_up(told: Campaigned, found: Opened) -> None:
    """Show the threshold, the list's size and what acting brought on the test part."""
    profit, unit = told.profit, money(found.source.currency)
    chosen = profit.policies[0]
    facts = (
        Fact("nobody" if profit.threshold is None else CHANCE.write(profit.threshold), "act from this score on", BEFORE),
        Fact(COUNT.write(told.listed), "on the list now", f"of {COUNT.write(told.candidates)} still worth acting on"),
        Fact(unit.write(chosen.profit), "profit on the test part", f"{COUNT.write(chosen.acted)} acted on"),
    )  # fmt: skip
    show.facts(Facts(facts))


def listing(found: Opened, target: str, told: Campaigned, numbers: tuple[float, float, float]) -> None:
    """Offer the list that the campaign makes."""
    if not told.listed:
        pays = told.profit.threshold is not None
        st.caption(
            "Nobody reaches the threshold now, so the list is empty."
            if pays
            else "With these numbers no action pays, so the list is empty."
        )
        return
    value, cost, effect = numbers
    holdout = st.slider("Hold out at random, to measure the effect by (%)", 0, 50, 10, key=f"holdout-{target}")

    def write(out: Path) -> None:
        audience(found.folder, target, out, best_threshold=True, value=value, cost=cost, effect=effect, holdout=holdout / 100)

    offer("Download the list (CSV)", made_in(own_workspace(), ".csv", write), f"{target}-list.csv", key=f"list-{target}", main=True)
