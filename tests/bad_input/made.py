"""What do the tests of bad input read? Events and session tables as text, good but for what a case spoils."""

import random
from collections.abc import Callable
from pathlib import Path

from footfall.settings import Settings

HEADER = "visitor_id,us,type,item_id,category,price,quantity,order_id,value,device\n"
START = 1_700_000_000
SCHEMA = '[source]\nkind = "session_table"\ntarget = "bought"\n'
QUICK = Settings(effort="quick", threads=1)


def event(visitor: str, at: int, type: str = "view_item", **given: object) -> str:
    """Return a canonical row `at` seconds after the start; `given` are its other columns."""
    names = HEADER.strip().split(",")[3:]
    return f"{visitor},{(START + at) * 1_000_000},{type},{','.join(str(given.get(name, '')) for name in names)}\n"


def clicks(sessions: int, each: Callable[[int], int], *, buys: Callable[[int], bool] = lambda n: False, same: bool = False) -> str:
    """Return sessions of so many clicks, two hours apart; those that buy end with a purchase; `same`: all on one product."""
    rows = [HEADER]
    for n in range(sessions):
        for k in range(each(n)):
            item, category, price = ("i", "c", 5) if same else (f"i{(7 * n + k) % 23}", f"c{(n + k) % 4}", 5 + (3 * n + k) % 17)
            rows.append(event(f"v{n % 30}", 7200 * n + 60 * k, item_id=item, category=category, price=price, device="mobile"))
        if buys(n):
            rows.append(event(f"v{n % 30}", 7200 * n + 60 * each(n), "purchase", order_id=f"o{n}", value=20 + n % 9, device="mobile"))
    return "".join(rows)


def table(rows: int = 320, columns: str = "bought,pages,channel", **given: Callable[[int], object]) -> str:
    """Return a session table: yes by chance, more often with more pages; `given` replaces or adds columns."""
    chance = random.Random(5)
    known: dict[str, Callable[[int], object]] = {
        "bought": lambda n: "yes" if chance.random() < 0.3 + 0.1 * (n % 4) else "no",
        "pages": lambda n: n % 4 + chance.randrange(3),
        "channel": lambda n: f"k{n % 3}",
        **given,
    }
    names = [*columns.split(","), *(name for name in given if name not in columns.split(","))]
    return f"{','.join(names)}\n" + "".join(f"{','.join(str(known[name](n)) for name in names)}\n" for n in range(rows))


def put(name: str, text: str) -> str:
    Path(name).write_text(text)
    return name


CONSTANT = clicks(60, lambda n: 1, same=True)
"""Events that are all alike."""
