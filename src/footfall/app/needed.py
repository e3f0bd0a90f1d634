"""What does a page say where the data cannot answer it? What is missing, and how to send it."""

from footfall.app import show

__all__ = ["HOW", "needs"]

HOW = {
    "events": "Send clicks, one row an event: the time, what happened, and a visitor or session id (docs/reference/schema.md).",
    "purchases": "Send the purchases as events of type purchase, with order_id and value.",
    "revenue": "Send the value of each order: a column value beside the purchases, with its currency.",
    "visitors": "Send a visitor id column (a cookie, device or customer number) with each event.",
    "clock": "Send the time of each event with its hour, minute and second, not the date alone.",
    "browsing": "Send the clicks between the orders too: views, carts and checkouts.",
}
"""How to send what is missing."""


def needs(what: str, why: str, *, send: str) -> None:
    """Say that something is not shown, why, and how to send what it needs; `send` is a key of `HOW`."""
    show.banner("caution", f"{what} needs {'a clock' if send == 'clock' else send}", f"{sentence(why)}. {HOW[send]}")


def sentence(why: str) -> str:
    """Return a reason as a sentence; what begins with the name of a data set stays as it is.

    >>> sentence("the source holds dates only."), sentence("uci-553 holds no purchases")
    ('The source holds dates only', 'uci-553 holds no purchases')
    """
    first = why.split(" ", 1)[0]
    return (f"{why[:1].upper()}{why[1:]}" if first.isalpha() else why).rstrip(".")
