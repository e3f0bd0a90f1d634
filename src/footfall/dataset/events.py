"""How does a data set come out of events?

`build` joins features as of each cut-off to the target after it, marks the parts, and hands both to the models as frames. It cannot leak:
features are windows that end at the cut-off, targets begin after it.
"""

import numpy as np
import pandas as pd

from footfall.dataset.dataset import PARTS, Dataset, Floats, Ints
from footfall.dataset.horizon import days_needed, split_of_visitors
from footfall.dataset.session_events import histories, session_events
from footfall.dataset.split import Split, split_in_time
from footfall.dataset.weekly import known
from footfall.engines.duckdb import quote
from footfall.events.event import DAY_US
from footfall.features.feature import FeatureSet
from footfall.progress import SILENT, Progress
from footfall.sessions.batch import Visits
from footfall.sessions.rule import duration_us
from footfall.settings import Settings
from footfall.targets.batch import labels_sql
from footfall.targets.target import Target

__all__ = ["as_inputs", "build", "drawn_sql", "end_of_data", "feature_rows"]

ROWS = {"quick": 150_000, "standard": 600_000, "thorough": 5_000_000}
"""Most rows of a data set by effort: beyond, whole sessions (or visitors) are drawn by a seeded hash. Bounds memory to some 1 KB a row."""

IDS = ("event_id", "visitor_id", "session_id")


def end_of_data(visits: Visits) -> int:
    """Return the end of the data in UTC epoch microseconds: the last event, or the end of its day where the clock knows only days."""
    return visits.engine.integer(f"SELECT max(us + CASE WHEN time_precision = 'day' THEN {DAY_US} ELSE 0 END) FROM {visits.table}")


def build(
    visits: Visits, features: FeatureSet, target: Target, settings: Settings, *, table: str = "features", progress: Progress = SILENT
) -> Dataset:
    """Return the data set of a target.

    Parameters
    ----------
    visits, features, table
        The visits, and the table that `features.batch.build` made of these features.
    target
        What is asked.
    settings
        Parts, seed, effort (`ROWS`) and session gap.

    Notes
    -----
    Rows are in order of (ord, cut-off). The k-th row of a session weighs 1 / sqrt(k), so that long sessions do not dominate training. A
    target asked weekly is given `idle_days`, and rates where it asks for an amount (`dataset.weekly`). Where the setting `deep` is on, a
    yes-or-no question asked at every event gets histories.
    """
    engine = visits.engine
    with progress.stage(f"Asking {target.name}"):
        asked = labels_sql(target, visits.table, end_us=end_of_data(visits), gap_us=duration_us(settings.session_gap))
        engine.run(f"CREATE OR REPLACE TABLE asked AS {asked}")
        frame = engine.frame(rows_sql(visits, features, target, settings, table))
    label = frame["label"].to_numpy(dtype=np.float64, na_value=np.nan)
    cut_off, start = frame["cut_off_us"].to_numpy(np.int64), frame["start_us"].to_numpy(np.int64)
    group = frame["group_no"].to_numpy(np.int64)
    known_us, days = frame["known_us"].to_numpy(np.int64), not visits.source.has_clock
    if target.is_of_visitors:
        split = split_of_visitors(start, known_us, label, group, settings, whole_days=days)
    else:
        split = split_in_time(start, known_us, label, settings, whole_days=days, reference_us=session_starts(visits))
    columns = known(features, weekly=target.asked == "weekly", kind=target.question.kind)
    docs = {each.name: each.doc for each in columns}
    ids = frame[[*IDS]].astype("str").assign(cut_off_us=cut_off, click=frame["click"].to_numpy(np.int64))
    inputs = as_inputs(frame[[each.name for each in columns]])
    borders = {
        **split.borders,
        **horizon(visits, target),
        **cut_offs(target, cut_off, split),
        "asked": engine.integer("SELECT count(*) FROM asked"),
        "rows": len(frame),
    }
    history = histories(session_events(visits), frame["ord"].to_numpy(np.int64)) if has_histories(target, settings) else None
    return Dataset(target.question, inputs, label, ids, split.part, group, weights(group, split), docs, borders, split.borders_us, history)


def has_histories(target: Target, settings: Settings) -> bool:
    """Return whether sequence models are to answer a target: a yes-or-no question that is asked at every event."""
    return settings.deep and target.asked == "every_event" and target.question.kind == "binary"


def horizon(visits: Visits, target: Target) -> dict[str, int | float]:
    """Return the horizon of a target that asks days ahead, the days of the data, and those it needs; nothing of other targets."""
    if target.days is None:
        return {}
    begin = visits.engine.integer(f"SELECT min(us) FROM {visits.table}")
    span = round((end_of_data(visits) - begin) / DAY_US, 1)
    return {"horizon_days": target.days, "data_days": span, "days_needed": days_needed(target)}


