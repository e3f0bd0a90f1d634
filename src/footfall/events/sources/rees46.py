"""What is in REES46's e-commerce behaviour data?

Views, carts and purchases of several shops, one row an event with its product's price; one row an item bought, without order numbers.
Prices are of no stated currency.

Source: REES46 Marketing Platform, https://www.kaggle.com/datasets/mkechinov/ecommerce-behavior-data-from-multi-category-store.
"""

from footfall.events.schema import Origin, Schema
from footfall.events.sources.source import Source

__all__ = ["SOURCE"]

SOURCE = Source(
    header=("event_time", "event_type", "product_id", "category_id", "category_code", "brand", "price", "user_id", "user_session"),
    schema=Schema(
        name="rees46",
        title="eCommerce behavior data (REES46)",
        orders="lines",
        columns={
            "visitor_id": Origin("user_id"),
            "session_id": Origin("user_session"),
            "us": Origin("event_time", unit="iso", timezone="UTC"),
            "type": Origin("event_type", map={"view": "view_item", "cart": "add_to_cart", "remove_from_cart": "remove_from_cart"}),
            "item_id": Origin("product_id"),
            "category": Origin("category_code"),
            "brand": Origin("brand"),
            "price": Origin("price"),
        },
        extras={"category_id": Origin("category_id", type="VARCHAR")},
        notes=("Each item bought is a row of its own, without an order number: orders cannot be counted, revenue can.",),
    ),
)
"""The source ``rees46``."""
