"""What is in the click stream of a shop for maternity clothes (UCI 553)?

Clicks of five months of 2008: dates only, sessions but no visitors, no cart, no purchase. Codes are decoded here, once, by the tables that
its publisher documents.

Source: Łapczyński M., Białowąs S. (2013), Discovering Patterns of Users' Behaviour in an E-shop - Comparison of Consumer Buying Behaviours
in Poland and Other European Countries, Studia Ekonomiczne 151, 144-153; doi:10.24432/C5QK7X, CC BY 4.0.
"""

from footfall.events.schema import Origin, Schema
from footfall.events.sources.source import Publication, Source

__all__ = ["SOURCE"]

COUNTRIES = (
    "Australia", "Austria", "Belgium", "British Virgin Islands", "Cayman Islands", "Christmas Island", "Croatia", "Cyprus",
    "Czech Republic", "Denmark", "Estonia", "unidentified", "Faroe Islands", "Finland", "France", "Germany", "Greece", "Hungary",
    "Iceland", "India", "Ireland", "Italy", "Latvia", "Lithuania", "Luxembourg", "Mexico", "Netherlands", "Norway", "Poland", "Portugal",
    "Romania", "Russia", "San Marino", "Slovakia", "Slovenia", "Spain", "Sweden", "Switzerland", "Ukraine", "United Arab Emirates",
    "United Kingdom", "USA", ".biz", ".com", ".int", ".net", ".org",
)  # fmt: skip
"""Codes 1 to 47: countries, one that was not identified, and domains that are no country's."""

CATEGORIES = ("trousers", "skirts", "blouses", "sale")
COLOURS = (
    "beige", "black", "blue", "brown", "burgundy", "gray", "green", "navy blue", "of many colors", "olive", "pink", "red", "violet",
    "white",
)  # fmt: skip
LOCATIONS = ("top left", "top in the middle", "top right", "bottom left", "bottom in the middle", "bottom right")
ANGLES = ("en face", "profile")
PLACE = f"{len(LOCATIONS)} * (try_cast(page AS BIGINT) - 1) + try_cast(location AS BIGINT)"
"""Place in the category's list, from 1 at its top: pages of six photos, each read from left to right and from top to bottom."""


def _codes(names: tuple[str, ...]) -> dict[str, str]:
    return {str(code): name for code, name in enumerate(names, 1)}


SOURCE = Source(
    header=(
        "year", "month", "day", "order", "country", "session ID", "page 1 (main category)", "page 2 (clothing model)", "colour", "location",
        "model photography", "price", "price 2", "page",
    ),
    schema=Schema(
        name="uci-553",
        title="Clickstream data for online shopping (2008)",
        licence="CC BY 4.0, doi:10.24432/C5QK7X",
        currency="USD",
        knows_visitors=False,
        columns={
            "session_id": Origin("session ID"),
            "seq": Origin("order"),
            "us": Origin("day", sql="concat_ws('-', year, lpad(CAST(month AS VARCHAR), 2, '0'), lpad(CAST(day AS VARCHAR), 2, '0'))"),
            "type": Origin(value="view_item"),
            "item_id": Origin("page 2 (clothing model)"),
            "category": Origin("page 1 (main category)", map=_codes(CATEGORIES)),
            "price": Origin("price"),
            "page": Origin("page"),
            "country": Origin("country", map=_codes(COUNTRIES)),
        },
        extras={
            "colour": Origin("colour", map=_codes(COLOURS)),
            "photo_location": Origin("location", map=_codes(LOCATIONS)),
            "photo_angle": Origin("model photography", map=_codes(ANGLES)),
            "price_2": Origin("price 2", type="BIGINT"),
            "list_position": Origin("location", type="BIGINT", sql=PLACE),
        },
        notes=("No cart and no purchase: what is asked of it stands for a purchase, and is shown as a proxy.",),
    ),
    publication=Publication(
        address="https://archive.ics.uci.edu/static/public/553/clickstream+data+for+online+shopping.zip",
        file="uci-553.zip",
        also=("e-shop clothing 2008.csv", "uci-553.csv", "clickstream+data+for+online+shopping.zip"),
        sha256="fcc167bbd0badd4c9685bd8543097e318f8228e48075335db7cd781cee88115d",
    ),
)  # fmt: skip
"""The source ``uci-553``."""
