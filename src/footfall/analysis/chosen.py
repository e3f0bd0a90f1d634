"""Who of those worth acting on is chosen?

`Choice` is what was asked for, checked against the analysis; `choose` applies it. Segments first, then the threshold, then the best-scored
share of who is left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import ceil, isfinite

import pandas as pd

from footfall.analysis.finished import Finished, FinishedTarget
from footfall.errors import UsageError
from footfall.report.segments import NO_SEGMENT

__all__ = ["Choice", "choose"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for; what is None or empty does not narrow.

    Parameters
    ----------
    threshold
        Scores of at least this.
    top
        The best-scored share of those in the segments and above the threshold, above 0 and at most 1.
    segments
        Names of segments; any of them will do.
    """

    threshold: float | None = None
    top: float | None = None
    segments: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, found: Finished, target: str, *, threshold: float | None, best_threshold: bool, top: float | None, segments: Sequence[str]
    ) -> "Choice":
        """Check what was asked for; `best_threshold` stands for the campaign's threshold of greatest profit.

        Raises
        ------
        UsageError
            For an unknown segment, a share or a threshold that is none, no campaign, two thresholds, or nothing asked for at all.
        """
        asked = found.target(target)
        if threshold is None and not best_threshold and top is None and not segments:
            raise UsageError("Nobody is chosen.", remedy="Say whom: --threshold P, --best-threshold, --top 10% or --segment NAME.")
        if threshold is not None and best_threshold:
            raise UsageError("Two thresholds are given.", remedy="Leave --threshold or --best-threshold away.")
        if top is not None and not 0 < top <= 1:
            raise UsageError(f"A top share of {top:g} is no share.", remedy="Give a share above 0 and at most 1, such as 10% or 0.1.")
        if threshold is not None:
            check_threshold(threshold, asked)
        named = tuple(known_segment(name, found) for name in segments)
        return cls(best_of(asked, target) if best_threshold else threshold, top, named)


def check_threshold(threshold: float, asked: FinishedTarget) -> None:
    """Refuse a threshold that no score can stand for."""
    if asked.kind == "binary" and not 0 <= threshold <= 1:
        raise UsageError(f"A threshold of {threshold:g} is no probability.", remedy="Give one between 0 and 1, such as 0.05.")
    if not isfinite(threshold) or threshold < 0:
        raise UsageError(f"A threshold of {threshold:g} is no amount.", remedy="Give one of at least 0, in the target's unit.")


def best_of(asked: FinishedTarget, name: str) -> float:
    """Return the threshold of greatest profit."""
    if asked.profit is None:
        f1 = f" or, for the most right calls, --threshold {asked.threshold:.4g}" if asked.threshold is not None else ""
        raise UsageError(
            f"The analysis has no profit of {name}: it is counted for conversions, where the settings say what acting costs and brings.",
            remedy=f"Set conversion_value, action_cost and action_effect and analyse again; or give --top 10%{f1}.",
        )
    if asked.profit.threshold is None:
        raise UsageError(
            f"Acting on nobody brought most for {name}: an action costs {asked.profit.action_cost:g} and no threshold earned it back.",
            remedy="Find a cheaper or stronger action; to list somebody all the same, give --top 10%.",
        )
    return asked.profit.threshold


def known_segment(name: str, found: Finished) -> str:
    """Return a segment's name as the analysis spells it; capitals do not matter."""
    names = [*(each.name for each in found.segments), NO_SEGMENT]
    by_lower = {each.lower(): each for each in names}
    if name.strip().lower() in by_lower:
        return by_lower[name.strip().lower()]
    near = [by_lower[each] for each in get_close_matches(name.strip().lower(), list(by_lower), n=2)]
    hint = f"Did you mean {' or '.join(f'“{each}”' for each in near)}? " if near else ""
    listed = f"The segments are: {', '.join(names[:-1])}." if len(names) > 1 else "This analysis found no segments."
    raise UsageError(f"There is no segment {name!r} in {found.folder}.", remedy=hint + listed)


def choose(people: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return who is chosen, best scores first; of equal scores in the order of their ids, so that the same are chosen each time.

    Raises
    ------
    UsageError
        When nobody is: the error says how the scores lie.
    """
    inside = people[people["segment"].isin(choice.segments)] if choice.segments else people
    if inside.empty:
        counts = people["segment"].value_counts()
        raise UsageError(
            f"None of the {len(people):,} who could be listed is in {' or '.join(f'“{name}”' for name in choice.segments)}.",
            remedy=f"They are in: {', '.join(f'{name} ({count:,})' for name, count in counts.items())}.",
        )
    ranked = inside.sort_values(["score", "visitor_id", "session_id", "event_id"], ascending=[False, True, True, True], kind="stable")
    above = ranked if choice.threshold is None else ranked[ranked["score"] >= choice.threshold]
    if above.empty:
        low, high = float(ranked["score"].min()), float(ranked["score"].max())
        raise UsageError(
            f"Nobody reaches {choice.threshold:.4g}: the scores of the {len(ranked):,} who could be listed run from {low:.4g} "
            f"to {high:.4g}.",
            remedy="Give a lower --threshold, or a share of the list: --top 10%.",
        )
    return above.head(len(above) if choice.top is None else ceil(round(choice.top * len(above), 9))).copy()
