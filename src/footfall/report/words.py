"""What is a name of the code called in plain words?

Targets, event types, features and metrics as a reader would say them. It formats no numbers.
"""

from footfall.targets.target import Question

__all__ = ["METRICS", "NO_COLUMNS", "event_type", "joined", "model_title", "plain", "plural", "target_title"]

TARGETS = {
    "converts_session": "Buys later in this session",
    "revenue_session": "Order value later in this session",
    "returns_7d": "Comes back within 7 days",
    "returns_30d": "Orders again within 30 days",
    "purchase_7d": "Buys within 7 days",
    "churn_7d": "Stays away for 7 days",
    "revenue_28d": "Order value in the next 28 days",
    "continues": "Goes on clicking",
    "premium_ahead": "Dearer products ahead",
    "sale_ahead": "Sale ahead",
    "value_ahead": "Value considered",
}

EVENT_TYPES = {
    "session": "All sessions",
    "page_view": "page",
    "search": "search",
    "view_item_list": "product list",
    "view_item": "product view",
    "add_to_wishlist": "wish list",
    "add_to_cart": "add to cart",
    "remove_from_cart": "remove from cart",
    "view_cart": "cart",
    "begin_checkout": "checkout",
    "add_shipping_info": "shipping",
    "add_payment_info": "payment",
    "purchase": "purchase",
    "refund": "refund",
}

METRICS = {
    "roc_auc": "ROC AUC",
    "average_precision": "Average precision",
    "brier": "Brier score",
    "ece": "Calibration error",
    "ece_floor": "Chance's calibration error",
    "f1": "F1",
    "precision": "Precision",
    "recall": "Recall",
    "accuracy": "Accuracy",
    "lift": "Top-tenth lift",
    "profit": "Profit at the threshold",
    "rmse": "RMSE",
    "mae": "MAE",
    "r2": "R²",
    "gini": "Normalised Gini",
    "bias": "Bias",
}

NO_COLUMNS = {"(parts)": "the parts of the data", "(visitors)": "one visitor's share", "(purchases)": "purchases on one day"}
"""What the audit warns of that is no column."""


def target_title(question: Question) -> str:
    """Return a target's title; of one that the user named, its name."""
    return TARGETS.get(question.name, question.name)


def event_type(name: str) -> str:
    """Return an event type in words; an unknown one keeps its name.

    >>> event_type("add_to_cart"), event_type("quiz_done")
    ('add to cart', 'quiz done')
    """
    return EVENT_TYPES.get(name, plain(name))


def plain(name: str) -> str:
    """Return a name of the code without its underscores.

    >>> plain("clicks_in_sale")
    'clicks in sale'
    """
    return name.replace("_", " ")


def model_title(label: str) -> str:
    """Return a model's label as a reader would write it; of a rule, what stands in quotes is the data's own and stays.

    >>> model_title("One rule: seconds_since_checkout <= 0.5"), model_title('One rule: shown_by is "e_mail"')
    ('One rule: seconds since checkout ≤ 0.5', 'One rule: shown by is "e_mail"')
    """
    parts = label.replace("<=", "≤").split('"')
    return '"'.join(plain(part) if at % 2 == 0 else part for at, part in enumerate(parts))


def plural(number: float, one: str, many: str = "") -> str:
    """Return the noun that goes with a number.

    >>> plural(1, "row"), plural(2, "row"), plural(2, "category", "categories")
    ('row', 'rows', 'categories')
    """
    return one if number == 1 else many or f"{one}s"


def joined(parts: list[str]) -> str:
    """Return parts as a list in a sentence.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
