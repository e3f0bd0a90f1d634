"""Who will buy, and what are they worth?

A section for the yes-or-no targets and one for the amounts. Each target says first, in plain words, how good the answer is; the curves for
analysts are folded away.
"""

from collections.abc import Sequence

from footfall.evaluation.result import ModelResult, TargetResult
from footfall.report.blocks import Banner, Block, Fact, Facts, Listing, More, Part, Section, Words
from footfall.report.content import Content
from footfall.report.numbers import COUNT, NUMBER, PERCENT, RATE, SCORE, TIMES, Unit, money, range_of
from footfall.report.sections.curves import (
    amount_calibration,
    binary_curves,
    driver_chart,
    drivers_table,
    early_chart,
    early_precision_chart,
    gain_chart,
    leader_chart,
)
from footfall.report.sections.intervals import bias_words, interval_blocks
from footfall.report.sections.leaderboard import decision_table, early_table, leaderboard, parameters_table
from footfall.report.sections.profit import profit_blocks
from footfall.report.sections.reasons import reasons_table
from footfall.report.words import model_title, target_title

__all__ = ["amount_section", "binary_section", "champion", "first_tenth", "question_unit", "why_not"]


WHOLE_FROM = 100.0
"""Amounts whose mean is at least this are written without decimals."""

RANDOM_SPLIT = (
    "The rows bear no date, so the test part is drawn at random (equal rows together), not the latest in time: expect somewhat "
    "worse on new data. "
    "There are no clicks either, so there is no early-prediction curve and there are no dates of the split."
)


def binary_section(content: Content) -> Section:
    """Return the section of the yes-or-no targets."""
    found = [result for result in content.targets if result.question.kind == "binary"]
    if any(result.question.proxy for result in found):
        title, short = "What a visit does next", "What comes next"
        lead = "This data holds no purchases, so nobody can say from it who will buy. These proxies say how a visit goes on."
    elif content.source.kind == "session_table":
        title, short = "Which sessions reach the target", "The target"
        lead = "How well the rest of a session's row foretells its target column."
    elif content.source.kind == "orders":
        title, short, lead = "Who will buy again", "Who will buy", "How well past orders foretell the next."
    else:
        title, short, lead = "Who will buy", "Who will buy", "How likely, and how early it can be known; and who comes back."
    return Section("buy", title, short, lead, parts(found, content, "This data was asked no yes-or-no question."))


def amount_section(content: Content) -> Section:
    """Return the section of the amounts."""
    found = [result for result in content.targets if result.question.kind == "amount"]
    if any(result.question.proxy for result in found):
        title, short = "What is considered", "Value considered"
        lead = "The prices of the products that a visit goes on to look at: interest, not money spent."
    else:
        title, short = "What they are worth", "What they are worth"
        lead = "Expected order value, and how far it can be trusted." if content.source.has_revenue else "What amounts can be foretold."
    nothing = "This data holds no amounts that could be foretold." if not content.source.has_revenue else "No amount was asked."
    return Section("worth", title, short, lead, parts(found, content, nothing))


def parts(found: Sequence[TargetResult], content: Content, nothing: str) -> tuple[Part, ...]:
    """Return a part a target."""
    told = tuple(
        Part(target_title(each.question), blocks(each, best, content), tag="proxy" if each.question.proxy else "")
        for each in found
        if (best := champion(each)) is not None
    )
    left = tuple(f"{target_title(each.question)}: {why_not(each, content)}" for each in found if champion(each) is None)
    if left:
        return (*told, Part("Not asked", (Listing(left),)))
    return told or (Part("Not asked", (Words(nothing),)),)


def why_not(result: TargetResult, content: Content) -> str:
    """Return why a target was not asked, in a reader's words."""
    if result.question.unit == "currency" and not content.source.has_revenue:
        return "this data holds no order values."
    return result.not_asked or "no model was fitted."


def blocks(result: TargetResult, best: ModelResult, content: Content) -> tuple[Block, ...]:
    """Return everything about one target."""
    banner: tuple[Block, ...] = (Banner("proxy", "A proxy, not a purchase", result.question.note),) if result.question.proxy else ()
    if content.source.kind == "session_table":
        banner = (*banner, Banner("caution", "Split at random", RANDOM_SPLIT))
    banner = (*banner, *warnings(result))
    binary = result.question.kind == "binary"
    unit = question_unit(result, content)
    pictures = binary_blocks(result, money(content.source.currency)) if binary else amount_blocks(result, unit)
    said = Words(" ".join(plain_words(result, best, unit)))
    return (*banner, Words(result.question.doc), facts(result, best, unit), said, *verdict(result), *pictures)


