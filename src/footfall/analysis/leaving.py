"""How are those who may be about to leave kept in an analysis, and read back?

`keep_leaving` writes ``leaving.parquet``: a row a visitor as of the end of the data (`explore.leaving`) and, in the file's metadata, the
`LeavingRecord`: from when on an absence is unusual, what came of such visitors before, and the playbook's words. `read_leaving` checks and
returns both. It lists nobody: `analysis.at_risk` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

from footfall.errors import SourceError, UsageError, Where
from footfall.explore.browsing import prepare
from footfall.explore.came_back import Aftermath, came_back
from footfall.explore.leaving import Overdue, end_of, leaving
from footfall.report.playbook import LeavingPlay, Playbook
from footfall.sessions.batch import Visits
from footfall.sessions.rule import duration_us
from footfall.settings import Settings

__all__ = ["FILE", "SCHEMA", "WITHIN", "LeavingRecord", "keep_leaving", "read_leaving"]

FILE = "leaving.parquet"
WITHIN = "28d"
"""How lately a cart must have been filled to be worth a reminder, as of the record's figures."""
KEY = b"footfall.leaving"
SCHEMA = pa.schema([
    ("visitor_id", pa.string()), ("last_seen_us", pa.int64()), ("absent_days", pa.float64()), ("visits", pa.int64()),
    ("orders", pa.int64()), ("last_order_us", pa.int64()), ("revenue", pa.float64()), ("usual_gap_days", pa.float64()),
    ("times_usual", pa.float64()), ("fading", pa.bool_()), ("here_now", pa.bool_()), ("cart_items", pa.int64()),
    ("cart_contents", pa.string()), ("cart_value", pa.float64()), ("cart_us", pa.int64()),
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeavingRecord:
    """What holds for all rows.

    Parameters
    ----------
    as_of_us
        The end of the data, UTC epoch microseconds.
    kind
        ``events`` or ``orders``: of an order list a visit is a day with an order.
    has_clock, has_carts
        Whether the source knows the time of day, and whether it records what is put in a cart.
    overdue
        From how many usual gaps on an absence is unusually long.
    within
        How lately a cart must have been filled, in the figures of `measured`.
    measured
        What came of the groups that rules make, at an earlier moment of the same data.
    plays
        What each group is called and what is done about it, by key.
    """

    as_of_us: int
    kind: str
    has_clock: bool
    has_carts: bool
    overdue: Overdue
    within: str
    measured: tuple[Aftermath, ...]
    plays: Mapping[str, LeavingPlay]


RECORD = TypeAdapter(LeavingRecord)


def keep_leaving(visits: Visits, folder: Path, settings: Settings, book: Playbook) -> None:
    """Write the file into the folder of an analysis; nothing for a source that knows no visitors."""
    if not visits.source.knows_visitors:
        return
    browsing, gap_us = prepare(visits), duration_us(settings.session_gap)
    end = end_of(browsing)
    measured = came_back(browsing, gap_us=gap_us, within_us=duration_us(WITHIN))
    frame, overdue = leaving(browsing, end, gap_us=gap_us)
    record = LeavingRecord(
        end.us,
        visits.source.kind,
        visits.source.has_clock,
        bool(frame["cart_items"].notna().any()),
        overdue,
        WITHIN,
        measured,
        book.leaving,
    )
    table = pa.Table.from_pandas(frame[SCHEMA.names], schema=SCHEMA, preserve_index=False)
    pq.write_table(table.replace_schema_metadata({KEY: RECORD.dump_json(record)}), folder / FILE, compression="zstd")


def read_leaving(folder: Path) -> tuple[pd.DataFrame, LeavingRecord]:
    """Return the rows and the record of a finished analysis.

    Raises
    ------
    UsageError
        When the analysis has no such file: an older Footfall wrote it, or it asked of a column of the source.
    SourceError
        When the file is damaged.
    """
    path = folder / FILE
    if not path.is_file():
        raise UsageError(
            f"{folder} holds no {FILE}.", where=Where(str(folder)),
            remedy="Analyse again with this Footfall, without a column of the source as --target.",
        )  # fmt: skip
    try:
        table = pq.read_table(path)
        record = RECORD.validate_json((table.schema.metadata or {}).get(KEY, b""))
        frame = table.select(SCHEMA.names).cast(SCHEMA).to_pandas()
    except (OSError, KeyError, pa.ArrowException, ValidationError) as error:
        reason = str(error).splitlines()[0][:200]
        raise SourceError(f"{path} cannot be read: {reason}", where=Where(str(path)), remedy="Run the analysis again.") from error
    return frame, record
