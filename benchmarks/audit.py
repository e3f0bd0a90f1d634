"""Does the audit find ten planted leaks, and is it silent on ten clean tables, whatever the seed?

Draws every table of `tests.proof.tables` with several seeds, as it is and in disguise (columns renamed and shuffled, words recoded), and
counts: a leak is found where the finding of the expected severity names the column; every other refusal or warning is a false alarm.
``python -m benchmarks.audit``
"""

import argparse
import time

import numpy as np
from benchmarks.simulator_record import record
from tests.proof.tables import CLEAN, LEAKS, UNFIT, Clean, Leak, Made, audited, disguised, serious

HEADLINE = (
    ("leaks found", "found"),
    ("leaks planted", "planted"),
    ("false alarms", "false_alarms"),
    ("clean tables", "clean_tables"),
    ("seconds a table", "seconds_a_table"),
)

SEEDS = 5


def main(seeds: int) -> None:
    clock = time.perf_counter()
    leaks = [found(leak, seeds) for leak in (*LEAKS, *UNFIT)]
    clean = [alarms(each, seeds) for each in CLEAN]
    tables = seeds * 2
    record(
        "audit",
        {
            "seeds": seeds,
            "tables_of_each": tables,
            "leaks": leaks,
            "clean": clean,
            "found": sum(leak["found"] for leak in leaks if isinstance(leak["found"], int)),
            "planted": tables * len(leaks),
            "false_alarms": sum(each["false_alarms"] for each in (*leaks, *clean) if isinstance(each["false_alarms"], int)),
            "clean_tables": tables * len(clean),
            "seconds_a_table": round((time.perf_counter() - clock) / (tables * (len(leaks) + len(clean))), 2),
        },
    )


def drawn(of: Leak | Clean, seeds: int) -> list[tuple[int, Made]]:
    """Return every table of one kind, as it is and in disguise."""
    made = [(seed, of.make(np.random.default_rng([seed, 2026]))) for seed in range(seeds)]
    return [(seed, each) for seed, one in made for each in (one, disguised(one, seed=seed))]


def found(leak: Leak, seeds: int) -> dict[str, object]:
    """Return how often a leak was found, and how often anything else was."""
    hits, others = 0, 0
    for seed, made in drawn(leak, seeds):
        column = made.names.get(leak.column, leak.column)
        right = [each.severity == leak.severity and column in each.column for each in serious(audited(made, seed=seed))]
        hits += any(right)
        others += right.count(False)
    return {"leak": leak.name, "severity": leak.severity, "found": hits, "of": 2 * seeds, "false_alarms": others}


def alarms(clean: Clean, seeds: int) -> dict[str, object]:
    """Return on how many clean tables there was a refusal or a warning."""
    count = sum(bool(serious(audited(made, seed=seed))) for seed, made in drawn(clean, seeds))
    return {"table": clean.name, "why": clean.why, "false_alarms": count, "of": 2 * seeds}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS)
    main(parser.parse_args().seeds)
