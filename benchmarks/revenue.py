"""Do predicted amounts add up, and do their intervals hold?

`footfall analyze` at standard effort on `cdnow` (`revenue_28d`) and on simulated shops of three seeds that nothing was tuned on
(`revenue_session`): normalised Gini, total bias with its 95 % interval, and the coverage of the 90 % intervals on the test part, by fifth
of the predicted amount and of buyers, with the mean width. The bias of the three shops together stands beside them, since one shop has
too few orders to tell. ``python -m benchmarks.revenue``
"""

import json
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from benchmarks.analyze import run
from benchmarks.simulator_record import record

from footfall.dataset.dataset import Ints
from footfall.measures.bootstrap import Resamples, interval

SEEDS = (11, 12, 13)
VISITORS, DAYS = 20_000, 90
KEPT = ("gini", "bias", "r2", "mae", "rmse")


def main() -> None:
    found: dict[str, object] = {}
    predicted = []
    with tempfile.TemporaryDirectory() as folder:
        found["cdnow"] = figures("cdnow", "revenue_28d", Path(folder) / "cdnow")
        for seed in SEEDS:
            shop, out = Path(folder) / f"shop-{seed}.parquet", Path(folder) / f"shop-{seed}"
            run("simulate", "--visitors", str(VISITORS), "--days", str(DAYS), "--seed", str(seed), "--out", str(shop))
            found[f"simulated shop, seed {seed}"] = figures(str(shop), "revenue_session", out)
            predicted.append(champions(out, "revenue_session").assign(shop=seed))
    record("revenue", {**found, "simulated shops together": together(pd.concat(predicted))})


def figures(source: str, target: str, out: Path) -> dict[str, object]:
    """Return the champion's figures on the test part of one analysis."""
    seconds, _ = run("analyze", source, "--target", target, "--out", str(out))
    result = json.loads((out / "summary.json").read_text(encoding="utf-8"))["targets"][target]
    best = result["models"][result["champion"]]
    return {
        "target": target,
        "champion": result["champion"],
        **{name: best[name] for name in KEPT},
        "interval": {name: best["interval"][name] for name in KEPT},
        "coverage": result["coverage"],
        "seconds": round(seconds, 1),
    }


def champions(out: Path, target: str) -> pd.DataFrame:
    """Return ``session_id, label, predicted`` of the test part."""
    champion = json.loads((out / "summary.json").read_text(encoding="utf-8"))["targets"][target]["champion"]
    frame = pd.read_parquet(out / "predictions" / f"{target}.parquet", columns=["session_id", "label", champion])
    return frame.rename(columns={champion: "predicted"})


def together(frame: pd.DataFrame) -> dict[str, object]:
    """Return the bias of the totals of all shops, with its 95 % interval by bootstrap over sessions."""
    group: Ints = frame.groupby(["shop", "session_id"]).ngroup().to_numpy().astype(np.int64)
    drawn = Resamples.of(group, resamples=500, seed=1).totals(frame[["predicted", "label"]].to_numpy(np.float64))
    ends = interval((drawn[:, 0] / drawn[:, 1] - 1).tolist())
    return {
        "bias": float(frame["predicted"].sum() / frame["label"].sum() - 1),
        "interval": ends,
        "sessions_that_buy": int(frame.loc[frame["label"] > 0, ["shop", "session_id"]].drop_duplicates().shape[0]),
    }


if __name__ == "__main__":
    main()
