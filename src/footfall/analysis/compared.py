"""What does `footfall compare` write?

`compare.json`, the output contract of a comparison (docs/reference/compare.md), and the page beside it. What cannot be had is null; the
reason stands in `reasons` or `notes`. It computes nothing.
"""

from datetime import UTC, datetime
from pathlib import Path

from footfall import __version__
from footfall.analysis.output import finished_folder, write_json
from footfall.evaluation.advice import change
from footfall.evaluation.comparison import Compared, Comparison, FeatureDrift
from footfall.measures.drift import Drift
from footfall.measures.realised import Estimate, Realised
from footfall.report.monitoring import write_page

__all__ = ["SCHEMA_VERSION", "compared_record", "write_compared"]

SCHEMA_VERSION = 1
RECORD = "compare.json"


def write_compared(found: Compared, out: str | Path) -> None:
    """Write ``compare.json`` and ``compare.html`` into a folder, whole or not at all; an earlier comparison there is replaced.

    Raises
    ------
    UsageError
        When the folder holds something else.
    SourceError
        When it cannot be written.
    """
    with finished_folder(Path(out), mark=RECORD, what="comparison") as folder:
        write_page(found, folder / "compare.html", version=__version__)
        write_json(compared_record(found), folder / RECORD)


def compared_record(found: Compared) -> dict[str, object]:
    """Return the record as JSON types, in the contract's order."""
    return {
        "schema_version": SCHEMA_VERSION,
        "version": __version__,
        "seed": found.seed,
        "old": found.old,
        "new": found.new,
        "notes": list(found.notes),
        "targets": {each.question.name: target_record(each) for each in found.targets},
    }


def target_record(each: Comparison) -> dict[str, object]:
    """Return one target."""
    return {
        "kind": each.question.kind,
        "proxy": each.question.proxy,
        "model": each.model,
        "verdict": each.advice.verdict,
        "basis": each.advice.basis,
        "reasons": list(each.advice.reasons),
        "since": iso(each.since_us),
        "until": iso(each.until_us),
        "units": each.units,
        "score": None if each.score is None else drift_record(each.score),
        "before": realised_record(each.before),
        "now": realised_record(each.now),
        "order_change": estimate_record(change(each.before.order, each.now.order)),
        "features": [feature_record(feature) for feature in each.features],
        "notes": list(each.notes),
    }


def drift_record(drift: Drift) -> dict[str, object]:
    """Return how far something has moved."""
    return {"index": drift.index, "chance": drift.chance, "p_value": drift.p_value, "moved": drift.size}


def feature_record(each: FeatureDrift) -> dict[str, object]:
    """Return one feature."""
    return {
        "feature": each.name,
        **drift_record(each.drift),
        "moved": each.size,
        "adjusted_p_value": each.adjusted,
        "missing_before": each.missing_before,
        "missing": each.missing,
        "judged": not each.short,
    }


def realised_record(each: Realised) -> dict[str, object]:
    """Return how true the scores were."""
    return {
        "rows": each.rows,
        "units": each.units,
        "positives": each.positives,
        "observed": each.observed if each.rows else None,
        "expected": each.expected if each.rows else None,
        "observed_over_expected": estimate_record(each.ratio),
        "bias": each.bias if each.rows else None,
        "intercept": estimate_record(each.intercept),
        "slope": estimate_record(each.slope),
        "calibration_error": each.error,
        "calibration_error_floor": each.floor,
        "order": estimate_record(each.order),
        "levels": [
            {"predicted": level.predicted, "observed": estimate_record(level.observed), "count": level.count} for level in each.levels
        ],
    }


def estimate_record(estimate: Estimate | None) -> dict[str, float] | None:
    """Return a figure with its interval."""
    return None if estimate is None else {"value": estimate.value, "low": estimate.low, "high": estimate.high}


def iso(us: int) -> str | None:
    """Return a moment as ISO 8601 UTC, to the second; None where the data has no time."""
    return datetime.fromtimestamp(us / 1_000_000, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if us else None
