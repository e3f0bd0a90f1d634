"""What will each customer of CDNOW be worth, next to BG/NBD with Gamma-Gamma?

The classic protocol: everything is learnt from the first 39 weeks (1997-01-01 to 1997-09-30), and the next 39 weeks' orders and their value
are foretold for all 23,570 customers. The file that Footfall reads is cut off there, so that nothing later can be seen. The form of
Footfall's forecast is chosen there too, by `benchmarks.cdnow_forms`: learnt from the first 26 weeks, looked at on weeks 27 to 39. (An
earlier version of this file had its form, ``trees_13``, chosen with the holdout in view.) One number a customer serves all figures; they
are given once more scaled to the peer's total, since a lower level alone lessens the absolute error of amounts that are mostly zero. The
peer's are taken where ``make bench-peers`` has made its virtual environment; else they are left as they stand in the results.
``python -m benchmarks.cdnow_clv``
"""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from benchmarks.cdnow_forms import choose, forecasts
from benchmarks.cdnow_orders import Orders
from benchmarks.simulator_record import RESULTS, record

from footfall.dataset.dataset import Floats
from footfall.evaluation.metrics import amount_metrics
from footfall.measures.bootstrap import Resamples, interval
from footfall.measures.ranking import Ranking, normalised_gini

HEADLINE = (
    ("mean absolute error of value", "value/footfall/mae"),
    ("theirs", "value/bg_nbd_gamma_gamma/mae"),
    ("difference (95 %)", "value/difference/mae"),
    ("normalised Gini of value", "value/footfall/gini"),
    ("theirs", "value/bg_nbd_gamma_gamma/gini"),
    ("difference (95 %)", "value/difference/gini"),
)

PYTHON = Path(".peers/clv/bin/python")
LAST_DAY, WEEKS = "1997-09-30", 39
SEED = 553
WHAT = ("value", "orders")
Line = dict[str, float]


def main() -> None:
    orders = Orders.read()
    truth, first = orders.after(LAST_DAY), orders.until(LAST_DAY)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        chosen = choose(first, place)
        form = str(chosen["taken"])
        ours = {name: forecasts(first, (form,), name, WEEKS, place) for name in WHAT}
        theirs = peer(first, place)
    found: dict[str, object] = {"customers": len(truth), "last_day": LAST_DAY, "weeks_ahead": WEEKS, "form": chosen}
    for name in WHAT:
        foretold, took = ours[name]
        real, mine = truth[name].to_numpy(np.float64), foretold[form].reindex(truth.index).to_numpy(np.float64)
        lines: dict[str, object] = {"footfall": figures(real, mine, took)}
        if theirs is None:
            lines |= kept(name)
        else:
            expected, seconds = theirs
            other = expected.reindex(truth.index)[name].to_numpy(np.float64)
            lines |= {"bg_nbd_gamma_gamma": figures(real, other, seconds), "difference": differences(real, mine, other)}
            level_with = mine * other.sum() / mine.sum()
            lines["at_the_peers_total"] = {**figures(real, level_with, took), "difference": differences(real, level_with, other)}
        found[name] = {"real_total": round(float(real.sum()), 2), **lines}
    record("cdnow_clv", found)


def peer(orders: Orders, place: Path) -> tuple[pd.DataFrame, float] | None:
    """Return what the peer expects of each customer, and its seconds; None where its virtual environment is not there."""
    if not PYTHON.exists():
        return None
    orders.frame.to_csv(place / "orders.csv", index=False)
    out = place / "peer.csv"
    command = [str(PYTHON), "benchmarks/peers/clv.py", str(place / "orders.csv"), LAST_DAY, str(WEEKS), str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = pd.read_csv(out, dtype={"customer": "str"}).set_index("customer")
    return found, float(json.loads(out.with_suffix(".json").read_text())["seconds"])


def figures(real: Floats, expected: Floats, seconds: float) -> Line:
    """Return the figures of one forecast."""
    metrics = {name: round(float(value or 0.0), 4) for name, value in amount_metrics(real, expected).items()}
    return {**metrics, "total": round(float(expected.sum()), 2), "seconds": round(seconds, 1)}


def differences(real: Floats, mine: Floats, other: Floats) -> dict[str, list[float]]:
    """Return Footfall's figure less the peer's, with the 95 % interval of a bootstrap over customers that both share."""
    perfect, rankings = Ranking.of(real, real), (Ranking.of(real, mine), Ranking.of(real, other))

    def gap(weight: Floats) -> tuple[float, float]:
        error = float(np.average(np.abs(mine - real) - np.abs(other - real), weights=weight))
        ginis = [normalised_gini(ranking, perfect, weight) or 0.0 for ranking in rankings]
        return error, ginis[0] - ginis[1]

    drawn = [gap(weight) for weight in Resamples.of(np.arange(len(real)), resamples=500, seed=SEED).weights()]
    found = {}
    for name, value, draws in zip(("mae", "gini"), gap(np.ones(len(real))), zip(*drawn, strict=True), strict=True):
        low, high = interval(draws) or (value, value)
        found[name] = [round(value, 4), round(low, 4), round(high, 4)]
    return found


def kept(name: str) -> dict[str, object]:
    """Return the peer's figures as they stand in the results."""
    path = RESULTS / "cdnow_clv.json"
    then = json.loads(path.read_text()).get(name, {}) if path.exists() else {}
    return {key: then[key] for key in ("bg_nbd_gamma_gamma", "difference", "at_the_peers_total") if key in then}


if __name__ == "__main__":
    main()
