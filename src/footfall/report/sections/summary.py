"""What does it come to? The key figures, and the whole report in a few plain sentences."""

from collections.abc import Sequence

from footfall.evaluation.result import TargetResult
from footfall.explore.table import TableExploration
from footfall.report.blocks import Answer, Answers, Banner, Block, Fact, Facts, Part, Section
from footfall.report.content import Content
from footfall.report.numbers import COUNT, NUMBER, PERCENT, RATE, money, period
from footfall.report.playbook import UNPLANNED, YARDSTICK
from footfall.report.sections.targets import champion, first_tenth, question_unit, why_not
from footfall.report.words import NO_COLUMNS, event_type, joined, plain, plural, target_title

__all__ = ["summary_section"]


def summary_section(content: Content) -> Section:
    """Return the first section."""
    banner = (
        Banner(
            "proxy",
            "No purchases in this data",
            "What is foretold here are proxies: they say how a visit goes on, not whether anybody buys.",
        ),
    )
    blocks: tuple[Block, ...] = (
        *(banner if content.proxies else ()),
        Facts(key_figures(content)),
        Answers(tuple(each for each in given(content) if each.sentences)),
    )
    return Section("summary", "In short", "In short", "", (Part("Key figures and findings", blocks),))


def key_figures(content: Content) -> tuple[Fact, ...]:
    """Return four or five key figures, by what the data has."""
    exploration = content.exploration
    if isinstance(exploration, TableExploration):
        rate = RATE if any(result.question.kind == "binary" for result in content.targets) else NUMBER
        base = (
            Fact(
                rate.write(exploration.base_rate), f"of them “{exploration.target}”" if rate is RATE else f"mean of “{exploration.target}”"
            ),
        )
        return (
            Fact(COUNT.write(exploration.rows), "sessions"),
            *(base if exploration.target else ()),
            Fact(COUNT.write(len(exploration.columns)), "columns"),
            *segments(content),
        )
    seen, unit = exploration.overview, money(content.source.currency, whole=True)
    orders = content.source.kind == "orders"
    found = [Fact(COUNT.write(seen.visitors), "customers" if orders else "visitors")] if seen.visitors is not None else []
    if not orders:
        found.append(Fact(COUNT.write(seen.sessions), "sessions"))
    if seen.visitors is None:
        found.append(Fact(COUNT.write(seen.events), "clicks"))
    if seen.conversion_rate is not None and not orders:
        found.append(Fact(RATE.write(seen.conversion_rate), "conversion rate", "of sessions"))
    if orders:
        found.append(Fact(COUNT.write(seen.orders), "orders"))
    if seen.revenue is not None:
        found += [
            Fact(unit.write(seen.revenue), "revenue", f"gross; {unit.write(seen.net_revenue)} net of refunds" if seen.refunds else "gross"),
            Fact(money(content.source.currency).write(seen.aov), "average order value"),
        ]
    if exploration.lengths is not None and seen.revenue is None:
        found.append(Fact(COUNT.write(exploration.lengths.median), "clicks in a median session"))
    return tuple([*found, *segments(content)][:5])


def segments(content: Content) -> tuple[Fact, ...]:
    """Return the number of segments."""
    count = len(content.segments.profiles)
    return (Fact(COUNT.write(count), plural(count, "segment")),) if count else ()


def given(content: Content) -> tuple[Answer, ...]:
    """Return the whole report, a section a row."""
    foretold = [result for result in content.targets if result.question.kind == "binary"]
    amounts = [result for result in content.targets if result.question.kind == "amount"]
    return (
        Answer("read", "What was read", (reading(content),)),
        Answer("behaviour", "What happens", tuple(selling(content))),
        Answer("buy", "What comes next" if content.proxies else "Who will buy", tuple(answers(foretold, content))),
        Answer("worth", "What is considered" if content.proxies else "What they are worth", tuple(answers(amounts, content))),
        Answer("people", "Who they are", tuple(people(content))),
        Answer("next", "What to do next", tuple(doing(content))),
        Answer("method", "What to doubt", tuple(trust(content))),
    )


def reading(content: Content) -> str:
    """Return what was read."""
    source = content.source
    if source.kind == "session_table":
        return f"{COUNT.write(source.sessions)} whole sessions were read, already summed up: nothing can be said click by click."
    unit = "orders" if source.kind == "orders" else "events"
    bad = f" {COUNT.write(source.quarantined)} rows were put aside." if source.quarantined else ""
    return f"{COUNT.write(source.events)} {unit} from {period(source.first, source.last)} were read.{bad}"


