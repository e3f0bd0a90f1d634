"""What was read, and what was wrong with it?"""

from footfall.explore.table import TableExploration
from footfall.report.blocks import Block, Column, Listing, Part, Section, Table, Words
from footfall.report.content import Content
from footfall.report.numbers import COUNT, NONE, PERCENT, period
from footfall.report.words import plural

__all__ = ["source_section"]

KINDS = {"events": "click events", "orders": "an order list", "session_table": "a table of whole sessions"}


def source_section(content: Content) -> Section:
    """Return the section: the source, its faults, and what it cannot say."""
    source = content.source
    read = source.sessions if source.kind == "session_table" else source.events
    bad = source.quarantined / ((read or 0) + source.quarantined) if source.quarantined else 0.0
    lead = f"{source.title or source.name}: {KINDS[source.kind]}. " + (
        f"{COUNT.write(source.quarantined)} {plural(source.quarantined, 'row')} could not be used "
        f"({'under 1%' if bad < 0.01 else PERCENT.write(bad)}) and {plural(source.quarantined, 'was', 'were')} put aside in "
        "quarantine.parquet, "
        "each with its file, line and reason."
        if source.quarantined
        else "Every row could be used."
    )
    parts = [
        Part("What was wrong with it", faults(content)),
        Part("What it cannot say", limits(content)),
        Part("The source", (facts(content),)),
    ]
    return Section("read", "What was read", "What was read", lead, tuple(parts))


def facts(content: Content) -> Table:
    """Return the source's description, one fact a row."""
    source = content.source
    orders = source.kind == "orders"
    rows = [
        ("Name", source.name),
        ("Kind", KINDS[source.kind]),
        ("Files", ", ".join(file.rsplit("/", 1)[-1] for file in source.files) or NONE),
        ("SHA-256 of the data", source.sha256 or NONE),
        ("Licence", source.licence or "not stated"),
        ("Period", period(source.first, source.last)),
        ("Clock", clock(content)),
        ("Order rows" if orders else "Events", COUNT.write(source.events) if source.events else "none: sessions are already summed up"),
        ("Days of customers" if orders else "Sessions", COUNT.write(source.sessions)),
        ("Customers" if orders else "Visitors", "not known to the source" if source.visitors is None else COUNT.write(source.visitors)),
        ("Exact duplicates dropped", COUNT.write(source.duplicates)),
        ("Events sent once a bot had shown itself", COUNT.write(source.bots)),
    ]
    if source.has_revenue:
        rows.append(("Currency", source.currency or "not stated"))
    return Table("The source in figures", (Column("What", number=False), Column("Found", number=False)), tuple(rows))


def clock(content: Content) -> str:
    """Return how fine the source's clock is, and in which zone hours were taken."""
    if content.source.kind == "session_table":
        return "none"
    if not content.source.has_clock:
        return "dates only"
    zone = f", hours in {content.source.timezone}" if content.source.timezone else ""
    return f"to the {content.source.precision}{zone}"


def faults(content: Content) -> tuple[Block, ...]:
    """Return the table of what was wrong."""
    quality = content.source.quality
    if not quality:
        return (Words("Nothing: no row was unreadable, impossible or doubled."),)
    columns = (Column("What was wrong", number=False), Column("Rows"), Column("Column", number=False), Column("Example", number=False))
    rows = tuple((row.reason, COUNT.write(row.count), row.column or NONE, row.example or NONE) for row in quality)
    note = "Rows that could not be used are in quarantine.parquet; none was dropped in silence." if content.source.quarantined else ""
    return (Table("Faults, commonest first", columns, rows, note=note),)


def limits(content: Content) -> tuple[Block, ...]:
    """Return what the source cannot say, and its own remarks."""
    missing = [f"{each.what}: {each.why}." for each in content.exploration.missing]
    notes = [note for note in content.source.notes if note]
    bots = content.exploration
    if not isinstance(bots, TableExploration) and bots.overview.bot_sessions:
        notes.append(
            f"{COUNT.write(bots.overview.bot_sessions)} sessions, with {COUNT.write(bots.overview.bot_events)} events, are of bots. "
            "They are left out of what visitors do."
        )
    return (Listing((*missing, *notes)),) if missing or notes else (Words("Nothing that this report shows was missing."),)