def binary_blocks(result: TargetResult, currency: Unit) -> tuple[Block, ...]:
    """Return the charts of a yes-or-no target: for everybody, then for analysts; `currency` is the unit of a profit."""
    first = [gain_chart(result), early_chart(result), driver_chart(result)]
    precision = early_precision_chart(result)
    exact: list[Block] = [leader_chart(result), *binary_curves(result), *([precision] if precision else [])]
    exact += [leaderboard(result, currency), decision_table(result, currency), *([early_table(result)] if result.early else [])]
    exact += [parameters_table(result), *drivers_table(result), *remarks(result)]
    shown = [chart for chart in first if chart is not None]
    told = (*shown, *reasons_table(result), *profit_blocks(result, currency))
    return (*told, More("For analysts: all models, curves and calibration", tuple(exact)))


def amount_blocks(result: TargetResult, unit: Unit) -> tuple[Block, ...]:
    """Return the charts of an amount."""
    first = [gain_chart(result), amount_calibration(result, unit), driver_chart(result)]
    exact: list[Block] = [leader_chart(result), leaderboard(result, unit), parameters_table(result), *drivers_table(result)]
    exact += remarks(result)
    shown = [chart for chart in first if chart is not None]
    return (*shown, *interval_blocks(result, unit), More("For analysts: all models", tuple(exact)))


def verdict(result: TargetResult) -> tuple[Block, ...]:
    """Return whether the baselines were beaten."""
    said = tuple(plain_note(note, result) for note in result.notes if is_verdict(note))
    return (Listing(said),) if said else ()


def remarks(result: TargetResult) -> tuple[Block, ...]:
    """Return what else the evaluation remarked."""
    said = tuple(plain_note(note, result) for note in result.notes if not is_verdict(note) and not is_warning(note))
    return (Listing(said),) if said else ()


def warnings(result: TargetResult) -> tuple[Banner, ...]:
    """Return what must be known before the figures are read: that there was little to learn from."""
    return tuple(Banner("caution", "Little to learn from", note) for note in result.notes if is_warning(note))


def plain_note(note: str, result: TargetResult) -> str:
    """Return a remark with its models called as everywhere in the report."""
    for model in result.models:
        note = note.replace(model.label, model_title(model.label))
    return note


def is_verdict(note: str) -> bool:
    """Return whether a note compares the champion with a baseline."""
    return " beats " in note or note.startswith("No model is shown to beat")


def is_warning(note: str) -> bool:
    """Return whether a note says that one of the classes is scarce."""
    return note.startswith("Learnt from ")


def facts(result: TargetResult, best: ModelResult, unit: Unit) -> Facts:
    """Return the key figures of a target."""
    cases = Fact(COUNT.write(result.counts.get("test")), "test cases", "never used for any choice")
    if result.question.kind == "amount":
        gini = Fact(NUMBER.write(best.metrics.get("gini")), "normalised Gini", f"95%: {range_of(NUMBER, best.interval.get('gini'))}")
        return Facts((Fact(unit.write(result.base_rate), "mean"), gini, Fact(best.label, "chosen model"), cases))
    auc = Fact(SCORE.write(best.metrics.get("roc_auc")), "ROC AUC", f"95%: {range_of(SCORE, best.interval.get('roc_auc'))}")
    lift = Fact(TIMES.write(best.metrics.get("lift")), "top-tenth lift", "against picking at random")
    return Facts((Fact(RATE.write(result.base_rate), "base rate"), auc, lift, Fact(best.label, "chosen model"), cases))


def plain_words(result: TargetResult, best: ModelResult, unit: Unit) -> list[str]:
    """Return how good the answer is, for somebody who has never met an AUC."""
    tenth = first_tenth(result)
    if result.question.kind == "amount":
        said = [f"On average {unit.write(result.base_rate)}."]
        if tenth is not None:
            said.append(f"The tenth of cases with the highest predictions brings {PERCENT.write(tenth)} of it.")
        return [*said, bias_words(best)]
    auc = best.metrics.get("roc_auc")
    said = []
    if auc is not None:
        said.append(
            f"Of one case that does and one that does not, the model gives the higher score to the right one {100 * auc:.0f} times in 100."
        )
    if tenth is not None:
        said.append(f"The best-scored tenth of the cases holds {PERCENT.write(tenth)} of those that do.")
    return said


def champion(result: TargetResult) -> ModelResult | None:
    """Return the chosen model's line."""
    return next((model for model in result.models if model.name == result.champion), None)


def first_tenth(result: TargetResult) -> float | None:
    """Return the share of positives (or of the amount) in the best-scored tenth."""
    return result.curves.lift[0].gain if result.curves.lift else None


def question_unit(result: TargetResult, content: Content) -> Unit:
    """Return the unit of an amount."""
    if result.question.unit == "currency":
        return money(content.source.currency if content.source.has_revenue else None)
    known = result.question.unit in ("price units",)
    spec = ",.0f" if (result.base_rate or 0.0) >= WHOLE_FROM else NUMBER.spec
    return Unit(spec, after=f" {result.question.unit}" if known else "", axis=NUMBER.axis)
