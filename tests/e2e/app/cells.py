"""What must each page say of each kind of data, and what must it never say? The table of docs/reference/app.md, as words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

__all__ = ["CELLS", "PAGES", "Cell"]

PAGES: Mapping[str, str] = {
    "Start": "", "Overview": "overview", "Who will buy": "who-will-buy", "What they are worth": "worth", "Who they are": "segments",
    "Try it": "try-it", "At risk": "at-risk", "Live": "live", "Report": "report", "Method and limits": "method",
}  # fmt: skip
"""Every page by its name in the menu, and its address."""


@dataclass(frozen=True)
class Cell:
    """What is seen, what is not, and whether there is a chart."""

    seen: tuple[str, ...]
    unseen: tuple[str, ...] = ()
    charts: bool = False
    proxy: bool = False


START = Cell(("Drop CSV or Parquet files here", "Analyse the demo shop", "Analyse a clothing shop", "My data"))
LIVE = Cell(("No service is connected", "Try a visit by hand"))
REPORT = Cell(("Download the report (HTML)", "Scores (CSV)", "Scores (Parquet)", "A list for an action"))
SCORING = "Score a file"
HOW_CLOCK, HOW_VISITORS, HOW_PURCHASES, HOW_REVENUE, HOW_EVENTS, HOW_BROWSING = (
    "with its hour, minute and second", "Send a visitor id column", "Send the purchases as events of type purchase",
    "Send the value of each order", "Send clicks, one row an event", "Send the clicks between the orders too",
)  # fmt: skip

CELLS: Mapping[str, Mapping[str, Cell]] = {
    "Start": dict.fromkeys(("shop", "proxies", "orders", "sessions"), START),
    "Overview": {
        "shop": Cell(
            ("conversion rate", "€", "average order value", "compared with", "From look to purchase", "Segment"), ("needs",), charts=True
        ),
        "proxies": Cell(
            ("needs a clock", HOW_CLOCK, "needs visitors", HOW_VISITORS, "needs purchases", HOW_PURCHASES),
            ("conversion rate",),
            charts=True
        ),
        "orders": Cell(
            ("customers", "revenue", "compared with", "needs browsing", HOW_BROWSING, "needs a clock", HOW_CLOCK),
            ("From look to purchase", "conversion rate"), charts=True,
        ),
        "sessions": Cell(("needs events", HOW_EVENTS, "Rate of “Revenue”"), ("compared with", "From look to purchase"), charts=True),
    },
    "Who will buy": {
        "shop": Cell(
            ("Buys later in this session", "ROC AUC", "base rate", "Whom to act on", "Value of a conversion", "on the list now"),
            charts=True,
        ),
        "proxies": Cell(
            ("nobody can say from it who will buy", "A campaign needs purchases", HOW_PURCHASES, "Not asked", "ROC AUC"),
            ("Download the list", "Value of a conversion"), charts=True, proxy=True,
        ),
        "orders": Cell(("Who will buy again", "Orders again within 30 days", "ROC AUC"), ("at click 1",), charts=True),
        "sessions": Cell(
            ("Which sessions reach the target", "Split at random", "Whom to act on", "Download the list (CSV)"),
            ("at click 1",),
            charts=True
        ),
    },
    "What they are worth": {
        "shop": Cell(("Order value later in this session", "Of whom it is expected", "€", "revenue expected", "In short"), charts=True),
        "proxies": Cell(
            ("Value considered", "needs revenue", HOW_REVENUE, "A forecast of the weeks ahead needs purchases", HOW_PURCHASES),
            charts=True, proxy=True,
        ),
        "orders": Cell(("$", "revenue expected", "usual error of a week's revenue"), charts=True),
        "sessions": Cell(("no amounts that could be foretold", "needs revenue", HOW_REVENUE, "needs purchases", HOW_PURCHASES)),
    },
    "Who they are": {
        "shop": Cell(("segments of sessions", "Group them another way", "stability", "Do:", "All choices side by side"), charts=True),
        "proxies": Cell(("segments of sessions", "price units", "stability", "Do:", "All choices side by side"), ("RFM",), charts=True),
        "orders": Cell(("segments of customers", "of revenue", "stability", "All choices side by side"), charts=True),
        "sessions": Cell(("segments of sessions", "stability", "All choices side by side"), ("of revenue", "RFM"), charts=True),
    },
    "Try it": {
        "shop": Cell(("Product view", "Add to cart", "Wait 5 minutes", "Begin again", SCORING)),
        "proxies": Cell(("Proxies, not purchases", "Begin again", SCORING), ("Wait", "Purchase", "Add to cart"), proxy=True),
        "orders": Cell(("This is an order list", "Place this order", "Wait 7 days", SCORING), ("Wait 5 minutes",)),
        "sessions": Cell(
            ("A visit, click by click, needs events", HOW_EVENTS, "fill in a session by hand", "PageValues", "Segment so far", SCORING),
            ("Wait",)
        ),
    },
    "At risk": {
        "shop": Cell(("visitors listed", "abandoned cart", "fading", "at stake", "Download the list (CSV)", "last seen", "Why")),
        "proxies": Cell(("Who is about to leave needs visitors", HOW_VISITORS), ("Download",)),
        "orders": Cell(("customers listed", "fading", "The source records no carts", "Download the list (CSV)")),
        "sessions": Cell(("Who is about to leave needs visitors", HOW_VISITORS), ("Download",)),
    },
    "Live": dict.fromkeys(("shop", "proxies", "orders", "sessions"), LIVE),
    "Report": {**dict.fromkeys(("shop", "orders", "sessions"), REPORT), "proxies": replace(REPORT, proxy=True)},
    "Method and limits": {
        "shop": Cell(("exact duplicate, dropped", "The source in figures", "Cases in each part", "in time order", "Model cards")),
        "proxies": Cell(("The source in figures", "Cases in each part", "Model cards"), proxy=True),
        "orders": Cell(("The source in figures", "Cases in each part", "An order list: no browsing", "Model cards")),
        "sessions": Cell(("Rows are parted at random", "PageValues", "caution", "Model cards"), ("cut-offs are parted",)),
    },
}  # fmt: skip
