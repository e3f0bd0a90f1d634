"""How does the terminal sum up an analysis? A dozen plain lines, the last of them the path of the report."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footfall.analysis.summary import Summary
    from footfall.evaluation.result import ModelResult, Profit, TargetResult
    from footfall.report.segments import Segments

__all__ = ["told"]

SHOWN: Mapping[str, Mapping[str, str]] = {
    "binary": {"roc_auc": "ROC AUC", "average_precision": "average precision", "ece": "calibration error"},
    "amount": {"gini": "Gini", "mae": "mean absolute error", "bias": "bias"},
}
"""The figures of a target's line by its kind; the first is the headline, with its interval."""


def told(summary: "Summary", out: Path) -> str:
    """Return the lines; `out` is the folder of the analysis."""
    lines = [source_line(summary)]
    for result in summary.targets:
        lines += [target_line(result), *([profit_line(result.profit)] if result.profit is not None else [])]
    lines += [segments_line(summary.segments)]
    lines += [f"audit, {finding.severity}: {finding.finding}" for finding in summary.audit if finding.severity != "note"]
    return "\n".join([*lines, f"report: {out / 'report.html'}"])


def source_line(summary: "Summary") -> str:
    """Return what was read, in one line."""
    source = summary.source
    counts = [f"{source.events:,} events"] if source.events else []
    counts += [f"{source.sessions or 0:,} sessions"]
    counts += [f"{source.visitors:,} visitors"] if source.visitors is not None else []
    return f"{source.name}: {', '.join(counts)}; {source.quarantined:,} bad rows put aside"


def target_line(result: "TargetResult") -> str:
    """Return one target in one line."""
    name = result.question.name + (" (a proxy: this data has no purchases)" if result.question.proxy else "")
    best = next((model for model in result.models if model.name == result.champion), None)
    if result.not_asked is not None or best is None:
        return f"{name}: not asked. {result.not_asked or ''}".rstrip()
    return f"{name}: {best.label}, {', '.join(figures(best, SHOWN[result.question.kind]))}"


def profit_line(profit: "Profit") -> str:
    """Return what acting on a target's scores brings in the test part, in one line."""
    brings = {policy.name: policy for policy in profit.policies}
    everybody = f"on everybody {brings['everybody'].profit:,.0f}"
    best = brings["threshold"]
    if best.threshold is None:
        return f"  profit: acting on nobody is best; {everybody} ({profit.units:,} of the test part)"
    between = f" ({best.interval[0]:,.0f} to {best.interval[1]:,.0f})" if best.interval is not None else ""
    return (
        f"  profit: acting from a score of {best.threshold:.3g} on brings {best.profit:,.0f}{between}, {everybody}, on nobody 0 "
        f"({profit.units:,} of the test part)"
    )


def figures(model: "ModelResult", shown: Mapping[str, str]) -> list[str]:
    """Return a model's figures, each with its interval where it has one."""
    found = []
    for metric, title in shown.items():
        value, interval = model.metrics.get(metric), model.interval.get(metric)
        if value is not None:
            found.append(f"{title} {value:.3f}" + (f" ({interval[0]:.3f} to {interval[1]:.3f})" if interval is not None else ""))
    return found


def segments_line(segments: "Segments") -> str:
    """Return the segments and their shares in one line."""
    if not segments.profiles:
        return f"segments: none. {segments.not_asked or ''}".rstrip()
    return "segments: " + "; ".join(f"{profile.name} {profile.share:.0%}" for profile in segments.profiles)
