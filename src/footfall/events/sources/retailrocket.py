"""What is in RetailRocket's events?

Views, carts and transactions of 1.4 million visitors over 4.5 months of 2015 (``events.csv``): no prices, one row an item of a
transaction. Times are milliseconds.

Source: Retailrocket recommender system dataset, https://www.kaggle.com/datasets/retailrocket/ecommerce-dataset, CC BY-NC-SA 4.0.
"""

from footfall.events.schema import Origin, Schema
from footfall.events.sources.source import Source

__all__ = ["SOURCE"]

SOURCE = Source(
    header=("timestamp", "visitorid", "event", "itemid", "transactionid"),
    schema=Schema(
        name="retailrocket",
        title="Retailrocket recommender system data set (2015)",
        licence="CC BY-NC-SA 4.0",
        orders="lines",
        columns={
            "visitor_id": Origin("visitorid"),
            "us": Origin("timestamp", unit="ms"),
            "type": Origin("event", map={"view": "view_item", "addtocart": "add_to_cart", "transaction": "purchase"}),
            "item_id": Origin("itemid"),
            "order_id": Origin("transactionid"),
        },
        notes=("No prices: what purchases are worth cannot be had.",),
    ),
)
"""The source ``retailrocket``."""
