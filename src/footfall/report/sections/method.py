"""How was it done, and what are its limits? The split, the audit, the settings."""

from footfall.dataset.dataset import PARTS
from footfall.dataset.horizon import BY_VISITOR
from footfall.evaluation.result import Finding, TargetResult
from footfall.report.blocks import Banner, Block, Column, Listing, More, Part, Section, Table, Words
from footfall.report.content import Content
from footfall.report.numbers import COUNT, NONE, SCORE, short_day
from footfall.report.words import NO_COLUMNS, joined, plain, target_title

__all__ = ["method_section"]

SEVERITY = {"refuse": "refused", "warn": "caution", "note": "note"}
BORDERS = {
    "how": "How it is parted",
    "first": "First cut-off",
    "tune_from": "Tune part from",
    "calibrate_from": "Calibrate part from",
    "test_from": "Test part from",
    "learnt_until": "Last cut-off that is learnt from",
    "last": "Last cut-off",
    "purged": "Left out between the parts",
    "unknown": "Left out: the answer is not known yet",
    "seed": "Seed",
    "asked": "Cut-offs asked",
    "rows": "Cut-offs used",
    "horizon_days": "Days that the answer looks ahead",
    "data_days": "Days of data",
    "days_needed": "Days of data needed",
    "learnt_cut_offs": "Weeks at whose end it is asked, to learn",
    "test_cut_offs": "Weeks at whose end it is asked, to test",
}
LOOK_BACK = (
    "Features look back from a cut-off (the moment at which a question is asked) and targets look ahead of it. "
    "No feature sees what comes after."
)
IN_TIME = (
    "The cut-offs are parted into train, tune, calibrate and test; in time order, where it is not said otherwise here. Models, thresholds, "
    "calibration and the number of segments are chosen without the test part, which is read once. Once chosen on the tune part, the "
    "champion of a yes-or-no question learns from it too before it is calibrated, unless it is a sequence model."
)
AT_RANDOM = (
    "Rows are parted at random, equal rows together, into train, tune, calibrate and test, since they bear no date. Models, thresholds "
    "and calibration are chosen without the test part, which is read once."
)
DRAWN = (
    "{}: for four parts in time with a horizon between them the data is too short. Only the test part lies later, a whole horizon "
    "after the last cut-off that is learnt from; train, tune and calibrate are drawn from the earlier cut-offs by visitor."
)
WHOLE = "A session lies in one part only; of visitors, the notes of each target say what share is in both."
INTERVALS = "Every headline has a 95% interval by bootstrap over whole sessions or visitors, and a baseline beside it."
CAUSES = "What goes together need not cause: drivers say what the model uses, not what would happen if it were changed."


def method_section(content: Content) -> Section:
    """Return the section."""
    asked = [result for result in content.targets if result.not_asked is None]
    at_random = content.source.kind == "session_table"
    steps = (AT_RANDOM, INTERVALS, CAUSES) if at_random else (LOOK_BACK, IN_TIME, *drawn(asked), WHOLE, INTERVALS, CAUSES)
    parts = (
        Part("How it was done", (Listing(steps), *banners(content))),
        Part("Parts of the data", parts_tables(asked)),
        Part("Leakage audit", audit(content)),
        Part("Settings", (More("All settings", (settings_table(content),)),)),
    )
    lead = "For those who want to check it, repeat it or argue with it."
    return Section("method", "Method, limits and audit", "Method and audit", lead, parts)


def drawn(asked: list[TargetResult]) -> tuple[str, ...]:
    """Return the sentence on targets whose earlier parts are drawn by visitor, where there are any."""
    names = [f"“{target_title(result.question)}”" for result in asked if result.split.get("how") == BY_VISITOR]
    return (DRAWN.format(joined(names)),) if names else ()


def banners(content: Content) -> tuple[Block, ...]:
    """Return the banner of proxies, where there are any."""
    if not content.proxies:
        return ()
    names = ", ".join(f"“{target_title(result.question)}”" for result in content.proxies)
    return (
        Banner(
            "proxy",
            "Proxies in this report",
            f"{names}: this data holds no purchases; each says how a visit goes on, not whether anybody buys.",
        ),
    )


