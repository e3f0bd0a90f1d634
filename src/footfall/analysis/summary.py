"""What does `summary.json` hold?

The output contract of an analysis, as one record. Field names and their meaning are in docs/reference/summary.md. What cannot be had is
null; the reason stands in `notes` or `not_asked`. It computes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from footfall.evaluation.result import Coverage, CoverageRow, Finding, ModelResult, Policy, Profit, TargetResult
from footfall.events.log import SourceInfo
from footfall.report.rfm import RfmSegments
from footfall.report.segments import Segments

__all__ = ["SCHEMA_VERSION", "Summary"]

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """One analysis in numbers."""

    version: str
    seed: int
    settings: Mapping[str, object]
    source: SourceInfo
    targets: Sequence[TargetResult]
    segments: Segments
    audit: Sequence[Finding]
    seconds: Mapping[str, float]
    notes: Sequence[str] = ()
    revenue: Mapping[str, float] | None = None

    def as_dict(self) -> dict[str, object]:
        """Return the record as JSON types, in the contract's order."""
        return {
            "schema_version": SCHEMA_VERSION,
            "version": self.version,
            "seed": self.seed,
            "settings": dict(self.settings),
            "data_sha256": self.source.sha256,
            "currency": self.source.currency,
            "revenue": None if self.revenue is None else dict(self.revenue),
            "source": source_record(self.source),
            "targets": {result.question.name: target_record(result) for result in self.targets},
            "segments": segments_record(self.segments),
            "audit": [finding_record(finding) for finding in self.audit],
            "notes": list(self.notes),
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
        }


def source_record(source: SourceInfo) -> dict[str, object]:
    """Return what was read."""
    return {
        "name": source.name,
        "events": source.events,
        "sessions": source.sessions,
        "visitors": source.visitors,
        "quarantined": source.quarantined,
        "duplicates": source.duplicates,
        "bots": source.bots,
        "first": source.first,
        "last": source.last,
        "has_purchases": source.has_purchases,
        "has_revenue": source.has_revenue,
        "notes": list(source.notes),
    }


def target_record(result: TargetResult) -> dict[str, object]:
    """Return one target."""
    return {
        "kind": result.question.kind,
        "unit": result.question.unit,
        "proxy": result.question.proxy,
        "not_asked": result.not_asked,
        "base_rate": result.base_rate,
        "champion": result.champion,
        "threshold": result.threshold,
        "split": dict(result.split),
        "counts": dict(result.counts),
        "models": {model.name: model_record(model) for model in result.models},
        "early": [
            {
                "click": point.click,
                "n": point.n,
                "base_rate": point.base_rate,
                "roc_auc": point.roc_auc,
                "average_precision": point.average_precision,
                "interval": {name: list(pair) for name, pair in point.interval.items()},
            }
            for point in result.early
        ],
        "drivers": [
            {"feature": d.feature, "importance": d.importance, "interval": [d.low, d.high], "direction": d.direction}
            for d in result.drivers
        ],
        "profit": profit_record(result.profit) if result.profit is not None else None,
        "coverage": coverage_record(result.coverage) if result.coverage is not None else None,
        "notes": list(result.notes),
    }


def profit_record(profit: Profit) -> dict[str, object]:
    """Return what acting on the scores costs and brings."""
    return {
        "conversion_value": profit.value,
        "action_cost": profit.cost,
        "action_effect": profit.effect,
        "break_even": profit.break_even,
        "threshold": profit.threshold,
        "chosen_on": profit.chosen_on,
        "units": profit.units,
        "policies": {policy.name: policy_record(policy) for policy in profit.policies},
        "curve": [
            {"threshold": point.threshold, "acted": point.acted, "profit": point.profit, "interval": [point.low, point.high]}
            for point in profit.curve
        ],
    }


def policy_record(policy: Policy) -> dict[str, object]:
    """Return one rule of whom to act on, and how much more the chosen threshold brings."""
    return {
        "threshold": policy.threshold,
        "acted": policy.acted,
        "converted": policy.converted,
        "profit": policy.profit,
        "interval": list(policy.interval) if policy.interval is not None else None,
        "gain": policy.behind,
        "gain_interval": list(policy.behind_interval) if policy.behind_interval is not None else None,
    }


def coverage_record(found: Coverage) -> dict[str, object]:
    """Return how often the intervals of an amount held what came."""

    def row(each: CoverageRow) -> dict[str, object]:
        return {
            "n": each.count,
            "predicted": each.predicted,
            "zeros": each.zeros,
            "share": each.share,
            "interval": [each.low, each.high],
            "width": each.width,
        }

    return {
        "asked": found.asked,
        "all": row(found.all),
        "buyers": row(found.buyers),
        "fifths": {each.name: row(each) for each in found.fifths},
    }


def model_record(model: ModelResult) -> dict[str, object]:
    """Return one line of a leaderboard."""
    threshold = {"threshold": model.threshold} if model.threshold is not None else {}
    return {**model.metrics, **threshold, "label": model.label, "interval": {name: list(pair) for name, pair in model.interval.items()}}


def segments_record(segments: Segments) -> dict[str, object]:
    """Return the segments and how each algorithm did."""
    return {
        "unit": segments.unit,
        "not_asked": segments.not_asked,
        "champion": segments.champion,
        "reason": segments.reason,
        "algorithms": {
            each.name: {
                "k": each.k,
                "silhouette": each.silhouette,
                "davies_bouldin": each.davies_bouldin,
                "wcss": each.wcss,
                "stability": each.stability,
                "resamples": each.resamples,
                "balance": each.balance,
                "noise_share": each.noise_share,
                "sample": each.sample,
                "note": each.note,
            }
            for each in segments.algorithms
        },
        "profiles": [
            {
                "segment": each.segment,
                "name": each.name,
                "share": each.share,
                "count": each.count,
                "conversion_rate": each.conversion_rate,
                "revenue_share": each.revenue_share,
                "stability": each.stability,
                "trust": each.trust,
                "action": each.action,
            }
            for each in segments.profiles
        ],
        "provisional": segments.provisional,
        "notes": list(segments.notes),
        "rfm": rfm_record(segments.rfm),
    }


def rfm_record(rfm: RfmSegments) -> dict[str, object]:
    """Return the customers' groups by recency, frequency and monetary value."""
    return {
        "not_asked": rfm.not_asked,
        "as_of": rfm.as_of,
        "customers": rfm.customers,
        "groups": [{**asdict(each), "segments": dict(each.segments)} for each in rfm.groups],
        "scores": [asdict(each) for each in rfm.scores],
        "notes": list(rfm.notes),
    }


def finding_record(finding: Finding) -> dict[str, object]:
    """Return one finding of the audit."""
    return {
        "column": finding.column,
        "severity": finding.severity,
        "finding": finding.finding,
        "evidence": finding.evidence,
        "remedy": finding.remedy,
    }
