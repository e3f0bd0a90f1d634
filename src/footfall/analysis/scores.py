"""Which score does everybody get?

`scores` gives one row a session, scored at one seeded random click (sessions still open: at their last), and one row a visitor for each
moment at which targets about visitors are asked (their last event; the end of the data), with every target's score and, where it is known,
its label. Rows that taught the champion (train, and tune where it was fitted again on both) carry out-of-fold scores. What is scored at
which row follows the output contract in docs/reference/outputs.md.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from footfall.analysis.answers import Answer
from footfall.analysis.reasons import reason_columns, with_reasons
from footfall.dataset.dataset import Bools, Dataset, Floats
from footfall.dataset.events import end_of_data, feature_rows
from footfall.dataset.histories import Histories
from footfall.dataset.horizon import parts_of_visitors
from footfall.dataset.session_events import histories, session_events
from footfall.features.feature import FeatureSet
from footfall.progress import SILENT, Progress
from footfall.sessions.batch import Visits
from footfall.sessions.rule import duration_us
from footfall.settings import Settings
from footfall.targets.batch import labels_sql
from footfall.targets.target import Target

__all__ = ["Asked", "scores", "table_scores"]

Asked = tuple[Target, Answer]

IDS = ["event_id", "visitor_id", "session_id", "cut_off_us", "click", "part"]
CAME = ["channel", "country", "device"]
"""How the row's session began."""


def scores(
    visits: Visits, features: FeatureSet, asked: Sequence[Asked], segment: pd.Series, settings: Settings, *,
    rfm: pd.Series | None = None, progress: Progress = SILENT,
) -> pd.DataFrame:  # fmt: skip
    """Return the scores of every session and every visitor.

    Parameters
    ----------
    visits, features
        With the table "features" that `features.batch.build` made.
    asked
        The targets and what came of them.
    segment
        Segment names by `session_no`.
    rfm
        Names of the visitors' RFM groups, by `session_no`; those who never bought are not in it.

    Returns
    -------
    pandas.DataFrame
        ``event_id, visitor_id, session_id, cut_off_us, click, part``, one column a target, ``<target>_label`` beside it (and
        ``<target>_low``, ``<target>_high`` of an amount) and its three reasons, ``segment``, ``rfm``, and ``channel``, ``country`` and
        ``device`` of the session; in order of (cut_off_us, event_id, click).
    """
    kinds = (
        ("Scoring sessions", "every_event", session_rows_sql(visits, settings)),
        ("Scoring visitors", "session_end", visitor_rows_sql(visits, "max(us)")),
        ("Scoring visitors as of the end", "weekly", visitor_rows_sql(visits, str(end_of_data(visits)))),
    )
    frames = []
    for stage, when, rows in kinds:
        mine = [(target, done) for target, done in asked if target.asked == when and done.fit is not None]
        if mine and (when == "every_event" or visits.source.knows_visitors):
            with progress.stage(stage):
                visits.engine.run(f"CREATE OR REPLACE TABLE chosen AS {rows}")
                frames.append(scored(visits, features, mine, settings))
    if not frames:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in [*IDS, "segment", "rfm", *CAME]})
    frame = pd.concat(frames, ignore_index=True)
    session = frame.pop("session_no")
    frame["segment"] = session.map(segment).astype("str")
    frame["rfm"] = session.map(pd.Series(dtype="str") if rfm is None else rfm).astype("str")
    begun = visits.engine.frame(begun_sql(visits)).set_index("session_no")
    frame = frame.assign(**{name: session.map(begun[name]).astype("str") for name in CAME})
    names = [column for target, done in asked for column in columns_of(done, target.name)]
    return frame[[*IDS, *names, "segment", "rfm", *CAME]].sort_values(["cut_off_us", "event_id", "click"], kind="stable", ignore_index=True)


def session_rows_sql(visits: Visits, settings: Settings) -> str:
    """Return one row a session: a click drawn by a seeded hash of the session, or the last one while the session is open."""
    end, gap = end_of_data(visits), duration_us(settings.session_gap)
    drawn = f"1 + (((session_no + {settings.seed}) * 2654435761) % 1000003) % clicks"
    is_open = f"closes_us > {end}"
    closes = f"max(CASE WHEN time_precision = 'day' THEN us ELSE us + {gap} END)"
    session = f"SELECT session_no, max(click) AS clicks, min(us) AS start_us, {closes} AS closes_us FROM {visits.table} GROUP BY session_no"
    return f"""
        SELECT ord, us AS cut_off_us, start_us FROM {visits.table} AS visits JOIN ({session}) AS session USING (session_no)
        WHERE NOT bot AND click = CASE WHEN {is_open} THEN clicks ELSE {drawn} END"""


def begun_sql(visits: Visits) -> str:
    """Return channel, country and device of each session: the first that an event of it tells, known at every click from then on."""
    firsts = ", ".join(f"arg_min({name}, ord) AS {name}" for name in CAME)
    return f"SELECT session_no, {firsts} FROM {visits.table} GROUP BY session_no"


