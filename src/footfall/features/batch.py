"""How are features computed for a whole log?

`features_sql` writes one statement for a feature set; `build` runs it into a table with one row an event. The batch face of every
aggregate; `online` is the other. It reads only `sessions.batch` tables.
"""

from collections.abc import Iterable

from footfall.engines.dialect import check
from footfall.engines.duckdb import quote, text
from footfall.events.event import PRECISIONS
from footfall.features.feature import Feature, FeatureSet
from footfall.progress import SILENT, Progress
from footfall.sessions.batch import Visits
from footfall.windows.batches import run_in_batches
from footfall.windows.plan import planned
from footfall.windows.query import Query

__all__ = ["build", "features_sql"]


def build(visits: Visits, features: FeatureSet, *, table: str = "features", progress: Progress = SILENT) -> str:
    """Compute every feature as of every event into `table` (`ord` and one column a feature); return its name.

    Runs `features_sql`, in batches of visitors where its windows allow (`windows.batches`): `benchmarks/batch_features.py` measures both.
    """
    with progress.stage("Computing features", 1) as stage:
        query = query_of(features, visits.table)
        statement = check(finished(features, query.sql()))
        plan = planned(query, visits.engine)
        if plan is None:
            visits.engine.run(f"CREATE OR REPLACE TABLE {quote(table)} AS {statement}")
        else:
            run_in_batches(plan, visits.engine, table, lambda answers: finished(features, answers), advance=stage.advance)
    return table


def features_sql(features: FeatureSet, table: str) -> str:
    """Return the statement that gives `ord` and one column a feature for every row of a visits table.

    Raises
    ------
    EngineError
        When a function is not on the white list.
    """
    return check(finished(features, query_of(features, table).sql()))


def query_of(features: FeatureSet, table: str) -> Query:
    """Return the question for all features that read events."""
    query = Query(table)
    for feature in features.features:
        query.add(feature.name, answer_sql(query, feature))
    return query


def finished(features: FeatureSet, answers: str) -> str:
    """Return the statement of all features around that of those that read events."""
    if not features.ratios:
        return answers
    ratios = {each.name: f"(CAST({each.numerator} AS DOUBLE) / nullif(CAST({each.denominator} AS DOUBLE), 0))" for each in features.ratios}
    columns = ", ".join(f"{ratios[name]} AS {name}" if name in ratios else name for name in features.names)
    return f"SELECT ord, {columns} FROM ({answers}) AS answered"


def answer_sql(query: Query, feature: Feature) -> str:
    """Return the SQL of one feature's value, in its unit, null where the clock is too coarse."""
    answer = query.answer(feature.aggregate, feature.where, feature.by, feature.scope)
    if feature.scale != 1:
        answer = f"(CAST({answer} AS DOUBLE) / {feature.scale})"
    if feature.clock == "day":
        return answer
    fine = query.piece(f"(time_precision IN ({listed(fine_enough(feature.clock))}))")
    return f"CASE WHEN {fine} THEN {answer} END"


def fine_enough(clock: str) -> tuple[str, ...]:
    """Return the precisions that are at least as fine as `clock`."""
    return PRECISIONS[: PRECISIONS.index(clock) + 1]


def listed(values: Iterable[str]) -> str:
    """Return text literals for IN."""
    return ", ".join(text(value) for value in values)
