"""How good are AutoGluon and FLAML on the splits of `benchmarks.uci_468`?

Each tool runs in the virtual environment ``.peers/automl`` that ``make bench-peers`` makes, for the seconds it is given. One line for each
tool and split goes to ``results/uci-468-peers.json`` as soon as it is measured (a run that was cut goes on where it stopped; ``--anew``
begins again); `benchmarks.uci_468` pairs Footfall's figures with them. ``python -m benchmarks.uci_468_peers``
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from benchmarks.simulator_record import RESULTS, record
from benchmarks.uci_468 import PEERS, Line, figures, split, variants

from footfall.dataset.dataset import Dataset

NAME = "uci-468-peers"
PYTHON = Path(".peers/automl/bin/python")
SECONDS = {"autogluon": 120, "flaml": 60}


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--seeds", type=int, default=10)
    options.add_argument("--anew", action="store_true", help="forget what was measured before")
    asked = options.parse_args()
    path = RESULTS / f"{NAME}.json"
    found = json.loads(path.read_text()) if path.exists() and not asked.anew else {}
    for variant, dataset in variants().items():
        for seed in range(asked.seeds):
            for tool in PEERS:
                lines: list[Line] = found.setdefault(variant, {}).setdefault(tool, [])
                if len(lines) <= seed:
                    lines.append(measured(dataset, seed, tool))
                    record(NAME, {key: value for key, value in found.items() if key not in ("machine", "commit")})


def measured(dataset: Dataset, seed: int, tool: str) -> Line:
    """Return the figures of one tool on one split."""
    teach, test = split(dataset, seed)
    table = dataset.features.assign(Revenue=dataset.label.astype(np.int64))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        table.iloc[teach].to_csv(place / "train.csv", index=False)
        table.iloc[test].to_csv(place / "test.csv", index=False)
        command = [str(PYTHON), "benchmarks/peers/automl.py", tool, folder, str(SECONDS[tool])]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = float(json.loads((place / f"{tool}.json").read_text())["seconds"])
        score = pd.read_csv(place / f"{tool}.csv")["score"].to_numpy(np.float64)
    return figures(dataset.label[test], score, seconds, seed)


if __name__ == "__main__":
    main()
