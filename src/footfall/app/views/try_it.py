"""What would the models say of a visit that somebody makes up, click by click?

Or of a row of a session table that is filled in by hand, or of a whole file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from footfall.app import show
from footfall.app.needed import needs
from footfall.app.opened import Opened
from footfall.app.views.score_file import score_file
from footfall.dataset.dataset import Question
from footfall.errors import FootfallError
from footfall.models.segments_artifact import NamedSegment
from footfall.report.blocks import Fact, Facts, Listing
from footfall.report.charts import Axis, Lines, Points
from footfall.report.drawn import one
from footfall.report.numbers import COUNT, NONE, NUMBER, RATE, Unit, money
from footfall.report.theme import TONES, Tone
from footfall.report.words import event_type, target_title
from footfall.scoring.answers import Answer
from footfall.scoring.offer import Column, Item, Offer, read_offer
from footfall.scoring.row import RowAnswers, RowScorer
from footfall.scoring.visit import Moment, Visit, VisitScorer

__all__ = ["page", "row_scorer", "scorer"]

WAITS = {"1min": "1 minute", "5min": "5 minutes", "30min": "30 minutes", "1d": "1 day", "7d": "7 days", "21d": "21 days"}
DAYS_ONLY = ("1d", "7d", "21d")
PROBABILITY = Unit(".1%")
EACH = "Each point is what the model said after a step."


@dataclass(slots=True)
class Trial:
    """A visit under way in one browser: what was done so far, in words, and where it stood after each."""

    visit: Visit
    done: list[str] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    key: tuple[object, ...] = ()


def page(found: Opened) -> None:
    """Show the visit to build, or the row to fill in, and the file to score."""
    show.begin("Try it", "Build a visit click by click and watch what the models say; or have a whole file scored.")
    try:
        offer = read_offer(found.folder)
        if offer.kind == "session_table":
            row(found, offer)
        else:
            visit(found, offer)
    except FootfallError as error:
        show.banner("caution", "Nothing can be tried here", f"{error.what} {error.remedy or ''}")
    score_file(found)


@st.cache_resource(max_entries=4, show_spinner="Loading the models")
def scorer(token: str, folder: str, stamp: float) -> VisitScorer:
    """Return the models of an analysis of events, loaded once."""
    return VisitScorer.open(folder)


@st.cache_resource(max_entries=4, show_spinner="Loading the model")
def row_scorer(token: str, folder: str, stamp: float) -> RowScorer:
    """Return the model of a session table, loaded once."""
    return RowScorer.open(folder)


def visit(found: Opened, offer: Offer) -> None:
    """Show the visit so far, what may be done next, and what the models say."""
    models = scorer(*found.key)
    for note in models.notes:
        st.caption(note)
    show.proxies(each.target.question for each in (*models.at_clicks, *models.ahead))
    trial = begun(found, models)
    left, right = st.columns([2, 3], gap="large")
    with left:
        actions(trial, offer)
        so_far(trial, offer)
    with right:
        if trial.moments:
            stands(trial, offer)
        else:
            st.info("Do something on the left: view a product, put it in the cart.", icon=":material/touch_app:")
    if len(trial.moments) > 1:
        course(trial, offer)


def begun(found: Opened, models: VisitScorer) -> Trial:
    """Return the visit under way in this browser, a new one where there is none."""
    trial = st.session_state.get("trial")
    if not isinstance(trial, Trial) or trial.key != found.key:
        trial = Trial(models.begin(ahead=models.of_orders), key=found.key)
        st.session_state["trial"] = trial
    return trial


def actions(trial: Trial, offer: Offer) -> None:
    """Offer what may be done next."""
    st.subheader("What happens next", anchor=False)
    chosen = product(offer)
    with st.container(horizontal=True):
        for kind in offer.types:
            label = event_type(kind.name)
            if st.button(show.plain(label[:1].upper() + label[1:]), key=f"do-{kind.name}"):
                record: dict[str, object] = {"type": kind.name}
                if kind.with_item and chosen is not None:
                    record["item_id"] = chosen.item_id
                named = f": {chosen.item_id}" if kind.with_item and chosen is not None else ""
                act(trial, partial(trial.visit.click, record), f"{label}{named}")
    if offer.kind == "orders":
        worth = st.number_input("Value of the order", min_value=0.0, value=30.0, key="order-value")
        if st.button("Place this order", type="primary", key="place-order"):
            act(trial, partial(trial.visit.click, {"type": "purchase", "value": worth}), f"order of {worth:,.2f}")
    if offer.waits:
        waits = WAITS if offer.has_clock else {key: WAITS[key] for key in DAYS_ONLY}
        with st.container(horizontal=True):
            for duration, label in waits.items():
                if st.button(f"Wait {label}", key=f"wait-{duration}", icon=":material/schedule:"):
                    act(trial, partial(trial.visit.wait, duration), f"wait {label}")
    st.button("Begin again", key="try-again", icon=":material/restart_alt:", on_click=begin_again)


def begin_again() -> None:
    """Forget the visit under way."""
    st.session_state.pop("trial", None)


def product(offer: Offer) -> Item | None:
    """Ask which product the next click is about."""
    if not offer.items:
        return None
    items = {each.item_id: each for each in offer.items}
    unit = money(offer.currency) if offer.has_revenue else NUMBER

    def said(name: str) -> str:
        usual = items[name].usual
        price, category = usual.get("price"), usual.get("category")
        told = [str(category)] if category else []
        told += [unit.write(float(price))] if isinstance(price, int | float) else []
        return f"{name} ({', '.join(told)})" if told else name

    return items[st.selectbox("Product", list(items), format_func=said, key="try-item")]


def act(trial: Trial, do: Callable[[], Moment | None], said: str) -> None:
    """Do it, and note where the visit stands then; what cannot be is told and changes nothing."""
    try:
        moment = do()
    except FootfallError as error:
        show.failed(error)
        return
    trial.done.append(said)
    if moment is not None:
        trial.moments.append(moment)


def so_far(trial: Trial, offer: Offer) -> None:
    """Tell what was done, and what lies in the cart."""
    if trial.done:
        st.subheader("So far", anchor=False)
        st.html(one(Listing(tuple(trial.done), numbered=True)))
    if trial.moments and trial.moments[-1].cart:
        unit = money(offer.currency) if offer.has_revenue else NUMBER
        cart = trial.moments[-1].cart
        known = all(line.price_micros is not None for line in cart)
        worth = f" worth {unit.write(trial.visit.so_far.cart_micros / 1e6)}" if known else ""
        st.caption(f"In the cart: {COUNT.write(sum(line.quantity for line in cart))}{worth}.")


def stands(trial: Trial, offer: Offer) -> None:
    """Show what every model says now, against the click before."""
    now = trial.moments[-1]
    before = trial.moments[-2] if len(trial.moments) > 1 else None
    st.subheader("What the models say", anchor=False)
    answers = (*now.answers, *now.ahead)
    earlier = {each.question.name: each for each in (*before.answers, *before.ahead)} if before is not None else {}
    show.facts(Facts(tuple(fact(each, earlier.get(each.question.name)) for each in answers)))
    segment(now.segment)
    for each in answers:
        reasons(each)


def fact(answer: Answer, before: Answer | None) -> Fact:
    """Return an answer as a key figure with its change."""
    unit = unit_of(answer)
    title = target_title(answer.question) + (" (a proxy)" if answer.question.proxy else "")
    if answer.value is None:
        return Fact(NONE, title, answer.not_asked)
    notes = []
    if answer.low is not None and answer.high is not None:
        notes.append(f"nine in ten between {unit.write(answer.low)} and {unit.write(answer.high)}")
    if before is not None and before.value is not None:
        moved = answer.value - before.value
        size = f"{abs(100 * moved):.1f} points" if answer.question.kind == "binary" else unit.write(abs(moved))
        notes.append(f"{'▲' if moved > 0 else '▼'} {size}" if abs(moved) > 5e-4 * max(1.0, abs(answer.value)) else "unchanged")
    return Fact(unit.write(answer.value), title, "; ".join(notes))


def unit_of(answer: Answer) -> Unit:
    """Return how an answer's number is written."""
    if answer.question.kind == "binary":
        return PROBABILITY
    code = answer.unit
    if len(code) == 3 and code.isupper():
        return money(code, whole=False)
    return Unit(NUMBER.spec, after=f" {code}" if code and code != "currency" else "")


