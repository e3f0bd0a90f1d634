"""Do predicted amounts add up, and do their intervals hold?

`footfall analyze` at standard effort on `cdnow` (`revenue_28d`) and on simulated shops of three seeds that nothing was tuned on
(`revenue_session` and `revenue_28d`, 90 days): normalised Gini, total bias with its 95 % interval, the coverage of the 90 % intervals on
the test part, by fifth of the predicted amount and of buyers, with the mean width; and beside each bar the figure that has to reach it.
The bias of the three shops together stands beside them, since one shop has too few orders to tell. ``python -m benchmarks.revenue``, or
``python -m benchmarks.revenue cdnow revenue_session revenue_28d`` for some of it: the rest is left as it stands in the results.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from benchmarks.analyze import run
from benchmarks.simulator_record import RESULTS, record

from footfall.dataset.dataset import Ints
from footfall.measures.bootstrap import Resamples, interval

SEEDS = (11, 12, 13)
VISITORS, DAYS = 20_000, 90
KEPT = ("gini", "bias", "r2", "mae", "rmse")
BIAS, HELD, AT_MOST, FEW_ZEROS = 0.05, 0.88, 0.92, 0.12
"""The bars: total bias either way; share held in every fifth and of buyers; and at most, where zeros are rarer than that."""
GROUPS = ("cdnow", "revenue_session", "revenue_28d")
UNIT = {"revenue_session": "session_id", "revenue_28d": "visitor_id"}


def main(asked: tuple[str, ...]) -> None:
    path = RESULTS / "revenue.json"
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for group in asked:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            found[group] = figures("cdnow", "revenue_28d", place / "cdnow") if group == "cdnow" else shops(group, place)
        record("revenue", {group: found[group] for group in GROUPS if group in found})


def shops(target: str, place: Path) -> dict[str, object]:
    """Return the figures of one target on each simulated shop, and of all shops together."""
    found: dict[str, object] = {}
    predicted = []
    for seed in SEEDS:
        shop, out = place / f"shop-{seed}.parquet", place / f"shop-{seed}"
        run("simulate", "--visitors", str(VISITORS), "--days", str(DAYS), "--seed", str(seed), "--out", str(shop))
        found[f"simulated shop, seed {seed}"] = figures(str(shop), target, out)
        predicted.append(champions(out, target).assign(shop=seed))
    return {**found, "simulated shops together": together(pd.concat(predicted))}


def figures(source: str, target: str, out: Path) -> dict[str, object]:
    """Return the champion's figures on the test part of one analysis."""
    seconds, _ = run("analyze", source, "--target", target, "--out", str(out))
    result = json.loads((out / "summary.json").read_text(encoding="utf-8"))["targets"][target]
    if result["not_asked"] is not None:
        raise RuntimeError(f"{target} was not asked of {source}: {result['not_asked']}")
    best = result["models"][result["champion"]]
    return {
        "target": target,
        "champion": result["champion"],
        "bars": bars(best["bias"], result["coverage"]),
        **{name: best[name] for name in KEPT},
        "interval": {name: best["interval"][name] for name in KEPT},
        "coverage": result["coverage"],
        "tested": result["counts"]["test"],
        "split": result["split"],
        "seconds": round(seconds, 1),
        "commit": commit(),
    }


def bars(bias: float, coverage: dict[str, Any] | None) -> dict[str, object]:
    """Return each bar, the figure beside it, and whether it was reached."""
    found: dict[str, object] = {"bias": {"at_most": BIAS, "found": round(bias, 4), "reached": abs(bias) <= BIAS}}
    if coverage is None:
        return found
    fifths = list(coverage["fifths"].values())
    least = min(fifth["share"] for fifth in fifths)
    shares = {"held_in_the_least_fifth": least, "held_of_buyers": coverage["buyers"]["share"]}
    found |= {name: {"at_least": HELD, "found": round(share, 4), "reached": share >= HELD} for name, share in shares.items()}
    tight = [fifth["share"] for fifth in fifths if fifth["zeros"] < FEW_ZEROS]
    if tight:
        found["held_where_zeros_are_rare"] = {"at_most": AT_MOST, "found": round(max(tight), 4), "reached": max(tight) <= AT_MOST}
    return found


def champions(out: Path, target: str) -> pd.DataFrame:
    """Return ``unit, label, predicted`` of the test part."""
    champion = json.loads((out / "summary.json").read_text(encoding="utf-8"))["targets"][target]["champion"]
    frame = pd.read_parquet(out / "predictions" / f"{target}.parquet", columns=[UNIT[target], "label", champion])
    return frame.rename(columns={UNIT[target]: "unit", champion: "predicted"})


def together(frame: pd.DataFrame) -> dict[str, object]:
    """Return the bias of the totals of all shops, with its 95 % interval by bootstrap over sessions or visitors."""
    group: Ints = frame.groupby(["shop", "unit"]).ngroup().to_numpy().astype(np.int64)
    drawn = Resamples.of(group, resamples=500, seed=1).totals(frame[["predicted", "label"]].to_numpy(np.float64))
    bias = float(frame["predicted"].sum() / frame["label"].sum() - 1)
    return {
        "bars": bars(bias, None),
        "bias": bias,
        "interval": interval((drawn[:, 0] / drawn[:, 1] - 1).tolist()),
        "that_buy": int(frame.loc[frame["label"] > 0, ["shop", "unit"]].drop_duplicates().shape[0]),
    }


def commit() -> str:
    """Return the commit that was measured."""
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or GROUPS)
