"""What does the whole job look like on a shop of our own?

`demo` simulates one, dirt and all, and analyses it.
"""

from pathlib import Path

from footfall.analysis.analyze import analyze
from footfall.analysis.summary import Summary
from footfall.progress import SILENT, Progress
from footfall.settings import Settings
from footfall.simulate.shop import simulate

__all__ = ["ANALYSIS", "SHOP", "demo"]

VISITORS, DAYS = 20_000, 90
SHOP, ANALYSIS = "shop.parquet", "analysis"


def demo(out: Path, *, settings: Settings | None = None, progress: Progress = SILENT) -> Summary:
    """Simulate a shop (20,000 visitors, 90 days, dirt on) into ``out/shop.parquet`` and analyse it into ``out/analysis``."""
    settings = settings or Settings()
    simulate(visitors=VISITORS, days=DAYS, seed=settings.seed, out=out / SHOP, dirt=True, progress=progress)
    return analyze(out / SHOP, out / ANALYSIS, settings=settings, progress=progress)
