"""A finished analysis written by hand: its summary and its scores, small enough to count on one's fingers."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

__all__ = ["DAY_US", "END", "analysis", "summary"]

DAY_US = 86_400_000_000
END = 100 * DAY_US


def summary(**others: Any) -> dict[str, Any]:
    """The parts of a summary that are read back, and one that is not."""
    profit = {"conversion_value": 40.0, "action_cost": 1.0, "action_effect": 0.1, "threshold": 0.3, "break_even": 0.25, "policies": {}}
    asked = {"kind": "binary", "unit": "", "proxy": False, "not_asked": None, "threshold": 0.45, "profit": None}
    return {
        "schema_version": 1, "version": "0.1.0", "seed": 553, "currency": "EUR", "settings": {"action_effect": 0.1, "seed": 553},
        "source": {"visitors": 10}, "notes": [],
        "targets": {
            "converts_session": asked | {"profit": profit}, "returns_7d": asked, "churn_7d": asked, "continues": asked | {"proxy": True},
            "revenue_28d": asked | {"kind": "amount", "unit": "currency"}, "returns_30d": asked | {"not_asked": "No orders."},
        },
        "segments": {"profiles": [
            {"name": "Ready to buy", "action": "Shorten the checkout."}, {"name": "Passers-by", "action": "=HYPERLINK(1)"},
        ]},
    } | others  # fmt: skip


def analysis(folder: Path, *, visitors: bool = True, **others: Any) -> Path:
    """Write an analysis of ten visitors: two visits each, the last ones day by day until the end of the data, and a row a visitor."""
    rows: list[dict[str, Any]] = []
    for number in range(10):
        who = {"visitor_id": f"v{number}" if visitors else None, "segment": "Ready to buy" if number % 2 else "Passers-by"}
        last = END - (9 - number) * DAY_US
        rows += [
            visit(who, f"s{number}a", last - 60 * DAY_US, score=0.99), visit(who, f"s{number}b", last, score=number / 10),
            {**who, "event_id": f"e{number}", "session_id": f"s{number}b", "cut_off_us": last, "returns_7d": 0.05 * number,
             "returns_7d_label": None if last + 7 * DAY_US > END else 0.0},
            {**who, "event_id": f"e{number}", "session_id": f"s{number}b", "cut_off_us": END, "revenue_28d": 20.0 * number,
             "revenue_28d_label": None, "churn_7d": 0.05 * number, "churn_7d_label": None},
        ]  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    texts = ("event_id", "visitor_id", "session_id", "segment")
    frame = pd.DataFrame(rows).astype(dict.fromkeys(texts, "str")).sort_values(["cut_off_us", "event_id"], ignore_index=True)
    frame.assign(part="test", click=1).to_parquet(folder / "scores.parquet", index=False)
    (folder / "summary.json").write_text(json.dumps(summary(**others)), encoding="utf-8")
    return folder


def visit(who: dict[str, Any], session: str, cut_off_us: int, *, score: float) -> dict[str, Any]:
    """One session's row; whether it converted is known, and must not matter."""
    return {
        **who, "event_id": f"{session}-1", "session_id": session, "cut_off_us": cut_off_us, "converts_session": score,
        "converts_session_label": float(score > 0.5), "continues": score, "continues_label": 0.0,
    }  # fmt: skip