def segment(found: NamedSegment | None) -> None:
    """Show the segment so far."""
    if found is not None:
        st.html(one(Listing((f"Segment so far: {found.name}.", *((f"Do: {found.action}",) if found.action else ())))))


def reasons(answer: Answer) -> None:
    """Show why, where the model can say."""
    if answer.reasons:
        st.markdown(f"**Why: {show.plain(target_title(answer.question))}**")
        st.html(one(Listing(tuple(each.text for each in answer.reasons))))


def course(trial: Trial, offer: Offer) -> None:
    """Draw how the answers moved from click to click."""
    st.subheader("How it moved", anchor=False)
    amount = money(offer.currency) if offer.has_revenue else NUMBER
    charts = [
        Lines(id=f"try-{kind}", title=title, reading=EACH, lines=lines, x=Axis("Step", COUNT), y=Axis(measure, unit))
        for kind, title, measure, unit in (
            ("binary", "The chance after each step", "Probability", RATE),
            ("amount", "The amount after each step", "Expected", amount),
        )
        if (lines := tuple(points(trial.moments, question, TONES[at % len(TONES)]) for at, question in enumerate(asked(trial, kind))))
    ]  # fmt: skip
    show.blocks(charts, key="try")


def asked(trial: Trial, kind: str) -> list[Question]:
    """Return the questions of one kind that are answered."""
    now = trial.moments[-1]
    return [each.question for each in (*now.answers, *now.ahead) if each.question.kind == kind]