def parts_tables(asked: list[TargetResult]) -> tuple[Block, ...]:
    """Return the sizes of the parts, a target a row, and every border."""
    if not asked:
        return (Words("No target was asked."),)
    heads = (Column("Target", number=False), *(Column(part.capitalize()) for part in PARTS))
    rows = tuple((target_title(result.question), *(size(result, part) for part in PARTS)) for result in asked)
    keys = list(dict.fromkeys(key for result in asked for key, value in result.split.items() if value is not None))
    borders = (Column("Border or count", number=False), *(Column(target_title(result.question), number=False) for result in asked))
    lines = tuple((BORDERS.get(key, plain(key).capitalize()), *(border(result.split.get(key)) for result in asked)) for key in keys)
    sizes = Table("Cases in each part", heads, rows, note="In brackets, how many of them are above zero (the positives).")
    return (sizes, More("Every border", (Table("Borders and counts of the split", borders, lines),))) if keys else (sizes,)


def size(result: TargetResult, part: str) -> str:
    """Return the cases of one part, with those above zero."""
    positives = result.counts.get(f"{part}_positives")
    return COUNT.write(result.counts.get(part)) + (f" ({COUNT.write(positives)})" if positives is not None else "")


def border(value: str | int | float | None) -> str:
    """Return one border or count of a split as text."""
    if value is None:
        return NONE
    if isinstance(value, str):
        return moment(value)
    return COUNT.write(value) if float(value).is_integer() else SCORE.write(value)


def moment(text: str) -> str:
    """Return an ISO 8601 day or time (UTC) as a reader writes it; other text as it is.

    >>> moment("2026-02-20T19:31:46Z"), moment("2026-03-01"), moment("at random")
    ('20 Feb 2026, 19:31', '1 Mar 2026', 'at random')
    """
    try:
        written = short_day(text)
    except ValueError:
        return text
    return f"{written}, {text[11:16]}" if "T" in text and text[11:16] != "00:00" else written


def audit(content: Content) -> tuple[Block, ...]:
    """Return what the audit found."""
    if not content.audit:
        return (
            Words(
                "The audit looked for look-ups, columns written after the outcome, aggregates of their own rows, identifiers, sessions "
                "and duplicates on both sides of the split and a test part of another kind, and found none."
            ),
        )
    heads = (Column("Column", number=False), Column("Verdict", number=False), Column("Finding", number=False), Column("Evidence",
    number=False),
             Column("What to do", number=False))  # fmt: skip
    rows = tuple((where(each, content), SEVERITY[each.severity], said(each, content), each.evidence, each.remedy) for each in content.audit)
    refused = frozenset(at for at, each in enumerate(content.audit) if each.severity == "refuse")
    return (Table("Findings of the leakage audit", heads, rows, marked=refused),)


def where(finding: Finding, content: Content) -> str:
    """Return what a finding is about, and under it of which targets, where it is not of all."""
    name = NO_COLUMNS.get(finding.column, finding.column or NONE)
    asked = [result for result in content.targets if result.not_asked is None]
    of = [target_title(each.question) for each in asked if finding in each.findings or finding.finding.startswith(prefix(each))]
    return f"{name}\n{', '.join(of)}" if 0 < len(of) < len(asked) else name


def said(finding: Finding, content: Content) -> str:
    """Return what was found, without the code's name of its target."""
    return finding.finding.removeprefix(next((name for each in content.targets if finding.finding.startswith(name := prefix(each))), ""))


def prefix(result: TargetResult) -> str:
    """Return what a finding of one target alone begins with."""
    return f"{result.question.name}: "


def settings_table(content: Content) -> Table:
    """Return the effective settings."""
    rows = [(plain(name), NONE if value is None else str(value)) for name, value in sorted(content.settings.items())]
    rows += (
        [("Footfall version", content.version), ("seed", str(content.seed))]
        if "seed" not in content.settings
        else [("Footfall version", content.version)]
    )
    return Table("Settings", (Column("Setting", number=False), Column("Value", number=False)), tuple(rows))
