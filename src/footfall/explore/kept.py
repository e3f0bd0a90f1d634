"""How is an exploration kept, so that a choice of its sessions can be described without the events?

`keep` writes the sessions of people and the sums of their parts (`explore.parts`) by cell: a day, channel, country, device and segment.
`open_kept` loads them into a small engine of their own. It describes nothing: `explore.look` does.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from footfall.engines.duckdb import Engine, text
from footfall.errors import ArtifactError, SourceError, Where
from footfall.events.log import SourceInfo
from footfall.explore.browsing import ALL_SESSIONS, Browsing, prepare
from footfall.explore.choice import ASPECTS, Choices, Option
from footfall.explore.sales import whole_days
from footfall.explore.times import calendar_day
from footfall.explore.values import count, name
from footfall.progress import SILENT, Progress
from footfall.sessions.batch import Visits

__all__ = ["FOLDER", "VERSION", "KeptExploration", "keep", "open_kept"]

FOLDER = "explored"
VERSION = 1
"""Of the files below; goes up with any change of what they hold or mean."""
ABOUT = "explored.json"
AGAIN = "Analyse again."
MEMORY = "2GB"

PLACED = "(SELECT session_no, cell_no FROM keep_placed)"
CELL = "day, channel, country, device, segment"
TABLES = {
    "cells": f"cell_no, {CELL}, sessions, bot_sessions, bot_events",
    "sessions": (
        "cell_no, session_no, visitor_no, born_day, us, day, hour, weekday, clicks, duration_us, depth, orders, revenue_micros, "
        "refund_micros, channel, country, device, segment, type_walk_no, category_walk_no"
    ),
    "type_ways": "way_no, before, after",
    "type_way_sums": "cell_no, way_no, n",
    "category_ways": "way_no, before, after",
    "category_way_sums": "cell_no, way_no, n",
    "wares": "ware_no, item_id, category, price_micros",
    "ware_sums": "cell_no, ware_no, events, views, carts, purchases, revenue_micros",
    "type_walks": "walk_no, steps",
    "category_walks": "walk_no, steps",
    "orders": "cell_no, order_no, visitor_no, us, revenue_micros",
}
"""Each file and its columns, in the order that its rows are sorted by: one row a cell, a session, a different way, ware or walk, or an
order of a visitor in a cell; in sums one row a cell and way or ware."""


@dataclass(frozen=True, slots=True)
class About:
    """What ``explored.json`` says: the version, what was read, and the first and last day that the data holds whole (from 1970-01-01)."""

    version: int
    source: SourceInfo
    first_whole_day: int
    last_whole_day: int


ABOUT_JSON = TypeAdapter(About)


@dataclass(frozen=True, slots=True)
class KeptExploration:
    """A kept exploration, loaded; close it, or use it as a context manager.

    Parameters
    ----------
    engine
        Holds a table ``kept_NAME`` of each of the files. One `KeptExploration` may be looked at by several threads at once.
    source
        What was read.
    choices
        What can be chosen.
    whole_days
        The first and last day that the data holds whole, in days since 1970-01-01; the last before the first where there is none.
    """

    engine: Engine
    source: SourceInfo
    choices: Choices
    whole_days: tuple[int, int]

    def __enter__(self) -> "KeptExploration":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the tables. Calling it twice is fine."""
        self.engine.close()


def keep(visits: Visits, segments: "pd.Series[str]", folder: Path, *, progress: Progress = SILENT) -> None:
    """Write the folder ``explored`` into the folder of an analysis.

    Parameters
    ----------
    visits
        The log.
    segments
        Name of each session's segment, by `session_no`; of sessions that are not in it none is known.
    folder
        Of the analysis.
    progress
        Told of it.

    Notes
    -----
    Cost: some ten passes over the visits, out of core; see ``benchmarks/results/filters.json``.
    """
    with progress.stage("Keeping the exploration", 3) as stage:
        browsing = prepare(visits)
        cells(browsing.engine, segments)
        stage.advance()
        for make in (walks, ways, wares, orders):
            make(browsing)
        stage.advance()
        place = folder / FOLDER
        for table, columns in TABLES.items():
            numbers = len(columns.split(", "))
            order = ", ".join(str(number) for number in range(1, numbers + 1))
            browsing.engine.write(f"SELECT {columns} FROM keep_{table} ORDER BY {order}", place / f"{table}.parquet")
            browsing.engine.run(f"DROP TABLE keep_{table}")
        begin, end, _ = whole_days(browsing)
        (place / ABOUT).write_bytes(ABOUT_JSON.dump_json(About(VERSION, visits.source, begin, end), indent=2) + b"\n")
        stage.advance()


