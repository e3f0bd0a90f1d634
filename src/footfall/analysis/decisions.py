"""On what rows are actions decided, and how are they kept in an analysis?

`keep_decisions` writes ``campaigns/TARGET.parquet``: the champion's scores, of the part that thresholds are chosen on and of the test part,
with whom each row is about, so that a campaign that nobody thought of when the analysis ran can be measured all the same. `read_decisions`
reads them back. Nothing is measured here: `analysis.campaign` does.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from footfall.dataset.dataset import Dataset, Floats
from footfall.errors import SourceError, UsageError, Where
from footfall.evaluation.profit import Decided, acted_units, decided_on
from footfall.evaluation.result import ChosenOn
from footfall.models.fitted import Fit
from footfall.models.training import labelled

__all__ = ["FOLDER", "decisions", "keep_decisions", "read_decisions"]

FOLDER = "campaigns"
COLUMNS = ("label", "score", "unit", "group")


def decisions(fit: Fit, dataset: Dataset, score: Floats, held_out: Floats | None) -> pd.DataFrame:
    """Return the labelled rows of both parts in their order: ``part, label, score, unit, group`` (`evaluation.profit.Decided`).

    Parameters
    ----------
    fit, dataset, held_out
        As of `evaluation.profit.measure_profit`.
    score
        The champion's scores of the labelled test rows, shape (n,).
    """
    part, before = decided_on(fit, dataset, held_out)
    test = labelled(dataset, "test")
    rows: dict[str, Decided] = {part: before, "test": Decided(test.label, score, acted_units(test), test.group)}
    frames = [pd.DataFrame({"part": name, **{column: getattr(each, column) for column in COLUMNS}}) for name, each in rows.items()]
    return pd.concat(frames, ignore_index=True)


def keep_decisions(frame: pd.DataFrame, folder: Path, target: str) -> None:
    """Write what `decisions` returned into the folder of an analysis."""
    place = folder / FOLDER / f"{target}.parquet"
    place.parent.mkdir(exist_ok=True)
    schema = pa.schema([
        ("part", pa.dictionary(pa.int8(), pa.string())), ("label", pa.int8()), ("score", pa.float64()), ("unit", pa.int64()),
        ("group", pa.int64()),
    ])  # fmt: skip
    pq.write_table(pa.Table.from_pandas(frame.astype({"label": np.int8}), schema=schema, preserve_index=False), place, compression="zstd")


def read_decisions(folder: Path, target: str) -> tuple[ChosenOn, Decided, Decided]:
    """Return the part that thresholds are chosen on, its rows, and those of the test part.

    Raises
    ------
    UsageError
        When the analysis holds none: an older Footfall wrote it.
    SourceError
        When the file is damaged.
    """
    path = folder / FOLDER / f"{target}.parquet"
    if not path.is_file():
        raise UsageError(
            f"{folder} does not hold what a campaign of {target} is measured on.", where=Where(str(path)),
            remedy="Analyse again with this Footfall.",
        )  # fmt: skip
    try:
        table = pq.read_table(path, columns=["part", *COLUMNS])
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0][:200]
        raise SourceError(f"{path} cannot be read: {reason}", where=Where(str(path)), remedy="Run the analysis again.") from error
    if set(table.column_names) != {"part", *COLUMNS}:
        raise SourceError(f"{path} lacks a column.", where=Where(str(path)), remedy="Run the analysis again.")
    part = table["part"].cast(pa.string()).to_numpy(zero_copy_only=False)
    test = part == "test"
    chosen_on: ChosenOn = "calibrate" if "calibrate" in part else "tune"
    label, score = (table[name].to_numpy().astype(np.float64) for name in ("label", "score"))
    unit, group = (table[name].to_numpy().astype(np.int64) for name in ("unit", "group"))
    before, after = (Decided(label[rows], score[rows], unit[rows], group[rows]) for rows in (~test, test))
    return chosen_on, before, after