def cut_offs(target: Target, cut_off_us: Ints, split: Split) -> dict[str, int]:
    """Return at how many weekly cut-offs a target is learnt and tested; nothing of other targets."""
    if target.asked != "weekly":
        return {}
    learnt, tested = np.isin(split.part, PARTS[:3]), split.part == "test"
    return {"learnt_cut_offs": len(np.unique(cut_off_us[learnt])), "test_cut_offs": len(np.unique(cut_off_us[tested]))}


def rows_sql(visits: Visits, features: FeatureSet, target: Target, settings: Settings, table: str) -> str:
    """Return the statement of the joined rows, drawn down to the effort's size by whole groups."""
    columns = known(features, weekly=target.asked == "weekly", kind=target.question.kind)
    group = "visits.visitor_no" if target.is_of_visitors else "visits.session_no"
    start = "cut_off_us" if target.is_of_visitors else "start_us"
    total = visits.engine.integer("SELECT count(*) FROM asked")
    drawn = drawn_sql(group, total, settings)
    named = ", ".join(f"{each.sql} AS {quote(each.name)}" for each in columns)
    return f"""
        WITH session AS (SELECT session_no, min(us) AS start_us FROM {visits.table} GROUP BY session_no)
        SELECT asked.ord, event_id, visitor_id, session_id, click, cut_off_us, known_us, label, {start} AS start_us, {group} AS group_no,
            {named}
        FROM asked JOIN {visits.table} AS visits USING (ord) JOIN {quote(table)} AS f USING (ord) JOIN session USING (session_no)
        WHERE {drawn} ORDER BY asked.ord, cut_off_us"""


def drawn_sql(group: str, rows: int, settings: Settings) -> str:
    """Return the condition that draws whole groups by a seeded hash, so that of `rows` rows about as many stay as the effort allows."""
    keep = min(1.0, ROWS[settings.effort] / max(rows, 1))
    return f"((({group} + {settings.seed}) * 2654435761) % 1000003) < {round(keep * 1_000_003)}"


def feature_rows(
    visits: Visits, features: FeatureSet, chosen: str, *, table: str = "features", idle: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return ids and features as of chosen cut-offs, in order of (ord, cut-off).

    Parameters
    ----------
    visits, features, table
        As of `build`.
    chosen
        Table with ``ord, cut_off_us, start_us``.
    idle
        Whether the cut-offs lie after the events, as those of weekly targets do (`dataset.weekly`).

    Returns
    -------
    ids : pandas.DataFrame
        ``ord, event_id, visitor_id, session_id, session_no, click, cut_off_us, start_us``.
    inputs : pandas.DataFrame
        The features, as models take them; for weekly targets of both kinds.
    """
    columns = known(features, weekly=idle)
    named = ", ".join(f"{each.sql} AS {quote(each.name)}" for each in columns)
    frame = visits.engine.frame(f"""
        SELECT ord, event_id, visitor_id, session_id, session_no, click, cut_off_us, start_us, {named}
        FROM {quote(chosen)} JOIN {visits.table} AS visits USING (ord) JOIN {quote(table)} AS f USING (ord) ORDER BY ord, cut_off_us""")
    numbers = ["ord", "session_no", "click", "cut_off_us", "start_us"]
    ids = frame[["ord", *IDS, *numbers[1:]]].astype(dict.fromkeys(numbers, np.int64) | dict.fromkeys(IDS, "str"))
    return ids, as_inputs(frame[[each.name for each in columns]])


def session_starts(visits: Visits) -> Ints:
    """Return the start of the session of every event that is no bot's, in order: what all targets about sessions are split by."""
    start = "first_value(us) OVER (PARTITION BY session_no ORDER BY ord)"
    found = visits.engine.frame(f"SELECT start FROM (SELECT {start} AS start, bot FROM {visits.table}) AS s WHERE NOT bot ORDER BY start")
    return found["start"].to_numpy(np.int64)


def as_inputs(frame: pd.DataFrame) -> pd.DataFrame:
    """Return features as models take them: numbers as float64 with NaN, categories as text with missing values."""
    numbers = {name: frame[name].astype(np.float64) for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name])}
    texts = {name: frame[name].astype("str") for name in frame.columns if name not in numbers}
    return pd.DataFrame({name: numbers[name] if name in numbers else texts[name] for name in frame.columns}, index=frame.index)


def weights(group: Ints, split: Split) -> Floats:
    """Return 1 / sqrt(k) for the k-th row of its group (rows in order), scaled to mean 1 over training rows.

    Known at the cut-off. The length of the whole session would not do: it belongs to the future, so that weighing by it makes the chances
    and amounts of those who stay come out too low.
    """
    weight: Floats = 1.0 / np.sqrt(1.0 + pd.Series(group).groupby(group).cumcount().to_numpy(np.float64))
    training = weight[split.part == "train"]
    return weight / training.mean() if len(training) else weight
