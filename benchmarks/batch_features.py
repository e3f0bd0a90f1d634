"""How fast are features computed for a whole log, beside DuckDB's own windows, Polars and pandas?

Simulates a shop, cuts it into visits, and gives the same table to all. Footfall, its own SQL on DuckDB, Polars and pandas compute 28 plain
features of session scope, compared row by row; then Footfall alone computes all of session scope, and the whole catalogue. Each runs in a
process of its own, from a table in memory to a table in memory; reading is not timed, peak memory is of the whole process. The best of some
rounds counts; machines are noisy, so read the ratios. ``python -m benchmarks.batch_features --events 5000000``
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from benchmarks.simulator_record import record

from footfall.engines.duckdb import Engine, text
from footfall.events.log import EventLog, SourceInfo
from footfall.events.read import read
from footfall.features.batch import build, features_sql
from footfall.features.catalog import FEATURES
from footfall.features.feature import FeatureSet
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate
from footfall.windows.scope import SESSION

HEADLINE = (
    ("events", "events"),
    ("million events a second, 28 columns", "footfall, plain/million_events_a_second"),
    ("whole catalogue", "footfall, whole catalogue/million_events_a_second"),
    ("times as fast as DuckDB's windows", "times_as_fast_as/duckdb, plain"),
    ("as Polars", "times_as_fast_as/polars, plain"),
    ("as pandas", "times_as_fast_as/pandas, plain"),
)

PLAIN = (
    "clicks", "item_views", "list_views", "page_views", "searches", "wishlist_adds", "category_switches", "same_action_again", "cart_adds",
    "cart_removes", "cart_views", "distinct_items", "distinct_categories", "distinct_types", "item_revisits", "session_seconds",
    "latest_gap", "mean_gap", "longest_gap", "quick_share", "item_view_share", "seconds_on_items", "seconds_on_lists", "price_now",
    "price_first", "price_mean", "price_least", "price_greatest",
)  # fmt: skip
READ = ("session_no", "us", "type", "item_id", "category", "price_micros", "gap_us", "previous_type", "previous_category")
COUNTED = {
    "item_views": "view_item", "list_views": "view_item_list", "page_views": "page_view", "searches": "search",
    "wishlist_adds": "add_to_wishlist", "cart_adds": "add_to_cart", "cart_removes": "remove_from_cart", "cart_views": "view_cart",
}  # fmt: skip
ROUNDS = 3
THREADS = 2
EVENTS_A_VISITOR = 37.6


def main(events: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "visits.parquet"
        rows = visits(round(events / EVENTS_A_VISITOR), table)
        best: dict[str, dict[str, float]] = {}
        for number in range(ROUNDS):
            for name in CONTENDERS:
                found = run(name, table, Path(folder) / name.replace(" ", "_") if number == 0 and name in COMPARED else None)
                best[name] = min(best.get(name, found), found, key=lambda each: each["seconds"])
        different = {name: differing(Path(folder), name) for name in COMPARED[1:]}
    result: dict[str, object] = {"events": rows, "threads": THREADS, "rounds": ROUNDS}
    for name, found in best.items():
        speed = {"columns": int(found["columns"]), "million_events_a_second": round(rows / found["seconds"] / 1e6, 3)}
        result[name] = {**speed, "seconds": round(found["seconds"], 2), "peak_gb": round(found["peak_gb"], 2)}
    fastest = best["footfall, plain"]["seconds"]
    result["times_as_fast_as"] = {name: round(best[name]["seconds"] / fastest, 2) for name in COMPARED[1:]}
    result["columns_that_differ"] = different
    record("batch_features", result)


def visits(visitors: int, out: Path) -> int:
    """Simulate a shop and write its visits in their order; return the number of events."""
    log_file = out.with_name("shop.parquet")
    simulate(visitors=visitors, days=90, seed=1, out=log_file)
    settings = Settings(threads=THREADS)
    with Engine(threads=THREADS) as engine:
        log = read(str(log_file), engine=engine, settings=settings)
        if not isinstance(log, EventLog):
            raise TypeError("The simulator writes events.")
        made = cut(log, settings)
        engine.run(f"COPY (SELECT * FROM {made.table} ORDER BY rowid) TO {text(str(out))} (FORMAT parquet)")
        return engine.integer(f"SELECT count(*) FROM {made.table}")


def run(name: str, table: Path, out: Path | None) -> dict[str, float]:
    """Run one contender in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.batch_features", "--contender", name, "--table", str(table)]
    done = subprocess.run([*command, *(["--keep", str(out)] if out else [])], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    print(f"{name}: {found['seconds']:.2f} s", file=sys.stderr)
    return found


def contend(name: str, table: Path, out: Path | None) -> None:
    """Run one contender here; print its time and peak memory, and keep its columns where they are wanted."""
    columns, seconds = CONTENDERS[name](table, out is not None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    print(json.dumps({"seconds": seconds, "columns": columns[0], "peak_gb": peak}))
    if out is not None:
        out.mkdir()
        for column, values in columns[1].items():
            np.save(out / f"{column}.npy", values)


def differing(folder: Path, name: str) -> list[str]:
    """Return the columns that differ from Footfall's anywhere by more than the last bits of a double."""

    def column(of: str, each: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        values: np.ndarray[tuple[int], np.dtype[np.float64]] = np.load(folder / of.replace(" ", "_") / f"{each}.npy")
        return values

    return [each for each in PLAIN if not np.allclose(column(COMPARED[0], each), column(name, each), rtol=1e-12, atol=0, equal_nan=True)]


Columns = Mapping[str, "np.ndarray[tuple[int], np.dtype[np.float64]]"]
Outcome = tuple[tuple[int, Columns], float]


def by_footfall(choose: Callable[[FeatureSet], FeatureSet], *, by_sql: bool = False) -> Callable[[Path, bool], Outcome]:
    """Return a contender that computes some of the catalogue, in batches or by its SQL as it stands."""

    def contender(table: Path, keep: bool) -> Outcome:
        with Engine(threads=THREADS) as engine:
            order = "ORDER BY coalesce(visitor_no, session_no), session_no, ord"
            engine.run(f"CREATE TABLE visits AS SELECT * FROM {text(str(table))} {order}")
            features = choose(FEATURES.keep(engine.columns("visits")))
            clock = time.perf_counter()
            if by_sql:
                engine.run(f"CREATE TABLE features AS {features_sql(features, 'visits')}")
            else:
                build(Visits(engine, "visits", SourceInfo("visits")), features)
            seconds = time.perf_counter() - clock
            kept = {}
            for name in features.names if keep else ():
                values = engine.frame(f"SELECT CAST({name} AS DOUBLE) AS x FROM features JOIN visits USING (ord) {order}")["x"]
                kept[name] = values.to_numpy(np.float64, na_value=np.nan)
            return (len(features), kept), seconds

    return contender


def by_polars(table: Path, keep: bool) -> Outcome:
    """Polars, with window expressions over the session."""
    frame = pl.read_parquet(table, columns=list(READ))
    clock = time.perf_counter()
    session, gap, price, item = "session_no", pl.col("gap_us"), pl.col("price_micros"), pl.col("item_id")

    def running(condition: pl.Expr) -> pl.Expr:
        return condition.fill_null(value=False).cast(pl.Int64).cum_sum().over(session)

    def new(column: str) -> pl.Expr:
        return running(pl.col(column).is_not_null() & (pl.int_range(pl.len()).over(session, column) == 0))

    viewed = pl.col("type") == "view_item"
    views = frame.lazy().with_columns(viewed_item=pl.when(viewed).then(item))
    done = views.select(
        clicks=pl.int_range(1, pl.len() + 1).over(session),
        **{name: running(pl.col("type") == kind) for name, kind in COUNTED.items()},
        category_switches=running(pl.col("previous_category") != pl.col("category")),
        same_action_again=running(pl.col("previous_type") == pl.col("type")),
        distinct_items=new("item_id"),
        distinct_categories=new("category"),
        distinct_types=new("type"),
        item_revisits=running(pl.col("viewed_item").is_not_null() & (pl.int_range(pl.len()).over(session, "viewed_item") > 0)),
        session_seconds=(pl.col("us") - pl.col("us").first().over(session)) / 1e6,
        latest_gap=gap / 1e6,
        mean_gap=gap.fill_null(0).cum_sum().over(session) / gap.cum_count().over(session) / 1e6,
        longest_gap=gap.cum_max().forward_fill().over(session) / 1e6,
        quick_share=running(gap < 10_000_000) / pl.int_range(1, pl.len() + 1).over(session),
        item_view_share=running(viewed) / pl.int_range(1, pl.len() + 1).over(session),
        seconds_on_items=pl.when(pl.col("previous_type") == "view_item").then(gap).fill_null(0).cum_sum().over(session) / 1e6,
        seconds_on_lists=pl.when(pl.col("previous_type").is_in(["view_item_list", "search"])).then(gap).fill_null(0).cum_sum().over(session)
        / 1e6,
        price_now=price.forward_fill().over(session) / 1e6,
        price_first=pl.when(price.forward_fill().over(session).is_not_null()).then(price.drop_nulls().first().over(session)) / 1e6,
        price_mean=price.fill_null(0).cum_sum().over(session) / price.cum_count().over(session) / 1e6,
        price_least=price.cum_min().forward_fill().over(session) / 1e6,
        price_greatest=price.cum_max().forward_fill().over(session) / 1e6,
    ).collect()
    seconds = time.perf_counter() - clock
    kept = {name: done[name].cast(pl.Float64).fill_nan(None).to_numpy() for name in PLAIN} if keep else {}
    return (done.width, kept), seconds


def by_pandas(table: Path, keep: bool) -> Outcome:
    """Pandas, with group-wise cumulative functions on columns."""
    frame = pd.read_parquet(table, columns=list(READ))
    clock = time.perf_counter()
    session = frame["session_no"]

    def group(column: "pd.Series[Any]") -> "pd.api.typing.SeriesGroupBy[Any, Any]":
        return column.groupby(session, sort=False)

    def running(condition: "pd.Series[bool]") -> "pd.Series[float]":
        return group(condition.astype("int64")).cumsum()

    def new(column: "pd.Series[str]") -> "pd.Series[bool]":
        return column.notna() & ~pd.DataFrame({"session": session, "value": column}).duplicated()

    kind, before, gap, price = frame["type"], frame["previous_type"], frame["gap_us"], frame["price_micros"]
    viewed = frame["item_id"].where(kind == "view_item")
    clicks, known = group(gap).cumcount() + 1, group(price).ffill()
    both = frame["previous_category"].notna() & frame["category"].notna()
    done = pd.DataFrame({
        "clicks": clicks,
        **{name: running(kind == each) for name, each in COUNTED.items()},
        "category_switches": running(both & (frame["previous_category"] != frame["category"])),
        "same_action_again": running(before == kind),
        "distinct_items": running(new(frame["item_id"])),
        "distinct_categories": running(new(frame["category"])),
        "distinct_types": running(new(kind)),
        "item_revisits": running(viewed.notna() & ~new(viewed)),
        "session_seconds": (frame["us"] - group(frame["us"]).transform("first")) / 1e6,
        "latest_gap": gap / 1e6,
        "mean_gap": group(gap.fillna(0)).cumsum() / running(gap.notna()).replace(0, np.nan) / 1e6,
        "longest_gap": group(group(gap).cummax()).ffill() / 1e6,
        "quick_share": running(gap < 10_000_000) / clicks,
        "item_view_share": running(kind == "view_item") / clicks,
        "seconds_on_items": group(gap.where(before == "view_item").fillna(0)).cumsum() / 1e6,
        "seconds_on_lists": group(gap.where(before.isin(["view_item_list", "search"])).fillna(0)).cumsum() / 1e6,
        "price_now": known / 1e6,
        "price_first": group(price).transform("first").where(known.notna()) / 1e6,
        "price_mean": group(price.fillna(0)).cumsum() / running(price.notna()).replace(0, np.nan) / 1e6,
        "price_least": group(group(price).cummin()).ffill() / 1e6,
        "price_greatest": group(group(price).cummax()).ffill() / 1e6,
    })  # fmt: skip
    seconds = time.perf_counter() - clock
    kept = {name: done[name].to_numpy(np.float64, na_value=np.nan) for name in PLAIN} if keep else {}
    return (done.shape[1], kept), seconds


def plain(features: FeatureSet) -> FeatureSet:
    """Return the 28."""
    return FeatureSet(tuple(each for each in features if each.name in PLAIN))


def of_session(features: FeatureSet) -> FeatureSet:
    """Return all that look back over the session."""
    return FeatureSet(tuple(each for each in features.features if each.scope is SESSION))


CONTENDERS: Mapping[str, Callable[[Path, bool], Outcome]] = {
    "footfall, plain": by_footfall(plain),
    "duckdb, plain": by_footfall(plain, by_sql=True),
    "polars, plain": by_polars,
    "pandas, plain": by_pandas,
    "footfall, session scope": by_footfall(of_session),
    "footfall, whole catalogue": by_footfall(lambda features: features),
}
COMPARED = ("footfall, plain", "duckdb, plain", "polars, plain", "pandas, plain")

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument("--contender", choices=list(CONTENDERS))
    parser.add_argument("--table", type=Path)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    if given.contender:
        contend(given.contender, given.table, given.keep)
    else:
        main(given.events)
