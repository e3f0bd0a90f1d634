"""Which rows were segments found on, and how are they kept so that they can be grouped another way later?

`KeptSample`: at most 5,000 rows with their features as they are, what each bought where that is known, and the group it was put in. It lies
beside the segments of an analysis, guarded by their manifest, together with the figures of every number of groups that was tried. No id of
a visitor or session is kept.
"""

import io
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from footfall.dataset.dataset import Floats, Ints
from footfall.errors import ArtifactError, SourceError, Where
from footfall.models.candidate import AlgorithmScore
from footfall.models.segmentation import Segmentation

__all__ = ["SAMPLE", "TRIED", "KeptSample", "files_of", "read_sample", "sample_of"]

SAMPLE, TRIED = "sample.parquet", "tried.json"
BOUGHT, REVENUE, GROUP = "outcome:bought", "outcome:revenue", "outcome:segment_no"
"""Columns beside the features; a feature's name holds no colon."""
REBUILD = "Analyse the source again: footfall analyze SOURCE --out DIR."


@dataclass(frozen=True, slots=True)
class KeptSample:
    """The rows that groups were found on.

    Parameters
    ----------
    features
        n rows of numeric features, missing ones as NaN.
    bought, revenue
        Shape (n,): 1 where there was a purchase, NaN where that is not known; its value in currency. None where the data has none.
    group
        Shape (n,): the analysis's own group of each row, -1 for none.
    tried
        Figures of every number of groups that the analysis tried.
    """

    features: pd.DataFrame
    bought: Floats | None
    revenue: Floats | None
    group: Ints
    tried: tuple[AlgorithmScore, ...]


def sample_of(found: Segmentation, features: pd.DataFrame, bought: Floats | None, revenue: Floats | None) -> KeptSample:
    """Return the sample of a segmentation; `features`, `bought` and `revenue` are of all rows."""
    drawn = found.drawn
    rows = features.iloc[drawn].astype("float64").reset_index(drop=True)
    return KeptSample(rows, taken(bought, drawn), taken(revenue, drawn), found.labels[drawn], found.tried)


def taken(values: Floats | None, drawn: Ints) -> Floats | None:
    """Return the values of the drawn rows, where there are any."""
    return None if values is None else np.asarray(values, dtype=np.float64)[drawn]


def files_of(sample: KeptSample) -> dict[str, bytes]:
    """Return the sample as files by name; the same bytes for the same sample."""
    outcomes = {name: values for name, values in ((BOUGHT, sample.bought), (REVENUE, sample.revenue)) if values is not None}
    whole = io.BytesIO()
    sample.features.assign(**outcomes, **{GROUP: sample.group}).to_parquet(whole, index=False)
    tried = json.dumps([asdict(each) for each in sample.tried], indent=1, allow_nan=False) + "\n"
    return {SAMPLE: whole.getvalue(), TRIED: tried.encode()}


def read_sample(folder: Path) -> KeptSample:
    """Read the sample that lies in an analysis's folder of segments.

    Raises
    ------
    SourceError
        When the analysis kept none.
    ArtifactError
        When it is not what `files_of` writes.
    """
    path = folder / SAMPLE
    if not path.is_file() or not (folder / TRIED).is_file():
        raise SourceError(
            f"{folder} holds no sample: the analysis was made by a version that kept none.", where=Where(str(path)), remedy=REBUILD
        )
    try:
        frame = pd.read_parquet(path)
        tried = tuple(AlgorithmScore(**each) for each in json.loads((folder / TRIED).read_text(encoding="utf-8")))
        bought, revenue = (frame.pop(name).to_numpy(np.float64) if name in frame else None for name in (BOUGHT, REVENUE))
        group = frame.pop(GROUP).to_numpy(np.int64)
    except (OSError, ValueError, KeyError, TypeError) as error:
        what = f"{path} is not a sample as this Footfall writes it: {error}."
        raise ArtifactError(what, where=Where(str(path)), remedy=REBUILD) from error
    return KeptSample(frame, bought, revenue, group, tried)
