"""Simulate a small shop, analyse it, and read the summary: the whole job from Python."""

import sys
from pathlib import Path

import footfall as ff


def main(folder: Path, visitors: int = 600) -> None:
    """Write a shop and its analysis under `folder` and print what came of each target."""
    shop = folder / "shop.parquet"
    ff.simulate_shop(visitors=visitors, days=60, seed=7, out=shop, dirt=True)
    summary = ff.analyze(shop, folder / "analysis", settings=ff.Settings(effort="quick", timezone="Europe/Warsaw"))
    for result in summary.targets:
        print(f"{result.question.name}: {result.champion or result.not_asked}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "example"))