def selling(content: Content) -> list[str]:
    """Return how visits run and what is sold, as far as it is known."""
    exploration = content.exploration
    if isinstance(exploration, TableExploration):
        telling = [f"“{plain(column.name)}”" for column in exploration.columns[:3] if column.separation]
        return [f"The columns that go most with the target: {joined(telling)}."] if telling else []
    seen = exploration.overview
    if content.source.kind == "orders":
        spread = None if exploration.orders is None else exploration.orders.by_customer
        return [] if spread is None else [f"{PERCENT.write(1 - spread.bins[0].count / spread.n)} of the customers ordered more than once."]
    if seen.conversions is None:
        lengths, first = exploration.lengths, exploration.categories[:1]
        most = f"; “{first[0].name}” is looked at most" if first else ""
        return [] if lengths is None else [f"Half of the sessions have at most {COUNT.write(lengths.median)} clicks{most}."]
    steps = exploration.funnel
    lost = min(range(1, len(steps)), key=lambda at: steps[at].of_previous) if len(steps) > 1 else None
    money_ = "" if seen.revenue is None else f", {money(content.source.currency).write(seen.revenue_per_session)} revenue a session"
    if lost is not None:
        one, other = event_type(steps[lost - 1].name), event_type(steps[lost].name)
        where = f" The narrowest step is from “{one}” to “{other}”: {RATE.write(steps[lost].of_previous)} go on."
    else:
        where = ""
    return [f"{COUNT.write(seen.conversions)} of {COUNT.write(seen.sessions)} sessions bought{money_}.{where}"]


def answers(results: Sequence[TargetResult], content: Content) -> list[str]:
    """Return one sentence a target; why nothing was asked only where nothing was."""
    said: list[str] = []
    left: list[str] = []
    for result in results:
        best, tenth = champion(result), first_tenth(result)
        title = f"“{target_title(result.question)}”{' (a proxy)' if result.question.proxy else ''}"
        if best is None:
            left.append(f"{title} was not asked: {why_not(result, content)}")
            continue
        if result.question.kind == "binary":
            found = "" if tenth is None else f"; the best-scored tenth holds {PERCENT.write(tenth)} of them"
            said.append(f"{title}: true in {RATE.write(result.base_rate)} of the test cases{found}.")
        else:
            found = "" if tenth is None else f"; the tenth with the highest predictions brings {PERCENT.write(tenth)} of it"
            said.append(f"{title}: {question_unit(result, content).write(result.base_rate)} on average{found}.")
    return said or left


def people(content: Content) -> list[str]:
    """Return the largest segments."""
    ranked = sorted(content.segments.profiles, key=lambda profile: -profile.share)[:3]
    if not ranked:
        return []
    names = joined([f"“{profile.name}” ({PERCENT.write(profile.share)})" for profile in ranked])
    count = len(content.segments.profiles)
    return [f"{COUNT.write(count)} segments of {content.segments.unit}s were found; the largest: {names}."]


def doing(content: Content) -> list[str]:
    """Return the first suggestion: for the segment that brings most, or the largest, of those that a play fits."""
    planned = [each for each in content.segments.profiles if each.action not in ("", UNPLANNED, YARDSTICK)]
    ranked = sorted(planned, key=lambda each: (-(each.revenue_share or 0.0), -each.share))
    return [f"First, for “{ranked[0].name}”: {ranked[0].action}"] if ranked else []


def trust(content: Content) -> list[str]:
    """Return what the audit says, and where no model beats a baseline."""
    refused = [finding.column for finding in content.audit if finding.severity == "refuse"]
    warned = [finding.column for finding in content.audit if finding.severity == "warn"]
    said = []
    if refused or warned:
        names = joined([NO_COLUMNS.get(name, f"“{name}”") for name in dict.fromkeys((*refused, *warned))][:4])
        said.append(
            f"The leakage audit warns of {names}: see the last section before you trust what leans on "
            f"{'it' if len((*refused, *warned)) == 1 else 'them'}."
        )
    weak = [
        target_title(result.question) for result in content.targets if any("No model is shown to beat" in note for note in result.notes)
    ]
    if weak:
        said.append(f"No model is shown to beat a baseline for {joined([f'“{name}”' for name in weak])}.")
    return said
