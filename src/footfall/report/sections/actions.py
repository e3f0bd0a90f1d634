"""What should be done next? Suggestions from the segments, the targets and what was wrong with the data, most useful first."""

from footfall.report.blocks import Block, Card, Cards, Fact, Listing, Part, Section, Words
from footfall.report.content import Content
from footfall.report.numbers import COUNT, PERCENT, TIMES
from footfall.report.sections.targets import champion, first_tenth
from footfall.report.words import target_title

__all__ = ["actions_section"]


def actions_section(content: Content) -> Section:
    """Return the section of suggestions."""
    parts = [
        Part("For each segment", segment_cards(content)),
        Part("With the scores", score_advice(content)),
        Part("With the data", data_advice(content)),
    ]
    lead = "Suggestions, not proofs: try each on a part of them first, and compare with the rest."
    return Section("next", "What to do next", "What to do next", lead, tuple(part for part in parts if part.blocks))


def segment_cards(content: Content) -> tuple[Block, ...]:
    """Return a card a segment with an action, the one that brings most first."""
    ranked = sorted(content.segments.profiles, key=lambda each: (-(each.revenue_share or 0.0), -each.share, each.name))
    cards = tuple(
        Card(profile.action, profile.name, (Fact(COUNT.write(profile.count), f"{content.segments.unit}s"),), (), why=profile.why)
        for profile in ranked
        if profile.action
    )
    return (Cards(cards),) if cards else ()


def score_advice(content: Content) -> tuple[Block, ...]:
    """Return what the scores are good for, target by target."""
    said = []
    for result in content.targets:
        best, tenth = champion(result), first_tenth(result)
        if best is None or tenth is None or best.baseline:
            continue
        lift = result.curves.lift[0].lift
        what = "those that do" if result.question.kind == "binary" else "the amount"
        proxy = " (a proxy)" if result.question.proxy else ""
        said.append(
            f"{target_title(result.question)}{proxy}: beginning with the best-scored tenth reaches {PERCENT.write(tenth)} of {what}, "
            f"{TIMES.write(lift)} what a random tenth would."
        )
    if not said:
        return ()
    where = "The scores are in scores.parquet. A score says who, not what to do for them: whether an action helps needs an experiment."
    has_days = content.source.has_purchases and content.source.kind != "session_table"
    lists = "The command “footfall audience” writes the list for an action, with a random holdout to measure it by."
    weeks = " “footfall forecast” says what the next weeks will bring." if has_days else ""
    return (Listing(tuple(said)), Words(f"{where} {lists}{weeks}", quiet=True))


def data_advice(content: Content) -> tuple[Block, ...]:
    """Return how better data would give better answers."""
    source = content.source
    said = []
    if source.quarantined:
        said.append(f"Look at quarantine.parquet: {COUNT.write(source.quarantined)} rows could not be used, each with its reason.")
    if source.kind != "session_table":
        if not source.has_purchases:
            said.append("Send purchase events: then the question is who will buy, not how a visit goes on.")
        if not source.knows_visitors:
            said.append("Send a visitor id (a first-party cookie will do): then returning visitors can be told from new ones.")
        if not source.has_clock:
            said.append("Send the time of each event to the second: then pace, hours and time spent can be used.")
        if source.kind == "orders":
            said.append("Send browsing events as well: then visits that end without an order can be understood.")
    refused = [finding for finding in content.audit if finding.severity == "refuse"]
    said += [f"{finding.finding} {finding.remedy}" for finding in refused[:3]]
    return (Listing(tuple(said)),) if said else ()