def cells(engine: Engine, segments: "pd.Series[str]") -> None:
    """Make the tables "keep_placed", one row a session with its cell, and "keep_cells"; bots' sessions are counted in the cells alone."""
    named = pd.DataFrame({"session_no": segments.index.to_numpy("int64"), "segment": segments.to_numpy()})
    engine.register("keep_segments", pa.Table.from_pandas(named, schema=pa.schema([("session_no", pa.int64()), ("segment", pa.string())])))
    engine.run(f"""
        CREATE OR REPLACE TABLE keep_placed AS SELECT CAST(dense_rank() OVER (ORDER BY {CELL}) AS INTEGER) AS cell_no, *
        FROM {ALL_SESSIONS} LEFT JOIN keep_segments USING (session_no)""")
    engine.run("DROP TABLE keep_segments")
    engine.run(f"""
        CREATE OR REPLACE TABLE keep_cells AS
        SELECT cell_no, {CELL}, count(*) FILTER (WHERE NOT bot) AS sessions, count(*) FILTER (WHERE bot) AS bot_sessions,
            CAST(coalesce(sum(clicks) FILTER (WHERE bot), 0) AS BIGINT) AS bot_events
        FROM keep_placed GROUP BY ALL""")


def walks(browsing: Browsing) -> None:
    """Make "keep_type_walks" and "keep_category_walks", the different ways through a visit, and "keep_sessions", with each one's number."""
    engine = browsing.engine
    for told_by, trail in browsing.trails.items():
        engine.run(f"CREATE OR REPLACE TABLE keep_walked AS SELECT session_no, walk AS steps FROM {trail.walks}")
        engine.run(f"""
            CREATE OR REPLACE TABLE keep_{told_by}_walks AS SELECT CAST(row_number() OVER (ORDER BY steps) AS INTEGER) AS walk_no, steps
            FROM (SELECT DISTINCT steps FROM keep_walked)""")
        engine.run(f"""
            CREATE OR REPLACE TABLE keep_{told_by}_walked AS
            SELECT session_no, walk_no AS {told_by}_walk_no FROM keep_walked JOIN keep_{told_by}_walks USING (steps)""")
        engine.run("DROP TABLE keep_walked")
    narrow = ", ".join(
        f"CAST({column} AS {kind}) AS {column}"
        for kind, columns in (("BIGINT", "revenue_micros refund_micros"), ("INTEGER", "day born_day hour weekday clicks orders"))
        for column in columns.split()
    )
    engine.run(f"""
        CREATE OR REPLACE TABLE keep_sessions AS SELECT * REPLACE ({narrow}) FROM keep_placed
        LEFT JOIN keep_type_walked USING (session_no) LEFT JOIN keep_category_walked USING (session_no) WHERE NOT bot""")
    engine.run("DROP TABLE keep_type_walked")
    engine.run("DROP TABLE keep_category_walked")


def ways(browsing: Browsing) -> None:
    """Make the different ways from event to event, and how often each was gone in each cell, by type and by category."""
    for told_by, trail in browsing.trails.items():
        numbered(browsing, trail.ways, f"{told_by}_way", "before, after", ("n",))


def wares(browsing: Browsing) -> None:
    """Make the different products at a price, and what happened to each in each cell."""
    numbered(
        browsing, browsing.wares, "ware", "item_id, category, price_micros", ("events", "views", "carts", "purchases", "revenue_micros")
    )


def numbered(browsing: Browsing, part: str, thing: str, columns: str, sums: Sequence[str]) -> None:
    """Make "keep_THINGs", the different values of some columns of a part, numbered, and "keep_THING_sums", its sums by cell and number."""
    engine, number = browsing.engine, f"{thing.rpartition('_')[2]}_no"
    engine.run(f"""
        CREATE OR REPLACE TABLE keep_{thing}s AS SELECT CAST(row_number() OVER (ORDER BY {columns}) AS INTEGER) AS {number}, *
        FROM (SELECT DISTINCT {columns} FROM {part})""")
    same = " AND ".join(f"a.{column} IS NOT DISTINCT FROM b.{column}" for column in columns.split(", "))
    summed = ", ".join(f"CAST(sum({each}) AS {'BIGINT' if each.endswith('micros') else 'INTEGER'}) AS {each}" for each in sums)
    engine.run(f"""
        CREATE OR REPLACE TABLE keep_{thing}_sums AS SELECT cell_no, {number}, {summed}
        FROM {part} AS a JOIN keep_{thing}s AS b ON {same} JOIN {PLACED} USING (session_no) GROUP BY ALL""")


