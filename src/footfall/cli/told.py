"""How does the terminal sum up an analysis? A dozen plain lines and the path of the report."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footfall.analysis.summary import Summary
    from footfall.evaluation.result import TargetResult

__all__ = ["told"]


def told(summary: "Summary", out: Path) -> str:
    """Return the lines."""
    source = summary.source
    read = f"{source.events:,} events, " if source.events else ""
    visitors = f", {source.visitors:,} visitors" if source.visitors is not None else ""
    lines = [f"{source.name}: {read}{source.sessions or 0:,} sessions{visitors}; {source.quarantined:,} bad rows put aside"]
    lines += [target_line(result) for result in summary.targets]
    if summary.segments.profiles:
        lines.append("segments: " + "; ".join(f"{each.name} {each.share:.0%}" for each in summary.segments.profiles))
    else:
        lines.append(f"segments: {summary.segments.not_asked}")
    lines += [f"audit, {finding.severity}: {finding.finding}" for finding in summary.audit if finding.severity != "note"]
    return "\n".join([*lines, f"report: {out / 'report.html'}"])


def target_line(result: "TargetResult") -> str:
    """Return one line about a target."""
    name = f"{result.question.name}{' (a proxy: this data has no purchases)' if result.question.proxy else ''}"
    if result.not_asked is not None or result.champion is None:
        return f"{name}: not asked. {result.not_asked}"
    best = next(model for model in result.models if model.name == result.champion)
    shown = ("roc_auc", "average_precision", "ece") if result.question.kind == "binary" else ("gini", "mae", "bias")
    figures = ", ".join(
        f"{metric.replace('_', ' ')} {best.metrics[metric]:.3f}" for metric in shown if best.metrics.get(metric) is not None
    )
    low_high = best.interval.get(shown[0])
    interval = f" (95 % interval of the first: {low_high[0]:.3f} to {low_high[1]:.3f})" if low_high is not None else ""
    return f"{name}: {best.label}, {figures}{interval}"
