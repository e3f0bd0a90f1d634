"""A finished analysis with amounts, written by hand: visitors whose worth is drawn from a seed, scored by what is known of them.

Of `revenue_28d`, the test part asks at two moments, and the end of the data once more; of `revenue_session`, at both clicks of each visit.
A visitor's real amount is a gamma number around the prediction times `bias` (of the segment Cart builders times `own` as well).
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["DAY_US", "analysis"]

DAY_US = 86_400_000_000
SEGMENTS = ("Passers-by", "Cart builders", "Loyal regulars")
LEVELS = (2.0, 8.0, 20.0)


def analysis(
    folder: Path, *, visitors: int = 900, bias: float = 1.0, own: float = 1.0, seed: int = 1, proxy: bool = False, **others: Any
) -> Path:
    """Write it."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, 3, visitors)
    frame = pd.DataFrame({
        "visitor_id": [f"v{at:05}" for at in range(visitors)], "session_id": [f"s{at:05}" for at in range(visitors)],
        "event_id": [f"e{at:05}" for at in range(visitors)], "segment": [SEGMENTS[at] for at in group],
        "rfm": [None if at % 3 else "Champions" for at in range(visitors)],
        "channel": [("email", "search", None)[at % 3] for at in range(visitors)],
    })  # fmt: skip
    mean = np.array(LEVELS)[group] * rng.uniform(0.5, 1.5, visitors)
    rate = np.where(group == 1, own, 1.0) * bias

    def real() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.where(rng.random(visitors) < 0.3, rng.gamma(2.0, mean * rate / 0.6), 0.0)

    def ask(moment: int) -> pd.DataFrame:
        return frame.assign(cut_off_us=moment * DAY_US, click=1, value=mean, label=real())

    visits = pd.concat([ask(50).assign(click=click, event_id=frame["event_id"] + f"-{click}") for click in (1, 2)])
    days = pd.concat([ask(60), ask(67)])
    folder.mkdir(parents=True)
    (folder / "predictions").mkdir()
    ids = ["event_id", "visitor_id", "session_id", "cut_off_us", "click", "label"]
    for name, tested in (("revenue_session", visits), ("revenue_28d", days)):
        tested[[*ids, "value"]].rename(columns={"value": "xgboost"}).to_parquet(folder / "predictions" / f"{name}.parquet", index=False)
    scored = visits[visits["click"] == 2].rename(columns={"value": "revenue_session", "label": "revenue_session_label"}).assign(part="test")
    ends = ask(90).drop(columns="label").rename(columns={"value": "revenue_28d"}).assign(
        part="unlabelled", revenue_28d_label=np.nan, revenue_28d_low=0.0, revenue_28d_high=3 * mean,
        revenue_28d_reason_1="last seen 2 days ago (+7.62 EUR)", revenue_28d_reason_2=None, revenue_28d_reason_3=None,
    )  # fmt: skip
    pd.concat([scored, ends], ignore_index=True).to_parquet(folder / "scores.parquet", index=False)
    asked = {"kind": "amount", "unit": "price units" if proxy else "currency", "proxy": proxy, "not_asked": None, "champion": "xgboost"}
    record = {
        "schema_version": 1, "version": "0.1.0", "seed": 553, "currency": None if proxy else "EUR", "settings": {},
        "source": {"visitors": visitors}, "segments": {"unit": "session", "profiles": [{"name": name} for name in SEGMENTS]},
        "targets": {
            "revenue_session": asked, "revenue_28d": asked,
            "converts_session": {"kind": "binary", "unit": "", "proxy": False, "not_asked": None},
        },
    } | others  # fmt: skip
    (folder / "summary.json").write_text(json.dumps(record), encoding="utf-8")
    return folder
