"""Is the simulator's truth true, and is its shop no toy?

On a million sessions: reliability of the truth in 20 bins, its AUC click by click, conversion and lengths; and 1,000 random states of
visitors against Monte-Carlo continuation. Takes some two minutes and 2 GB. ``python -m benchmarks.simulator_truth``
"""

import argparse
import time
from datetime import date

import numpy as np
from benchmarks.simulator_record import record
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import chi2, kstest
from sklearn.metrics import roc_auc_score

from footfall.simulate.columns import purchase_ahead
from footfall.simulate.crowd import Trace
from footfall.simulate.funnel import EXIT, TYPE_NUMBER, Funnel
from footfall.simulate.ladder import Ladder
from footfall.simulate.laws import Laws, shop_laws
from footfall.simulate.season import Season
from footfall.simulate.walk import Walk

HEADLINE = (
    ("sessions", "sessions"),
    ("conversion", "shop/conversion"),
    ("ROC AUC of the truth", "auc/all"),
    ("of the latest event's type alone", "auc/last_type_alone"),
    ("reliability, p-value", "reliability/p_value"),
    ("states checked by simulation", "states/states"),
    ("greatest deviation, in standard errors", "states/z_greatest"),
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SEED = 553
CHUNK = 20_000
BINS = 20
STATES, CONTINUATIONS = 1_000, 20_000
CLICKS = (*range(1, 11), 12, 15, 20, 30)


def main(sessions: int) -> None:
    laws = shop_laws(SEED)
    walk = Walk(laws, Season.starting(date(2026, 1, 5), 90))
    clock = time.perf_counter()
    p, bought, click, kind = collected(walk, sessions)
    found: dict[str, object] = {
        "sessions": int((click == 1).sum()),
        "events": len(p),
        "events_per_second": round(len(p) / (time.perf_counter() - clock)),
        "shop": shop(bought, click, kind),
        "auc": auc(p, bought, click, kind),
        "reliability": reliability(p, bought, click),
        "reliability_of_every_event": clustered(p, bought, click),
        "states": states(walk, laws),
    }
    record("simulator_truth", found)


def collected(walk: Walk, sessions: int) -> tuple[Floats, NDArray[np.bool_], Ints, Ints]:
    """Return truth, label, click and type of every event of at least so many sessions."""
    parts: list[tuple[Floats, NDArray[np.bool_], Ints, Ints]] = []
    seen = 0
    while seen < sessions:
        trace: Trace = walk.trace(len(parts) * CHUNK, CHUNK, np.random.default_rng([SEED, 2, len(parts)]))
        parts.append((trace.chance, purchase_ahead(trace), trace.click.astype(np.int16), trace.kind.astype(np.int8)))
        seen += int((trace.click == 1).sum())
    p, bought, click, kind = (np.concatenate(column) for column in zip(*parts, strict=True))
    return p, bought, click, kind


def shop(bought: NDArray[np.bool_], click: Ints, kind: Ints) -> dict[str, float]:
    first = np.flatnonzero(click == 1)
    length = np.diff(np.append(first, len(click)))
    converts = np.maximum.reduceat(kind == TYPE_NUMBER["purchase"], first)
    return {
        "conversion": round(float(converts.mean()), 4),
        "median_clicks": float(np.median(length)),
        "share_of_20_clicks": round(float((length >= 20).mean()), 4),
        "most_clicks": int(length.max()),
    }


def auc(p: Floats, bought: NDArray[np.bool_], click: Ints, kind: Ints) -> dict[str, object]:
    by_type = np.bincount(kind, bought) / np.maximum(np.bincount(kind), 1)
    return {
        "by_click": {str(k): round(float(roc_auc_score(bought[click == k], p[click == k])), 4) for k in CLICKS},
        "all": round(float(roc_auc_score(bought, p)), 4),
        "last_type_alone": round(float(roc_auc_score(bought, by_type[kind])), 4),
    }


def reliability(p: Floats, bought: NDArray[np.bool_], click: Ints) -> dict[str, object]:
    """Test calibration at one click a session, chosen without a look at its length, which would tell its end.

    Residuals of one visitor's sessions are uncorrelated, because each truth is given all that went before, so that the sum of squared
    standardised misses of the bins is chi-square with as many degrees of freedom as bins.
    """
    session = np.cumsum(click == 1) - 1
    chosen = np.random.default_rng(SEED).integers(1, 21, session[-1] + 1)[session] == click
    p, bought = p[chosen], bought[chosen]
    bins = np.searchsorted(np.quantile(p, np.linspace(0, 1, BINS + 1)[1:-1]), p, side="right")
    count = np.bincount(bins)
    z = np.bincount(bins, bought - p) / np.sqrt(np.bincount(bins, p * (1 - p)))
    return {
        "rows": len(p),
        "bins": [
            {"predicted": round(float(said), 5), "observed": round(float(seen), 5), "z": round(float(miss), 2)}
            for said, seen, miss in zip(np.bincount(bins, p) / count, np.bincount(bins, bought) / count, z, strict=True)
        ],
        "chi_square": round(float((z**2).sum()), 2),
        "p_value": round(float(chi2.sf((z**2).sum(), BINS)), 4),
    }


def clustered(p: Floats, bought: NDArray[np.bool_], click: Ints) -> dict[str, object]:
    """Test calibration at all events in the same bins, a session's misses taken together: a Wald test on their sums and covariance."""
    session = np.cumsum(click == 1) - 1
    bins = np.searchsorted(np.quantile(p, np.linspace(0, 1, BINS + 1)[1:-1]), p, side="right")
    misses = csr_array((bought - p, (session, bins)), shape=(session[-1] + 1, BINS))
    total: Floats = np.asarray(misses.sum(axis=0))
    wald = float(total @ np.linalg.solve((misses.T @ misses).toarray(), total))
    return {"rows": len(p), "chi_square": round(wald, 2), "p_value": round(float(chi2.sf(wald, BINS)), 4)}


def states(walk: Walk, laws: Laws) -> dict[str, object]:
    """Test 1,000 states: the truth against the share of continuations, by intents drawn from the belief, that buy."""
    rng = np.random.default_rng([SEED, 7])
    weight, cell, chance = sampled(walk, rng)
    law = weight.sum(axis=1)
    intent = (rng.random((len(law), CONTINUATIONS, 1)) > np.cumsum(law, axis=1)[:, None, :-1]).sum(axis=2)
    bought = continued(laws.funnel, np.repeat(cell, CONTINUATIONS), intent.ravel(), rng).reshape(len(law), CONTINUATIONS).mean(axis=1)
    z = (bought - chance) / np.sqrt(chance * (1 - chance) / CONTINUATIONS)
    return {
        "states": len(z),
        "continuations_each": CONTINUATIONS,
        "z_mean": round(float(z.mean()), 3),
        "z_spread": round(float(z.std()), 3),
        "z_greatest": round(float(np.abs(z).max()), 2),
        "normal_p_value": round(float(kstest(z, "norm").pvalue), 4),
    }


def sampled(walk: Walk, rng: np.random.Generator) -> tuple[Floats, Ints, Floats]:
    """Return belief, cell and truth at random events, any with the same chance."""
    weights, cells, chances = [], [], []
    for crowd, events in walk.steps(0, CHUNK, np.random.default_rng([SEED, 8])):
        rows = np.flatnonzero(rng.random(len(crowd)) < 2 * STATES / (35 * CHUNK))
        weights.append(crowd.weight[rows])
        cells.append(crowd.cell[rows])
        chances.append(events.chance[rows])
    keep = rng.permutation(sum(map(len, cells)))[:STATES]
    return np.concatenate(weights)[keep], np.concatenate(cells)[keep], np.concatenate(chances)[keep]


def continued(funnel: Funnel, cell: Ints, intent: Ints, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Walk on from these cells until everybody has bought or left; return who bought."""
    ladder = Ladder.of(funnel.chance.transpose(2, 0, 1).reshape(-1, EXIT + 1))
    bought = np.zeros(len(cell), dtype=np.bool_)
    walking, now = np.arange(len(cell)), cell.copy()
    while len(walking):
        kind = ladder.draw(intent[walking] * len(funnel.then) + now[walking], rng.random(len(walking)))
        bought[walking[kind == TYPE_NUMBER["purchase"]]] = True
        goes_on = (kind != EXIT) & (kind != TYPE_NUMBER["purchase"])
        walking, kind = walking[goes_on], kind[goes_on]
        now[walking] = funnel.then[now[walking], kind]
    return bought


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=1_000_000)
    main(parser.parse_args().sessions)
