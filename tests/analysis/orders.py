"""Files of orders with a clock, as a shop's export would hold them, for the tests of the forecast."""

import random
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["START", "order_file"]

START = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp())
DAY_S = 86_400


def order_file(path: Path, days: int, *, a_day: int = 4, closed: frozenset[int] = frozenset(), currency: str = "EUR", bought: bool = True,
               value: bool = True) -> Path:  # fmt: skip
    """Write a look in the first and last minute of every day but the closed ones, and some orders of new and known visitors between."""
    chance = random.Random(11)
    rows = ["visitor_id,us,type,order_id,value,currency"]
    for day in (day for day in range(days) if day not in closed):
        rows += [f"w{day % 3},{(START + day * DAY_S + at) * 1_000_000},view_item,,," for at in (30, DAY_S - 30)]
        for n in range(chance.randint(a_day - 2, a_day + 2) if bought else 0):
            at = (START + day * DAY_S + 3600 * (9 + n) + 7) * 1_000_000
            worth = chance.randint(10, 60) if value else ""
            rows.append(f"v{chance.randrange(2 * day + 2)},{at},purchase,o{day}-{n},{worth},{currency if value else ''}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
