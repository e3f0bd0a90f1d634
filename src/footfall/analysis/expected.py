"""What is expected of each group of visitors or visits, together, and how sure is that?

`expected` sums the scores of an amount target of a finished analysis by segment, RFM group, channel, country or device, with an interval
for each *sum*, or lists the visitors with most to come. It reads the analysis's folder and no events. How the intervals are made and
checked is `measures.random_sum`; single amounts keep their own intervals (`models.conformal`), which must not be added up.

Whose amounts are summed: of a target about a visitor's coming days, the visitors whose days are not over at the end of the data; of a
target about the visit at hand, the visits of the test part as of their first click, which the model has not learnt from: what as many
visits like them are to bring.
"""

from collections.abc import Callable
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from footfall.analysis.audience import is_own
from footfall.analysis.expected_rows import Rows, rows_of
from footfall.analysis.finished import Finished, finished
from footfall.dataset.dataset import Bools, Floats, Ints
from footfall.engines.duckdb import Engine
from footfall.errors import DataError, UsageError, Where
from footfall.measures.random_sum import FEWEST, Held, Pool, SumErrors, held_share, sum_interval
from footfall.report.expected import By, Expected, ExpectedGroup, ExpectedVisitor
from footfall.targets.catalog import TARGETS

__all__ = ["BY", "LEVEL", "Expected", "amounts", "expected", "write_expected"]

BY: tuple[By, ...] = ("visitor", "segment", "rfm", "channel", "country", "device")
LEVEL = 0.9
MOST_GROUPS = 12
"""Groups that are told apart; the smaller ones are summed together."""
DRAWS, CHECK_DRAWS = 500, 200
OWN = 200
"""Known clusters from which a group's interval is drawn from its own rows, so that what is missed of it in particular is measured."""
UNKNOWN = "Not known"
FIFTHS = 5
TEXTS = frozenset({"name", "visitor_id", "session_id", "segment", "rfm", "reasons"})


def schema_of(*names: str) -> pa.Schema:
    """Return the schema of a file."""
    return pa.schema([(name, pa.string() if name in TEXTS else pa.int64() if name == "rows" else pa.float64()) for name in names])


GROUP = schema_of("name", "rows", "sum", "mean", "low", "high", "came")
PEOPLE = schema_of("visitor_id", "session_id", "value", "low", "high", "segment", "rfm", "reasons")


def amounts(folder: str | Path) -> tuple[str, ...]:
    """Return the amount targets of an analysis, those about a visitor's coming days first; none where it asked of no amounts."""
    found = finished(Path(folder))
    asked = [name for name, target in found.targets.items() if target.kind == "amount" and target.not_asked is None]
    return tuple(sorted(asked, key=lambda name: not about_days(name)))


def expected(folder: str | Path, by: str = "segment", *, target: str | None = None, top: int = 20, seed: int | None = None) -> Expected:
    """Sum what is expected, by group.

    Parameters
    ----------
    folder
        Of a finished analysis.
    by
        One of `BY`.
    target
        An amount target; default: the first of `amounts`.
    top
        Visitors to list.
    seed
        Of the draws; default: the analysis's.

    Raises
    ------
    UsageError
        For an unknown group or target, or an analysis that knows no such groups.
    DataError
        Where the analysis asked of no amounts, or nobody's amount is still open.
    SourceError
        When the folder is no analysis, or its files cannot be read.

    Notes
    -----
    Some seconds: 500 draws over at most 20,000 known clusters, and 20 halves of them for the check.
    """
    found = finished(Path(folder))
    name, grouping = chosen_target(found, target), chosen_by(by)
    if top < 0:
        raise UsageError(f"{top} visitors cannot be listed.", remedy="Give 0 or more.")
    days = about_days(name)
    if grouping == "rfm" and not days:
        raise UsageError(
            f"{name} is about visits that are over, and RFM groups are as of the end of the data: they know what those visits bought.",
            remedy="Choose another group, or a target about a visitor's coming days.",
        )
    rows = rows_of(found, name, about_days=days, seed=found.seed if seed is None else seed)
    if rows.asked.empty:
        raise DataError(f"Nobody's {name} is still open in {folder}.", where=Where(str(found.scores)), remedy="Analyse newer data.")
    return summed(found, name, grouping, rows, top, found.seed if seed is None else seed)


