"""What do people bring? A small shop with some bad rows as a CSV with known columns, and another whose columns nobody knows."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from footfall.simulate.shop import simulate

__all__ = ["Small", "small_shop", "unknown_columns"]

VISITORS, DAYS = 300, 28


@dataclass(frozen=True)
class Small:
    """A small shop: its file, its rows."""

    csv: Path
    rows: int


def small_shop(folder: Path) -> Small:
    """Write the shop."""
    made = folder / "made.parquet"
    simulate(visitors=VISITORS, days=DAYS, seed=5, out=made, dirt=True)
    frame = pd.read_parquet(made)
    out = folder / "my shop.csv"
    frame.to_csv(out, index=False)
    return Small(out, len(frame))


def unknown_columns(folder: Path) -> Path:
    """Write a file with semicolons, decimal commas, and names and types of its own, as a German spreadsheet saves it."""
    out = folder / "klicks.csv"
    what = ("Ansehen", "Warenkorb", "Kauf")
    lines = [
        f"K{n % 40};{1 + n // 60:02d}.03.2026 {8 + n // 60 % 12:02d}:{n % 60:02d};{what[n % 3]};A{n % 7};{10 + n % 9},{n % 10}0;R{n}"
        for n in range(300)
    ]
    out.write_text("\n".join(["Kunde;Wann;Was;Ware;Kosten;Rechnung", *lines]) + "\n", encoding="utf-8")
    return out
