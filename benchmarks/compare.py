"""How often does `footfall compare` raise a false alarm, and how often does it see what has changed?

Shops whose visitors are dealt out into six groups: one is analysed, the other five are new data of the very same process. Each is compared
as it is (any verdict but *keep* is a false alarm), with half of its orders taken away (*recalibrate* is right), and with its orders
dealt out to other sessions at random (*retrain* is right). Features that chance alone calls moved are counted on the way.

Run from the checkout's root: ``python -m benchmarks.compare`` (some ten minutes on two cores).
"""

import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from benchmarks.simulator_record import record

from footfall.analysis.analyze import analyze
from footfall.analysis.compare import compare
from footfall.evaluation.comparison import Comparison
from footfall.settings import Settings
from footfall.simulate.shop import simulate

SEEDS = (11, 12, 13, 14)
GROUPS, VISITORS, DAYS = 6, 5_000, 60
SETTINGS = Settings(effort="quick", threads=2, train_share=0.45, tune_share=0.1, calibrate_share=0.1)
TARGET = "converts_session"


def halved(events: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the events without half of the orders."""
    orders = events["order_id"].dropna().unique()
    lost = np.random.default_rng(seed).choice(orders, len(orders) // 2, replace=False)
    return events[~((events["type"] == "purchase") & events["order_id"].isin(lost))]


def scattered(events: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the events with each order a minute after a random event of anybody, so that nothing foretells it."""
    bought = events["type"] == "purchase"
    orders, others = events[bought].copy(), events[~bought]
    number = pd.factorize(orders["order_id"])[0]
    place = others.iloc[np.random.default_rng(seed).integers(0, len(others), number.max() + 1)]
    for name in ("visitor_id", "user_id", "session_id", "device", "country", "channel"):
        if name in orders:
            orders[name] = place[name].to_numpy()[number]
    orders["us"] = place["us"].to_numpy()[number] + 60_000_000
    return pd.concat([others, orders]).sort_values("us", kind="stable")


CASES: dict[str, Callable[[pd.DataFrame, int], pd.DataFrame]] = {
    "unchanged": lambda events, _: events,
    "half_the_orders": halved,
    "orders_at_random": scattered,
}


def main() -> None:
    verdicts: dict[str, Counter[str]] = {case: Counter() for case in CASES}
    seen: list[Comparison] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in SEEDS:
            for case, comparison in compared(folder, seed):
                verdicts[case][f"{comparison.advice.verdict} ({comparison.advice.basis})"] += 1
                seen += [comparison] if case == "unchanged" else []
    features = [each for comparison in seen for each in comparison.features]
    scores = [comparison.score for comparison in seen if comparison.score is not None]
    record("compare", {
        "target": TARGET,
        "shops": len(SEEDS),
        "comparisons_of_each_case": len(seen),
        "false_alarms": sum(comparison.advice.verdict != "keep" for comparison in seen),
        "verdicts": {case: dict(counted) for case, counted in verdicts.items()},
        "score_index_above_chance": round(float(np.mean([each.index > each.chance for each in scores])), 3),
        "feature_index_above_chance": round(float(np.mean([each.drift.index > each.drift.chance for each in features])), 3),
        "features_called_moved": round(float(np.mean([each.size != "none" for each in features])), 4),
    })  # fmt: skip


def compared(folder: Path, seed: int) -> list[tuple[str, Comparison]]:
    """Analyse one group of visitors of a shop, and compare it with the others in each case."""
    shop, part = folder / "shop.parquet", folder / "part.parquet"
    simulate(visitors=GROUPS * VISITORS, days=DAYS, seed=seed, out=shop)
    events = pd.read_parquet(shop)
    group = pd.factorize(events["visitor_id"])[0] % GROUPS
    events[group == 0].to_parquet(part)
    analyze(part, folder / "old", settings=SETTINGS, target=TARGET)
    found = []
    for number in range(1, GROUPS):
        for case, changed in CASES.items():
            changed(events[group == number], seed + number).to_parquet(part)
            found.append((case, compare(folder / "old", part, settings=SETTINGS).targets[0]))
            print(seed, number, case, found[-1][1].advice, flush=True)
    return found


if __name__ == "__main__":
    main()