def write_expected(found: Expected, folder: str | Path, out: str | Path) -> None:
    """Write the groups (by visitor: those listed), FILE.csv as CSV that is safe in a spreadsheet, any other name as Parquet.

    Parameters
    ----------
    found
        What `expected` gave.
    folder
        The analysis, whose own files are left alone.
    out
        The file: ``name, rows, sum, mean, low, high, came``, most expected first; by visitor ``visitor_id, session_id, value, low, high,
        segment, rfm, reasons``.

    Raises
    ------
    UsageError
        When `out` is a file of the analysis itself.
    SourceError
        When it cannot be written.
    """
    if is_own(Path(out), Path(folder)):
        raise UsageError(f"{out} is a file of the analysis itself.", remedy="Choose another name for --out.")
    listed_rows = [{**asdict(each), "reasons": "; ".join(each.reasons)} for each in found.top]
    columns, rows = (PEOPLE, listed_rows) if found.by == "visitor" else (GROUP, [asdict(each) for each in found.groups])
    with Engine() as engine:
        engine.register("expected", pa.Table.from_pylist(rows, schema=columns))
        engine.write(f"SELECT * FROM expected ORDER BY {columns.names[2]} DESC, {columns.names[0]}", Path(out))


def chosen_target(found: Finished, target: str | None) -> str:
    """Return the target, checked to be an amount that was asked."""
    asked = amounts(found.folder)
    if target is not None:
        kind = found.target(target).kind
        if kind != "amount":
            listed = f"Choose one of {', '.join(asked)}." if asked else "The analysis asked of no amounts."
            raise UsageError(f"{target} is a chance and no amount.", where=Where(str(found.folder)), remedy=listed)
        return target
    if not asked:
        raise DataError(
            f"The analysis {found.folder} asked of no amounts: its source has no values that could be summed.",
            where=Where(str(found.folder)), remedy="Analyse a source with the values of its orders.",
        )  # fmt: skip
    return asked[0]


def chosen_by(by: str) -> By:
    """Return what is grouped by, checked."""
    if by not in BY:
        near = get_close_matches(by, BY, n=1)
        hint = f"Did you mean {near[0]}? " if near else ""
        raise UsageError(f"Nothing can be summed by {by!r}.", remedy=f"{hint}Choose one of {', '.join(BY)}.")
    return by


def about_days(target: str) -> bool:
    """Return whether a target is about a visitor's coming days, and not about the visit at hand."""
    declared = next((each for each in TARGETS if each.name == target), None)
    return declared is not None and declared.is_of_visitors


def summed(found: Finished, name: str, by: By, rows: Rows, top: int, seed: int) -> Expected:
    """Return the sums of the rows."""
    asked = found.target(name)
    known_then = by != "rfm" and not (by == "segment" and found.grouped == "customer")
    value = rows.asked["value"].to_numpy(np.float64)
    enough = rows.pool is not None and rows.pool.clusters >= FEWEST
    errors = SumErrors.of(rows.pool, draws=DRAWS, seed=seed) if rows.pool is not None and enough else None
    groups: tuple[ExpectedGroup, ...] = ()
    held = None
    if by != "visitor":
        named = named_groups(found, rows.asked, by)
        then = rows.then[by].map(merged(named)) if known_then else None
        groups, own = all_groups(named, value, rows.pool, then, errors, seed)
        if rows.pool is not None and errors is not None:
            held = checked(rows.pool, then, own, seed)
    elif rows.pool is not None and errors is not None:
        held = checked(rows.pool, None, {}, seed)
    return Expected(
        name, asked.unit, found.currency if asked.unit == "currency" else None, asked.proxy, by,
        "visitor" if about_days(name) else "visit", LEVEL, one_group("All", value, errors, rows.pool), groups,
        listed(rows.people, top), held,
        notes_of(found, name, by, rows, known_then=known_then, enough=enough),
    )  # fmt: skip


def named_groups(found: Finished, asked: pd.DataFrame, by: By) -> "pd.Series[str]":
    """Return the name of each row's group; the smallest of many are one."""
    if by not in asked or asked[by].isna().all():
        what = f"The analysis {found.folder} knows no {by} of these rows."
        hint = "Its source has none, or it was made by a version that kept none: choose another group, or analyse again."
        raise UsageError(what, where=Where(str(found.scores), column=by), remedy=hint)
    named = asked[by].fillna("Never bought" if by == "rfm" else UNKNOWN).astype("str")
    most = asked["value"].groupby(named).sum().sort_values(ascending=False, kind="stable")
    if len(most) <= MOST_GROUPS:
        return named
    others = f"{len(most) - MOST_GROUPS + 1} others"
    return named.where(named.isin(most.index[: MOST_GROUPS - 1]), others)


def merged(named: "pd.Series[str]") -> Callable[[object], str | None]:
    """Return what says in which of the groups a name is; those that are not told apart are in the one of the others."""
    there = set(named)
    others = next((each for each in there if each.endswith(" others") and each.split(" ")[0].isdigit()), None)

    def group(name: object) -> str | None:
        text = UNKNOWN if name is None or name != name else str(name)
        return text if text in there else others

    return group


