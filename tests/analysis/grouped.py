"""A folder with the segments of a finished analysis: planted groups, grouped and kept as `analyze` does."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from tests.report.contents import shop

from footfall.analysis.segments import Grouped, keep_segments, named
from footfall.dataset.dataset import Floats
from footfall.progress import SILENT
from footfall.report.kept import Findings, keep
from footfall.report.playbook import read_playbook
from footfall.settings import Settings

__all__ = ["SETTINGS", "grouped", "kept", "planted"]

SETTINGS = Settings(effort="quick")
NAMES = ("clicks", "price_mean", "cart_value", "distinct_items")


def planted(rows: int, *, seed: int = 1, apart: float = 6.0) -> tuple[pd.DataFrame, Floats, Floats]:
    """Rows in four groups of unequal size, and what each bought: most in the last group."""
    rng = np.random.default_rng(seed)
    group = rng.choice(4, size=rows, p=[0.4, 0.3, 0.2, 0.1])
    centre = apart * np.array([[1, 1, 1, 1], [3, 1, 2, 1], [1, 3, 1, 2], [3, 3, 3, 3]])
    frame = pd.DataFrame(centre[group] + rng.normal(size=(rows, 4)), columns=list(NAMES))
    frame.loc[rng.random(rows) < 0.02, "price_mean"] = np.nan
    bought = (rng.random(rows) < 0.05 + 0.2 * (group == 3)).astype(np.float64)
    return frame, bought, bought * rng.uniform(10, 50, rows)


def grouped(rows: int, **others: float) -> Grouped:
    """What grouping them gives."""
    frame, bought, revenue = planted(rows, **others)  # type: ignore[arg-type]
    docs = {name: (f"The {name}.", "currency" if name == "cart_value" else "") for name in NAMES}
    return named(frame, SETTINGS, read_playbook(), "session", docs, bought, revenue, SILENT)


def kept(folder: Path, found: Grouped) -> Path:
    """Keep them with a report's content, as `analyze` does."""
    folder.mkdir(parents=True, exist_ok=True)
    keep_segments(found, folder, None, (), SETTINGS, "0" * 64)
    content = replace(shop(), segments=found.segments, settings=SETTINGS.model_dump(), seed=SETTINGS.seed)
    keep(Findings(content, None, "Not asked."), folder)
    return folder
