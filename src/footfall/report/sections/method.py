"""How was it done, and what are its limits? The split, the audit, the settings."""

from footfall.evaluation.result import TargetResult
from footfall.report.blocks import Banner, Block, Column, Listing, More, Part, Section, Table, Words
from footfall.report.content import Content
from footfall.report.numbers import COUNT, NONE, SCORE
from footfall.report.words import plain, target_title

__all__ = ["method_section"]

SEVERITY = {"refuse": "refused", "warn": "caution", "note": "note"}
STEPS = (
    "Features look back from a cut-off (the moment at which a question is asked) and targets look ahead of it. No feature sees what comes after.",
    "The cut-offs are parted in time order into train, tune, calibrate and test. Models, thresholds, calibration and the number of segments are chosen without "
    "the test part, which is read once.",
    "A session lies in one part only; of visitors, the notes of each target say what share is in both.",
    "Every headline has a 95% interval by bootstrap over whole sessions or visitors, and a baseline beside it.",
    "What goes together need not cause: drivers say what the model uses, not what would happen if it were changed.",
)
TABLE_STEPS = (
    "Rows are parted at random, equal rows together, into train, tune, calibrate and test, since they bear no date. Models, thresholds and calibration are chosen "
    "without the test part, which is read once.",
    *STEPS[3:],
)


def method_section(content: Content) -> Section:
    """Return the section."""
    asked = [result for result in content.targets if result.not_asked is None]
    steps = TABLE_STEPS if content.source.kind == "session_table" else STEPS
    parts = (
        Part("How it was done", (Listing(steps), *banners(content))),
        Part("Parts of the data", tuple(split_table(result) for result in asked) or (Words("No target was asked."),)),
        Part("Leakage audit", audit(content)),
        Part("Settings", (More("All settings", (settings_table(content),)),)),
    )
    lead = "For those who want to check it, repeat it or argue with it."
    return Section("method", "Method, limits and audit", "Method and audit", lead, parts)


def banners(content: Content) -> tuple[Block, ...]:
    """Return the banner of proxies, where there are any."""
    if not content.proxies:
        return ()
    names = ", ".join(f"“{target_title(result.question)}”" for result in content.proxies)
    return (Banner("proxy", "Proxies in this report", f"{names}: this data holds no purchases; each says how a visit goes on, not whether anybody buys."),)


def split_table(result: TargetResult) -> Table:
    """Return the parts of one target: rows, positives, groups, and every border."""
    parts = [name for name in ("train", "tune", "calibrate", "test") if name in result.counts]
    heads = (Column("Part", number=False), Column("Cases"), Column("Above zero"), Column("Groups"))
    rows = tuple(
        (name, COUNT.write(result.counts[name]), COUNT.write(result.counts.get(f"{name}_positives")), COUNT.write(result.counts.get(f"{name}_groups")))
        for name in parts
    )
    borders = "; ".join(f"{plain(name)}: {border(value)}" for name, value in result.split.items() if value is not None)
    return Table(f"{target_title(result.question)}: parts", heads, rows, note=borders)


def border(value: str | int | float) -> str:
    """Return one border or count of a split as text."""
    return value if isinstance(value, str) else COUNT.write(value) if isinstance(value, int) else SCORE.write(value)


def audit(content: Content) -> tuple[Block, ...]:
    """Return what the audit found."""
    if not content.audit:
        return (Words("The leakage audit looked for near-perfect features, lookups, identifiers and rows on both sides of a split, and found none."),)
    heads = (Column("Column", number=False), Column("Verdict", number=False), Column("Finding", number=False), Column("Evidence", number=False),
             Column("What to do", number=False))  # fmt: skip
    rows = tuple((each.column or NONE, SEVERITY[each.severity], each.finding, each.evidence, each.remedy) for each in content.audit)
    refused = frozenset(at for at, each in enumerate(content.audit) if each.severity == "refuse")
    return (Table("Findings of the leakage audit", heads, rows, marked=refused),)


def settings_table(content: Content) -> Table:
    """Return the effective settings."""
    rows = [(plain(name), NONE if value is None else str(value)) for name, value in sorted(content.settings.items())]
    rows += [("Footfall version", content.version), ("seed", str(content.seed))] if "seed" not in content.settings else [("Footfall version", content.version)]
    return Table("Settings", (Column("Setting", number=False), Column("Value", number=False)), tuple(rows))