def all_groups(
    named: "pd.Series[str]", value: Floats, pool: Pool | None, then: "pd.Series[str] | None", errors: SumErrors | None, seed: int
) -> tuple[tuple[ExpectedGroup, ...], dict[str, bool]]:
    """Return every group, most expected first, and whether its interval is drawn from its own known rows."""
    found, own = [], {}
    for name in dict.fromkeys(named):
        rows = (named == name).to_numpy()
        source, own[name], mine = errors, False, None
        if pool is not None and errors is not None and then is not None:
            mine = pool.where((then == name).to_numpy())
            if mine.clusters >= OWN:
                source, own[name] = SumErrors.of(mine, draws=DRAWS, seed=seed), True
        found.append(one_group(name, value[rows], source, mine))
    return tuple(sorted(found, key=lambda each: (-each.sum, each.name))), own


def one_group(name: str, value: Floats, errors: SumErrors | None, known: Pool | None) -> ExpectedGroup:
    """Return the sum of a group; `known` are its rows of the test part."""
    came = float((known.predicted + known.residual).mean()) if known is not None and len(known.predicted) else None
    low, high = (None, None) if errors is None else sum_interval(errors, value, level=LEVEL)
    return ExpectedGroup(name, len(value), float(value.sum()), float(value.mean()), low, high, came)


def checked(pool: Pool, then: "pd.Series[str] | None", own: dict[str, bool], seed: int) -> Held | None:
    """Return how often such intervals held: of the same groups where they were known then, else of fifths by predicted amount."""
    if then is None:
        edges = np.unique(np.quantile(pool.predicted, np.arange(1, FIFTHS) / FIFTHS))
        fifth = np.searchsorted(edges, pool.predicted, side="right").astype(np.int64)
        return held_share(pool, fifth, np.zeros(len(edges) + 1, dtype=np.bool_), level=LEVEL, draws=CHECK_DRAWS, seed=seed)
    names = list(own)
    group: Ints = then.map({name: at for at, name in enumerate(names)}).fillna(-1).to_numpy().astype(np.int64)
    alone: Bools = np.array([own[name] for name in names], dtype=np.bool_)
    return held_share(pool, group, alone, level=LEVEL, draws=CHECK_DRAWS, seed=seed)


def listed(asked: pd.DataFrame, top: int) -> tuple[ExpectedVisitor, ...]:
    """Return those of whom most is expected; of a visitor's visits the one with most."""
    first = asked.sort_values(["value", "event_id"], ascending=[False, True], kind="stable")
    who = first["visitor_id"].fillna(first["session_id"]).fillna(first["event_id"])
    first = first[~who.duplicated()].head(top)
    reasons = [name for name in first.columns if name.startswith("reason_")]
    return tuple(
        ExpectedVisitor(
            text(row["visitor_id"]), text(row["session_id"]), float(row["value"]), number(row["low"]), number(row["high"]),
            text(row["segment"]), text(row["rfm"]), tuple(said for name in reasons if (said := text(row[name])) is not None),
        )
        for row in first.to_dict("records")
    )  # fmt: skip


def text(value: object) -> str | None:
    """Return a cell's text; None where there is none."""
    return None if value is None or value != value else str(value)


def number(value: object) -> float | None:
    """Return a cell's number; None where there is none."""
    return float(value) if isinstance(value, float | int) and value == value else None


def notes_of(found: Finished, name: str, by: By, rows: Rows, *, known_then: bool, enough: bool) -> tuple[str, ...]:
    """Return what who reads the sums should know."""
    days, clicks = about_days(name), bool(rows.people["session_id"].notna().any())
    said = [
        f"Summed are the visitors whose days of {name} are not over at the end of the data and who were active before it."
        if days
        else f"Summed are the rows of the test part: what as many rows like them are to bring, {name}."
        if not clicks
        else f"Summed are the visits of the test part as of their first click: what as many visits like them are to bring, {name}."
    ]
    if not enough:
        said.append(f"No intervals: fewer than {FEWEST} {'visitors' if days else 'visits'} of the test part have a known amount.")
        return tuple(said)
    if days and rows.moments == 1:
        said.append("The test part asks at one moment only: how far weeks differ from each other is not in the intervals.")
    if by not in ("visitor",) and not known_then:
        said.append("These groups are as of the end of the data: the intervals were checked on fifths by predicted amount instead.")
    if by == "segment" and not days and clicks:
        said.append(
            "A visit's segment is as of its last event and knows more than its first click does. Nobody can tell it beforehand, and so the "
            "amounts hardly differ between segments, while what really came does; the intervals reach as far."
        )
    if not found.knows_visitors:
        said.append("The source knows no visitors: that visits of one person go together is not in the intervals.")
    return tuple(said)
