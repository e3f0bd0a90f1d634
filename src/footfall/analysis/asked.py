"""What is asked of this source, and with which features?

`plan` looks at which columns really hold something, chooses the features they can feed and the targets that make sense, and says why the
others are not asked. A target that is no declaration of ours but a column of the source becomes a table of its own, for the audit to judge.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from footfall.dataset.events import session_starts
from footfall.dataset.own_columns import own_columns
from footfall.engines.duckdb import quote
from footfall.errors import UsageError, Where
from footfall.evaluation.leakage import audit_table
from footfall.evaluation.result import Finding
from footfall.events.log import SessionTable
from footfall.events.session_table import as_truths
from footfall.features.catalog import WHOLE_NUMBERS, catalogue
from footfall.features.feature import FeatureSet
from footfall.sessions.batch import Visits
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS, targets_of, why_not_asked
from footfall.targets.target import Target

__all__ = ["Plan", "column_as_target", "every_column", "known_columns", "lookups", "plan", "raw_table"]

CATEGORIES = 8
"""Most categories that get features of their own."""

AUDITED_ROWS = 200_000
"""Most rows of a log that the audit of its columns looks at."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be asked.

    Parameters
    ----------
    targets
        Those that are asked.
    refused
        Those that are not, each with its reason.
    features
        What can be known as of a cut-off.
    categories
        The categories that have features of their own, commonest first in the training part.
    column
        A table of the source's raw columns, where the user named a column as the target.
    """

    targets: tuple[Target, ...]
    refused: tuple[tuple[Target, str], ...]
    features: FeatureSet
    categories: tuple[str, ...]
    column: SessionTable | None = None

    def fingerprint(self) -> str:
        """Return the fingerprint of the features."""
        return self.features.fingerprint


def plan(visits: Visits, settings: Settings, name: str | None) -> Plan:
    """Decide what to ask.

    Raises
    ------
    UsageError
        When `name` is neither a target nor a column; near names are suggested. When it is a target that this source cannot be asked.
    """
    columns = known_columns(visits)
    categories = main_categories(visits, settings) if "category" in columns else ()
    other_type = {name for name in WHOLE_NUMBERS if visits.source.extras.get(name) != "BIGINT"}
    features = catalogue([name for name in columns if name not in other_type], categories, clock=visits.source.precision)
    if name is None:
        asked = targets_of(visits.source, columns)
        refused = [(target, why_not_asked(target, visits.source, columns)) for target in TARGETS if target not in asked]
        worth_saying = tuple((target, reason) for target, reason in refused if reason is not None and told(target, visits))
        return Plan(asked, worth_saying, features, categories)
    chosen = next((target for target in TARGETS if target.name == name), None)
    if chosen is None:
        return Plan((), (), features, categories, column=column_as_target(visits, name))
    reason = why_not_asked(chosen, visits.source, columns)
    if reason is not None:
        raise UsageError(
            f"{name} cannot be asked of {visits.source.name}: {reason}", remedy="Leave --target away to ask what can be asked."
        )
    return Plan((chosen,), (), features, categories)


def told(target: Target, visits: Visits) -> bool:
    """Return whether a reader would miss this target: no proxy is missed, nor one that is asked of the other kind of source."""
    return not target.question.proxy and ("orders" if visits.source.kind == "orders" else "visits") in target.asked_of


def known_columns(visits: Visits) -> list[str]:
    """Return the columns of the visits table that hold anything at all, in order."""
    names = list(visits.engine.columns(visits.table))
    counts = visits.engine.row(f"SELECT {', '.join(f'count({quote(name)})' for name in names)} FROM {visits.table}")
    return [name for name, count in zip(names, counts, strict=True) if count]


def main_categories(visits: Visits, settings: Settings) -> tuple[str, ...]:
    """Return the commonest categories of the training part."""
    starts = session_starts(visits)
    border = int(starts[min(len(starts) - 1, int(len(starts) * settings.train_share))]) if len(starts) else 0
    found = visits.engine.rows(f"""
        SELECT category FROM {visits.table} WHERE category IS NOT NULL AND NOT bot AND us < {border}
        GROUP BY category ORDER BY count(*) DESC, category LIMIT {CATEGORIES}""")
    return tuple(str(category) for (category,) in found)


def column_as_target(visits: Visits, name: str) -> SessionTable:
    """Return the source's own columns as a table, the one that a user calls `name` being the target.

    Raises
    ------
    UsageError
        When there is no such column, or it cannot be a target.
    """
    column = as_column(name, known_columns(visits))
    table = raw_table(visits, column)
    if column not in table.frame:
        raise UsageError(
            f"The column {column!r} cannot be a target: it holds one value only, or says which row, visit, visitor or moment it is.",
            where=Where(column=column),
            remedy=f"Name another one, such as {', '.join(map(str, table.frame.columns[:8]))}."
            if len(table.frame.columns)
            else "Leave --target away to ask what can be asked.",
        )
    return table


def as_column(name: str, columns: Sequence[str]) -> str:
    """Return the source's column that a user calls `name`, spaces or underscores alike."""
    column = name.strip().lower().replace(" ", "_")
    if column in columns:
        return column
    near = get_close_matches(column, [*columns, *(target.name for target in TARGETS)], n=3)
    known = ", ".join(target.name for target in TARGETS)
    raise UsageError(
        f"There is no target and no column {name!r}.", remedy=f"Did you mean {', '.join(near)}?" if near else f"The targets are {known}."
    )


def raw_table(visits: Visits, target: str | None) -> SessionTable:
    """Return the source's own columns, one row an event, as a table for the audit; ids of events and sessions and constants left out."""
    table = every_column(visits, target)
    return replace(table, frame=table.frame.loc[:, table.frame.nunique() > 1])


def every_column(visits: Visits, target: str | None) -> SessionTable:
    """Return them with the constants, for a model that has learnt from them: what is constant now was not then."""
    frame = own_columns(visits, f"ord % {max(1, visits.source.events // AUDITED_ROWS)} = 0")
    if target in frame and target in visits.source.extras:
        frame[target] = as_truths(frame[target])
    return SessionTable(frame, target, replace(visits.source, kind="session_table"), docs={}, of_log=True)


def lookups(visits: Visits, seed: int) -> tuple[Finding, ...]:
    """Return the source's own two-valued columns that would make worthless targets, because they are a function of others."""
    table = raw_table(visits, None)
    extras = [str(name) for name in table.frame if name in visits.source.extras and table.frame[name].nunique() == 2]
    findings = [finding for name in extras for finding in audit_table(table.frame, name, seed=seed) if finding.severity == "refuse"]
    return tuple(findings)
