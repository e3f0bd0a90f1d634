"""What was ordered at CDNOW, up to a day and after it?

The published order list (Fader and Hardie), as lines that Footfall reads and as a frame that tells what came. It measures nothing.
"""

from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pandas as pd

from footfall.events.library import locate
from footfall.events.sources.cdnow import SOURCE

__all__ = ["Orders"]


@dataclass(frozen=True, slots=True)
class Orders:
    """The order lines: `lines` as they stand in the file, the first one its head, and `frame` of ``customer, date, value``."""

    lines: list[str]
    frame: pd.DataFrame

    @classmethod
    def read(cls) -> "Orders":
        """Read the published file."""
        piece = locate(SOURCE)
        data = piece.path.read_bytes() if piece.member is None else ZipFile(piece.path).read(piece.member)
        lines = data.decode().splitlines()
        frame = pd.DataFrame([line.split() for line in lines[1:]], columns=["customer", "date", "discs", "value"])
        dated = frame.assign(date=pd.to_datetime(frame["date"], format="%Y%m%d"), value=frame["value"].astype(np.float64))
        return cls(lines, dated[["customer", "date", "value"]])

    def until(self, day: str) -> "Orders":
        """Return the orders up to a day (YYYY-MM-DD), that day with them."""
        seen = (self.frame["date"] <= day).to_numpy()
        return Orders([self.lines[0], *(line for line, old in zip(self.lines[1:], seen, strict=True) if old)], self.frame[seen])

    def after(self, day: str) -> pd.DataFrame:
        """Return ``orders`` (days with one) and ``value`` of the time after a day, of every customer who had ordered by then, by name."""
        later = self.frame[self.frame["date"] > day]
        days = later.groupby(["customer", "date"], as_index=False)["value"].sum().groupby("customer")["value"]
        found = pd.DataFrame({"orders": days.size(), "value": days.sum()})
        known = sorted(self.frame.loc[self.frame["date"] <= day, "customer"].unique())
        return found.reindex(known, fill_value=0.0).astype(np.float64)

    def save(self, path: Path) -> Path:
        """Write the lines as they stood."""
        path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        return path
