"""What does it come to? The key figures, and the whole report in a few plain sentences."""

from footfall.explore.table import TableExploration
from footfall.report.blocks import Banner, Block, Fact, Facts, Listing, Part, Section
from footfall.report.content import Content
from footfall.report.numbers import COUNT, NUMBER, PERCENT, RATE, money, period
from footfall.report.sections.targets import champion, first_tenth, question_unit
from footfall.report.words import joined, plural, target_title

__all__ = ["summary_section"]


def summary_section(content: Content) -> Section:
    """Return the first section."""
    banner = (Banner("proxy", "No purchases in this data", "What is foretold here are proxies: they say how a visit goes on, not whether anybody buys."),)
    blocks: tuple[Block, ...] = (*(banner if content.proxies else ()), Facts(key_figures(content)), Listing(tuple(sentences(content))))
    return Section("summary", "In short", "In short", "", (Part("Key figures and findings", blocks),))


def key_figures(content: Content) -> tuple[Fact, ...]:
    """Return four or five key figures, by what the data has."""
    exploration = content.exploration
    if isinstance(exploration, TableExploration):
        rate = RATE if any(result.question.kind == "binary" for result in content.targets) else NUMBER
        base = (Fact(rate.write(exploration.base_rate), f"of them “{exploration.target}”" if rate is RATE else f"mean of “{exploration.target}”"),)
        return (Fact(COUNT.write(exploration.rows), "sessions"), *(base if exploration.target else ()), Fact(COUNT.write(len(exploration.columns)), "columns"), *segments(content))
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
        found += [Fact(unit.write(seen.revenue), "revenue", "gross"), Fact(money(content.source.currency).write(seen.aov), "average order value")]
    if exploration.lengths is not None and seen.revenue is None:
        found.append(Fact(COUNT.write(exploration.lengths.median), "clicks in a median session"))
    return tuple([*found, *segments(content)][:6])


def segments(content: Content) -> tuple[Fact, ...]:
    """Return the number of segments."""
    count = len(content.segments.profiles)
    return (Fact(COUNT.write(count), plural(count, "segment")),) if count else ()


def sentences(content: Content) -> list[str]:
    """Return the report in plain sentences."""
    return [reading(content), *selling(content), *answers(content), *people(content), *trust(content)]


def reading(content: Content) -> str:
    """Return what was read."""
    source = content.source
    if source.kind == "session_table":
        return f"{COUNT.write(source.sessions)} whole sessions were read, already summed up: nothing can be said click by click."
    unit = "orders" if source.kind == "orders" else "events"
    bad = f" {COUNT.write(source.quarantined)} rows were put aside." if source.quarantined else ""
    return f"{COUNT.write(source.events)} {unit} from {period(source.first, source.last)} were read.{bad}"


def selling(content: Content) -> list[str]:
    """Return how the shop sells, where it is known."""
    exploration = content.exploration
    if isinstance(exploration, TableExploration):
        return []
    seen = exploration.overview
    if seen.conversions is None or content.source.kind == "orders":
        return []
    steps = exploration.funnel
    lost = min(steps[1:], key=lambda step: step.of_previous) if len(steps) > 1 else None
    money_ = "" if seen.revenue is None else f", {money(content.source.currency).write(seen.revenue_per_session)} revenue a session"
    where = "" if lost is None else f" The narrowest step of the funnel lets {RATE.write(lost.of_previous)} through."
    return [f"{COUNT.write(seen.conversions)} of {COUNT.write(seen.sessions)} sessions bought{money_}.{where}"]


def answers(content: Content) -> list[str]:
    """Return one sentence a target."""
    said = []
    for result in content.targets:
        best, tenth = champion(result), first_tenth(result)
        title = f"“{target_title(result.question)}”{' (a proxy)' if result.question.proxy else ''}"
        if best is None:
            said.append(f"{title} was not asked: {result.not_asked}")
            continue
        if result.question.kind == "binary":
            found = "" if tenth is None else f"; the best-scored tenth holds {PERCENT.write(tenth)} of them"
            said.append(f"{title}: true in {RATE.write(result.base_rate)} of the test cases{found}.")
        else:
            found = "" if tenth is None else f"; the tenth with the highest predictions brings {PERCENT.write(tenth)} of it"
            said.append(f"{title}: {question_unit(result, content).write(result.base_rate)} on average{found}.")
    return said


def people(content: Content) -> list[str]:
    """Return the largest segments."""
    ranked = sorted(content.segments.profiles, key=lambda profile: -profile.share)[:3]
    if not ranked:
        return []
    names = joined([f"“{profile.name}” ({PERCENT.write(profile.share)})" for profile in ranked])
    count = len(content.segments.profiles)
    return [f"{COUNT.write(count)} segments of {content.segments.unit}s were found; the largest: {names}."]


def trust(content: Content) -> list[str]:
    """Return what the audit says, and where no model beats a baseline."""
    refused = [finding.column for finding in content.audit if finding.severity == "refuse"]
    warned = [finding.column for finding in content.audit if finding.severity == "warn"]
    said = []
    if refused or warned:
        names = joined([f"“{name}”" for name in dict.fromkeys((*refused, *warned))][:4])
        said.append(f"The leakage audit warns of {names}: see the last section before you trust what leans on {'it' if len((*refused, *warned)) == 1 else 'them'}.")
    weak = [target_title(result.question) for result in content.targets if any("No model is shown to beat" in note for note in result.notes)]
    if weak:
        said.append(f"No model is shown to beat a baseline for {joined([f'“{name}”' for name in weak])}.")
    return said
