"""What a finished analysis written by hand (`finishing`) keeps of who is about to leave, and of what actions are decided on."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from tests.analysis.finishing import DAY_US, END, analysis, summary

from footfall.analysis.decisions import keep_decisions
from footfall.analysis.leaving import FILE, KEY, RECORD, SCHEMA, LeavingRecord
from footfall.explore.came_back import Aftermath, Share
from footfall.explore.leaving import Overdue
from footfall.report.playbook import read_playbook

__all__ = ["leaving_analysis", "with_decisions", "with_leaving"]

MEASURED = (
    Aftermath(
        "abandoned_cart", "visit", 7, END - 28 * DAY_US, Share(3, 10, (0.1, 0.6)), Share(5, 50, (0.04, 0.2)), Share(4, 20, (0.1, 0.4))
    ),
    Aftermath("fading", as_of_us=END - 28 * DAY_US, not_measured="nobody was of this group then"),
)


def leaving_analysis(folder: Path, *, carts: bool = True, times: float | None = 3.0, kind: str = "events", **others: Any) -> Path:
    """An analysis of ten visitors, of whom v0 left a cart lately and fades, v1 left one long ago, v2 is still there, v3 fades."""
    champions = {name: each | {"champion": "xgboost"} for name, each in summary()["targets"].items()}
    champions |= {"churn_7d": champions["churn_7d"] | {"threshold": 0.3}} | others.pop("targets", {})
    analysis(folder, targets=champions, **others)
    with_leaving(folder, carts=carts, times=times, kind=kind)
    rows = pd.DataFrame({"visitor_id": [f"v{at % 5}" for at in range(20)], "cut_off_us": END - 20 * DAY_US, "label": [0.0, 1.0] * 10})
    (folder / "predictions").mkdir(exist_ok=True)
    for name in ("churn_7d", "returns_7d", "returns_30d"):
        rows.assign(xgboost=np.where(rows["label"] > 0, 0.9, 0.1)).to_parquet(folder / "predictions" / f"{name}.parquet")
    return folder


def with_leaving(folder: Path, *, carts: bool, times: float | None, kind: str) -> None:
    """Write ``leaving.parquet``."""
    frame = pd.DataFrame({
        "visitor_id": [f"v{at}" for at in range(10)], "last_seen_us": [END - (9 - at) * DAY_US for at in range(10)],
        "absent_days": [float(9 - at) for at in range(10)], "visits": 2, "orders": [2, *[0] * 9], "last_order_us": None,
        "revenue": [100.0, *[0.0] * 9], "usual_gap_days": [2.0, None, None, 1.5, *[None] * 6],
        "times_usual": [4.5, None, None, 4.0, *[None] * 6],
        "fading": [True, None, None, True, *[None] * 6] if times is not None else None, "here_now": [False, False, True, *[False] * 7],
        "cart_items": [2, 1, 3, *[0] * 7] if carts else None, "cart_contents": ["=1+1, i2", "i3", "i4", *[None] * 7] if carts else None,
        "cart_value": [49.8, None, 30.0, *[None] * 7] if carts else None,
        "cart_us": [END - 3 * DAY_US, END - 40 * DAY_US, END, *[None] * 7] if carts else None,
    })  # fmt: skip
    record = LeavingRecord(END, kind, True, carts, Overdue(times, 250), "28d", MEASURED, read_playbook().leaving)
    table = pa.Table.from_pandas(frame, schema=SCHEMA, preserve_index=False)
    pq.write_table(table.replace_schema_metadata({KEY: RECORD.dump_json(record)}), folder / FILE)


def with_decisions(folder: Path, target: str = "converts_session") -> pd.DataFrame:
    """Write what campaigns are measured on: 200 visits of two clicks in each part, the surer the likelier to convert."""
    rng = np.random.default_rng(3)
    frames = []
    for at, part in enumerate(("calibrate", "test")):
        unit = np.repeat(np.arange(200) + 1_000 * at, 2)
        score = np.round(rng.uniform(0, 0.6, len(unit)), 3)
        frames.append(
            pd.DataFrame(
                {"part": part, "label": (rng.uniform(size=len(unit)) < score) * 1.0, "score": score, "unit": unit, "group": unit // 3}
            )
        )
    frame = pd.concat(frames, ignore_index=True)
    keep_decisions(frame, folder, target)
    return frame