def visitor_rows_sql(visits: Visits, cut_off: str) -> str:
    """Return one row a visitor: the last event, and its cut-off, an expression over the visitor's events."""
    last = f"""
        SELECT visitor_no, max(ord) AS ord, CAST({cut_off} AS BIGINT) AS cut_off_us
        FROM {visits.table} WHERE visitor_no IS NOT NULL AND NOT bot GROUP BY visitor_no"""
    return f"SELECT ord, cut_off_us, cut_off_us AS start_us FROM ({last}) AS visitor"


def scored(visits: Visits, features: FeatureSet, asked: Sequence[Asked], settings: Settings) -> pd.DataFrame:
    """Return the chosen rows with the score and label of every target."""
    engine, end, gap = visits.engine, end_of_data(visits), duration_us(settings.session_gap)
    frame, inputs = feature_rows(visits, features, "chosen", idle=asked[0][0].asked == "weekly")
    read = any(done.fit is not None and done.fit.best.reads_history for _, done in asked)
    history = histories(session_events(visits), frame["ord"].to_numpy()) if read else None
    parts = None
    for target, done in asked:
        labels = labels_sql(target, visits.table, end_us=end, gap_us=gap)
        answered = f"({labels}) AS l JOIN chosen USING (ord, cut_off_us) JOIN {visits.table} AS visits USING (ord)"
        known = engine.frame(f"SELECT ord, cut_off_us, label, known_us, visitor_no FROM {answered}")
        found = frame[["ord", "cut_off_us"]].merge(known, how="left", on=["ord", "cut_off_us"], validate="one_to_one")
        eligible = found["known_us"].notna().to_numpy()
        label = found["label"].to_numpy(np.float64, na_value=np.nan)
        part = part_of(frame, found, label, done, settings)
        parts = part if parts is None else np.where(parts == "unlabelled", part, parts)
        frame[target.name] = scores_of(done, frame, inputs, eligible, history)
        frame[f"{target.name}_label"] = label
        with_reasons(frame, done, inputs, eligible)
        frame = frame.assign(**ends_of(done, target.name, frame[target.name].to_numpy(np.float64)))
    frame["part"] = pd.Series(parts, dtype="str")
    return frame


def columns_of(done: Answer, name: str) -> tuple[str, ...]:
    """Return the columns of a target; none where it was not asked."""
    if done.fit is None:
        return ()
    return (name, *(() if done.fit.best.intervals is None else (f"{name}_low", f"{name}_high")), f"{name}_label", *reason_columns(name))


def ends_of(done: Answer, name: str, score: Floats) -> dict[str, Floats]:
    """Return the two ends of the champion's intervals by column; nothing where it has none."""
    if done.fit is None or done.fit.best.intervals is None:
        return {}
    low, high = done.fit.best.intervals(score)
    return {f"{name}_low": low, f"{name}_high": high}


def part_of(
    frame: pd.DataFrame, found: pd.DataFrame, label: Floats, done: Answer, settings: Settings
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Return each row's part by the borders of the target's split; rows that were not asked have no label and so no part."""
    known_us, visitor = (found[name].fillna(0).to_numpy(np.int64) for name in ("known_us", "visitor_no"))
    return parts_of_visitors(frame["start_us"].to_numpy(np.int64), known_us, label, visitor, done.borders_us, settings)


def scores_of(done: Answer, frame: pd.DataFrame, inputs: pd.DataFrame, eligible: Bools, history: Histories | None = None) -> Floats:
    """Return the champion's scores, NaN where the target is not asked; rows that were learnt from get their out-of-fold score."""
    score = np.full(len(frame), np.nan)
    if done.fit is None or not eligible.any():
        return score
    score[eligible] = done.fit.best.predict(inputs.loc[eligible], None if history is None else history.where(eligible))
    held_out = out_of_fold_by_row(done)
    own = [held_out.get(key) for key in zip(frame["event_id"], frame["cut_off_us"], strict=True)]
    replaced = np.array([value is not None for value in own]) & eligible
    score[replaced] = [value for value, use in zip(own, replaced, strict=True) if use]
    return score


def out_of_fold_by_row(done: Answer) -> dict[tuple[str, int], float]:
    """Return the out-of-fold scores of the rows learnt from, by (event, cut-off)."""
    if done.learnt is None:
        return {}
    learnt = done.learnt
    return dict(zip(zip(learnt["event_id"], learnt["cut_off_us"], strict=True), learnt["score"].tolist(), strict=True))


def table_scores(dataset: Dataset, done: Answer, segment: pd.Series) -> pd.DataFrame:
    """Return the scores of every row of a session table."""
    name = done.question.name
    frame = dataset.ids.assign(part=pd.Series(dataset.part, dtype="str"))
    if done.fit is not None:
        score = done.fit.best.predict(dataset.features)
        if done.learnt is not None:
            score[done.learnt.index] = done.learnt["score"]
        frame = frame.assign(**{name: score, **ends_of(done, name, score), f"{name}_label": dataset.label})
        with_reasons(frame, done, dataset.features, np.ones(len(frame), dtype=np.bool_))
    nothing = pd.Series([None] * len(frame), dtype="str")
    return frame.assign(segment=segment.to_numpy(), rfm=nothing, **dict.fromkeys(CAME, nothing))