def orders(browsing: Browsing) -> None:
    """Make "keep_orders": what each visitor ordered in each cell, orders by number."""
    browsing.engine.run(f"""
        CREATE OR REPLACE TABLE keep_orders AS
        SELECT cell_no, order_at AS order_no, visitor_no, min(us) AS us, CAST(sum(revenue_micros) AS BIGINT) AS revenue_micros
        FROM {browsing.orders} JOIN {PLACED} USING (session_no)
        JOIN (SELECT order_no, row_number() OVER (ORDER BY order_no) AS order_at FROM (SELECT DISTINCT order_no FROM {browsing.orders}))
            USING (order_no)
        GROUP BY ALL""")
    browsing.engine.run("DROP TABLE keep_placed")


def open_kept(folder: str | Path, *, threads: int | None = None, memory: str = MEMORY) -> KeptExploration:
    """Load the kept exploration of a finished analysis.

    Parameters
    ----------
    folder
        Of the analysis.
    threads, memory
        As of `Engine`.

    Raises
    ------
    SourceError
        When the analysis keeps none, as one of a session table, or a file of it cannot be read.
    ArtifactError
        When another version of Footfall kept it.

    Notes
    -----
    Cost: of 5 million events see ``benchmarks/results/filters.json``.
    """
    place = Path(folder) / FOLDER
    about = read_about(place)
    for table, columns in TABLES.items():
        check_file(place / f"{table}.parquet", columns.split(", "))
    engine = Engine(threads=threads, memory=memory)
    try:
        for table in TABLES:
            engine.run(f"CREATE TABLE kept_{table} AS SELECT * FROM read_parquet({text(str(place / f'{table}.parquet'))})")
        return KeptExploration(engine, about.source, choices(engine), (about.first_whole_day, about.last_whole_day))
    except BaseException:
        engine.close()
        raise


def read_about(place: Path) -> About:
    """Return what ``explored.json`` says, its version checked before the rest."""
    path = place / ABOUT
    where = Where(str(path))
    try:
        written = path.read_bytes()
        version = json.loads(written)["version"]
    except FileNotFoundError as error:
        raise SourceError(
            f"{place.parent} keeps no exploration to choose from: it is no finished analysis, one of a session table, or an older one.",
            where=where, remedy="Analyse the events again.",
        ) from error  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SourceError("The kept exploration cannot be read.", where=where, remedy=AGAIN) from error
    if version != VERSION:
        raise ArtifactError(f"The exploration was kept in version {version}, this Footfall reads {VERSION}.", where=where, remedy=AGAIN)
    try:
        return ABOUT_JSON.validate_json(written)
    except ValidationError as error:
        raise SourceError("The kept exploration cannot be read.", where=where, remedy=AGAIN) from error


def check_file(path: Path, columns: list[str]) -> None:
    """Refuse a file that is missing, broken off or has other columns."""
    try:
        there = pq.read_schema(path).names
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0][:200]
        raise SourceError(f"The kept exploration cannot be read: {reason}", where=Where(str(path)), remedy=AGAIN) from error
    if there != columns:
        raise SourceError("The kept exploration has other columns than it was written with.", where=Where(str(path)), remedy=AGAIN)


def choices(engine: Engine) -> Choices:
    """Return what there is to choose from."""
    first, last = engine.row("SELECT min(day), max(day) FROM kept_cells WHERE sessions > 0")
    channels, countries, devices, segments = (options(engine, column) for column in ASPECTS.values())
    return Choices(
        first=None if first is None else calendar_day(count(first)),
        last=None if last is None else calendar_day(count(last)),
        channels=channels,
        countries=countries,
        devices=devices,
        segments=segments,
    )


def options(engine: Engine, column: str) -> tuple[Option, ...]:
    """Return the values of one column with their sessions, most first, ties by name; none where no session has one."""
    rows = engine.rows(f"SELECT {column}, sum(sessions) AS n FROM kept_cells WHERE sessions > 0 GROUP BY 1 ORDER BY 2 DESC, 1")
    if all(value is None for value, _ in rows):
        return ()
    sums: dict[str, int] = {}
    for value, n in rows:
        sums[name(value)] = sums.get(name(value), 0) + count(n)
    return tuple(Option(each, n) for each, n in sums.items())
