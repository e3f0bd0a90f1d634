"""How are segments by another choice told to machines?

As one record; its segments are told as ``summary.json`` tells those of the analysis. docs/reference/outputs.md is the contract.
"""

from dataclasses import asdict

from footfall.analysis.regroup import Regrouped
from footfall.analysis.summary import segments_record

__all__ = ["as_dict"]


def as_dict(found: Regrouped) -> dict[str, object]:
    """Return the record, ready for JSON."""
    segments = segments_record(found.segments)
    for name in ("provisional", "rfm"):
        del segments[name]
    return {
        "algorithm": found.algorithm,
        "k": found.k,
        "own": found.own,
        "sample": found.sample,
        "rows": found.rows,
        "of": found.of,
        "score": asdict(found.score),
        "segments": segments,
    }
