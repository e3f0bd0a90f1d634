"""What do BG/NBD and Gamma-Gamma, as pymc-marketing fits them, expect of each customer?

A peer of `benchmarks.cdnow_clv`, run in a virtual environment of its own (``clv.txt``): reads the orders of the first period, writes the
expected number of orders and their expected value over the coming weeks. Both are fitted by their maximum a posteriori.
``python benchmarks/peers/clv.py ORDERS.csv LAST_DAY WEEKS OUT.csv``
"""

import json
import sys
import time
from pathlib import Path

import pandas as pd
from pymc_marketing import clv  # type: ignore[import-not-found,unused-ignore]


def main(orders: str, last_day: str, weeks: str, out: str) -> None:
    """Fit both models; write ``customer,orders,value`` to OUT.csv, and the seconds and the fitted numbers beside it as JSON."""
    bought = pd.read_csv(orders, parse_dates=["date"], dtype={"customer": "str"})
    clock = time.perf_counter()
    seen = clv.rfm_summary(bought, "customer", "date", "value", observation_period_end=last_day, time_unit="D", time_scaler=7)
    seen = seen.rename(columns={"customer": "customer_id"})
    counting = clv.BetaGeoModel(seen)
    counting.fit(method="map", progressbar=False)
    ahead = counting.expected_purchases(seen, future_t=float(weeks)).to_numpy().ravel()
    spending = clv.GammaGammaModel(seen[(seen["frequency"] > 0) & (seen["monetary_value"] > 0)])
    spending.fit(method="map", progressbar=False)
    spend = spending.expected_customer_spend(seen).to_numpy().ravel()
    seconds = time.perf_counter() - clock
    pd.DataFrame({"customer": seen["customer_id"], "orders": ahead, "value": ahead * spend}).to_csv(out, index=False)
    numbers = {**counting.fit_summary().to_dict(), **spending.fit_summary().to_dict()}
    Path(out).with_suffix(".json").write_text(json.dumps({"seconds": seconds, "numbers": numbers}, default=float))


if __name__ == "__main__":
    main(*sys.argv[1:])