def points(moments: Sequence[Moment], question: Question, tone: Tone) -> Points:
    """Return what was said to one question after each step."""
    values = tuple(
        next((each.value for each in (*moment.answers, *moment.ahead) if each.question.name == question.name), None) for moment in moments
    )
    return Points(target_title(question), tuple(float(step) for step in range(1, len(values) + 1)), values, tone, dots=True)


def row(found: Opened, offer: Offer) -> None:
    """Show a row of a session table to fill in, and what the model says of it."""
    needs("A visit, click by click,", "each row of this data is a whole session, already summed up", send="events")
    model = row_scorer(*found.key)
    st.subheader("Or fill in a session by hand", anchor=False)
    st.caption("The median or the commonest value is filled in.")
    with st.form("row"):
        values: dict[str, object] = {}
        columns = st.columns(3, gap="medium")
        for at, column in enumerate(offer.columns):
            with columns[at % 3]:
                values[column.name] = cell(column)
        st.form_submit_button("What does the model say?", type="primary")
    said(model.answer(values))


def cell(column: Column) -> object:
    """Ask for one value."""
    if column.kind == "category":
        options = [each.name for each in column.values]
        return st.selectbox(show.plain(column.name), options, index=options.index(str(column.usual)) if str(column.usual) in options else 0,
                            help=column.doc or None, key=f"row-{column.name}")  # fmt: skip
    usual = float(column.usual) if isinstance(column.usual, int | float) else None
    if column.whole:
        start = None if usual is None else int(usual)
        return st.number_input(show.plain(column.name), value=start, step=1, help=column.doc or None, key=f"row-{column.name}")
    return st.number_input(show.plain(column.name), value=usual, help=column.doc or None, key=f"row-{column.name}", format="%.4f")


def said(answers: RowAnswers) -> None:
    """Show what is said of the row."""
    show.facts(Facts(tuple(fact(each, None) for each in answers.answers)))
    segment(answers.segment)
    for each in answers.answers:
        reasons(each)
