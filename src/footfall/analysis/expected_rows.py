"""Which scored rows are summed, and which known ones say how far their sums may be off?

`rows_of` reads the scores and the test part's predictions of one amount target. It sums nothing.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from footfall.analysis.finished import Finished
from footfall.dataset.dataset import Bools
from footfall.errors import SourceError, Where
from footfall.measures.random_sum import Pool

__all__ = ["Rows", "rows_of"]

IDS = ("event_id", "visitor_id", "session_id", "cut_off_us")
GROUPS = ("segment", "rfm", "channel", "country", "device")
MOST_CLUSTERS = 20_000
"""Known clusters that are used; of more, a seeded sample."""
AGAIN = "Run the analysis again."


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one target.

    Parameters
    ----------
    asked
        Rows to sum: the ids, ``value``, and the groups' names.
    people
        Rows to list: with ``low``, ``high`` and reasons too.
    pool, then
        Rows of the test part with a known amount, None where there are none; and the groups' names of each, as far as they are known.
    moments
        At how many moments they were asked; 1 where rows do not share moments.
    """

    asked: pd.DataFrame
    people: pd.DataFrame
    pool: Pool | None
    then: pd.DataFrame
    moments: int


def rows_of(found: Finished, target: str, *, about_days: bool, seed: int) -> Rows:
    """Read the rows of a target.

    Raises
    ------
    SourceError
        When the scores or predictions cannot be read, or lack a column.
    """
    scores, tested = read_scores(found, target), read_tested(found, target)
    scored = scores[scores["value"].notna()]
    if about_days:
        asked, known = scored[scored["label"].isna()], with_groups(tested, scores)
        people = asked
    else:
        known = asked = with_groups(first_clicks(tested), scores)
        people = scored[of_test(scored, tested) | (scored["part"] == "unlabelled").to_numpy()]
    pool, then = pool_of(known, about_days=about_days, seed=seed)
    moments = 1 if pool is None else len(np.unique(pool.moment))
    return Rows(asked.reset_index(drop=True), people.reset_index(drop=True), pool, then, moments)


def first_clicks(tested: pd.DataFrame) -> pd.DataFrame:
    """Return the first row of each session, and every row without one.

    Not a click drawn at random, as the scores have it: short visits would then be met at their early clicks more often than long ones,
    which bring more, and the sum would be too high although every single score is right.
    """
    ordered = tested.sort_values("click", kind="stable")
    return ordered[~(ordered["session_id"].notna() & ordered["session_id"].duplicated())].sort_index()


def of_test(scored: pd.DataFrame, tested: pd.DataFrame) -> Bools:
    """Return which scored rows are of the test part."""
    keys = ["event_id", "cut_off_us"]
    found: Bools = pd.MultiIndex.from_frame(scored[keys]).isin(pd.MultiIndex.from_frame(tested[keys]))
    return found


def read_scores(found: Finished, target: str) -> pd.DataFrame:
    """Return all scores with what is read of them; columns that there are not are null."""
    renamed = {
        target: "value", f"{target}_label": "label", f"{target}_low": "low", f"{target}_high": "high",
        **{f"{target}_reason_{at}": f"reason_{at}" for at in (1, 2, 3)},
    }  # fmt: skip
    frame = table(found.scores, (*IDS, "part", target, f"{target}_label"), (*renamed, *GROUPS)).rename(columns=renamed)
    missing = [name for name in (*renamed.values(), *GROUPS) if name not in frame]
    return frame.assign(**dict.fromkeys(missing))


def read_tested(found: Finished, target: str) -> pd.DataFrame:
    """Return the test part: ids, ``value`` and ``label``."""
    path, champion = found.folder / "predictions" / f"{target}.parquet", found.target(target).champion
    if champion is None:
        raise SourceError(f"The summary names no champion of {target}.", where=Where(str(found.folder)), remedy=AGAIN)
    return table(path, (*IDS, "click", "label", champion), ()).rename(columns={champion: "value"})


def table(path: Path, needed: tuple[str, ...], wished: tuple[str, ...]) -> pd.DataFrame:
    """Return columns of a file."""
    try:
        with pq.ParquetFile(path) as file:
            there = file.schema_arrow.names
            missing = [name for name in needed if name not in there]
            if not missing:
                frame: pd.DataFrame = file.read(columns=list(dict.fromkeys([*needed, *(n for n in wished if n in there)]))).to_pandas()
                return frame
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0][:200]
        raise SourceError(f"{path.name} cannot be read: {reason}", where=Where(str(path)), remedy=AGAIN) from error
    raise SourceError(f"{path.name} has no column {missing[0]}.", where=Where(str(path), column=missing[0]), remedy=AGAIN)


def with_groups(tested: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Return test rows with the groups' names of their session, as the scores tell them."""
    keys = scores["session_id"].fillna(scores["event_id"])
    by_session = scores[~keys.duplicated()].set_index(keys[~keys.duplicated()])
    session = tested["session_id"].fillna(tested["event_id"])
    return tested.assign(**{name: session.map(by_session[name]) for name in GROUPS})


def pool_of(known: pd.DataFrame, *, about_days: bool, seed: int) -> tuple[Pool | None, pd.DataFrame]:
    """Return the known rows as a pool, and the groups' names of each row."""
    known = known.dropna(subset=["value", "label"]).reset_index(drop=True)
    if known.empty:
        return None, known
    who = known["visitor_id"].fillna(known["session_id"]).fillna(known["event_id"]).astype("str")
    cluster, names = pd.factorize(who, sort=True)
    if len(names) > MOST_CLUSTERS:
        drawn = np.random.default_rng(seed).permutation(len(names))[:MOST_CLUSTERS]
        known = known[np.isin(cluster, drawn)].reset_index(drop=True)
        return pool_of(known, about_days=about_days, seed=seed)
    value, label = known["value"].to_numpy(np.float64), known["label"].to_numpy(np.float64)
    moment = pd.factorize(known["cut_off_us"], sort=True)[0] if about_days else np.zeros(len(known))
    return Pool(value, label - value, cluster.astype(np.int64), moment.astype(np.int64)), known[list(GROUPS)]
