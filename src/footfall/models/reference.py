"""What is new data compared with?

`Reference`: how features and scores were spread over the test part, the newest rows that a model did not learn from, and how true the
scores were there. It is kept beside the model as ``reference.json``, some 50 KB that hold no row of the data.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from footfall.dataset.scored import ScoredRows
from footfall.errors import ArtifactError
from footfall.measures.realised import Realised, realised
from footfall.measures.spread import Spread, spread_of

__all__ = ["FILE", "Reference", "read_reference", "reference_of"]

FILE = "reference.json"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Reference:
    """What the test part looked like to a model.

    Parameters
    ----------
    features
        The spread of each feature that the model reads, one row a visit.
    score
        The spread of its scores, likewise.
    realised
        How true the scores were.
    first_us, since_us, until_us
        UTC epoch microseconds of the first cut-off of all parts, of the first day of the test part, and of the last cut-off; 0 where the
        data has no time.
    """

    features: Mapping[str, Spread]
    score: Spread
    realised: Realised
    first_us: int = 0
    since_us: int = 0
    until_us: int = 0
    schema_version: int = SCHEMA_VERSION

    def dumps(self) -> str:
        """Return it as JSON text."""
        return json.dumps(asdict(self), separators=(",", ":"), ensure_ascii=False, allow_nan=False) + "\n"


def reference_of(
    rows: ScoredRows, columns: list[str], *, binary: bool, seed: int, first_us: int = 0, since_us: int = 0, until_us: int = 0
) -> Reference:
    """Return the reference of a model.

    Parameters
    ----------
    rows
        The test part, all outcomes known.
    columns
        The features that the model reads.
    binary
        Whether it gives probabilities.
    seed
        Of the row drawn for each visit.
    first_us, since_us, until_us
        As of `Reference`.
    """
    once = rows.once(seed)
    return Reference(
        features={name: spread_of(once.features[name], once.cluster) for name in columns},
        score=spread_of(pd.Series(once.score), once.cluster),
        realised=realised(rows, binary=binary, seed=seed),
        first_us=first_us,
        since_us=since_us,
        until_us=until_us,
    )


def read_reference(folder: Path) -> Reference:
    """Read the reference of a model that `artifact.load` has found whole.

    Raises
    ------
    ArtifactError
        When the model was saved without one, or it cannot be read.
    """
    path = folder / FILE
    again = "Run the analysis again with this Footfall: footfall analyze SOURCE --out DIR."
    if not path.is_file():
        raise ArtifactError(
            f"{folder} holds no {FILE}: an earlier Footfall saved this model, and kept nothing to compare with.", remedy=again
        )
    try:
        found = _reader().validate_json(path.read_bytes(), strict=True)
    except (OSError, ValidationError) as error:
        raise ArtifactError(f"{path} holds no reference.", remedy=again) from error
    if found.schema_version != SCHEMA_VERSION:
        raise ArtifactError(f"{path} has schema version {found.schema_version}; this Footfall reads {SCHEMA_VERSION}.", remedy=again)
    return found


@cache
def _reader() -> TypeAdapter[Reference]:
    return TypeAdapter(Reference)
