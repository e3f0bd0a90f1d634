"""How far has this session come towards an order?"""

from footfall.aggregates import count, distinct, ever, greatest, since, total
from footfall.expr import event
from footfall.features.feature import Declaration, Feature, Ratio

__all__ = ["FEATURES"]

FEATURES: tuple[Declaration, ...] = (
    Feature(
        "cart_adds",
        count(),
        where=event.type == "add_to_cart",
        unit="events",
        doc="Times something was put in the cart in this session.",
        phrase="{} product[s] put in the cart this session",
    ),
    Feature(
        "cart_removes",
        count(),
        where=event.type == "remove_from_cart",
        unit="events",
        doc="Times something was taken out of the cart in this session.",
        phrase="{} product[s] taken out of the cart this session",
    ),
    Feature(
        "cart_views",
        count(),
        where=event.type == "view_cart",
        unit="events",
        doc="Looks at the cart in this session.",
        phrase="{} look[s] at the cart this session",
    ),
    Feature(
        "cart_items",
        distinct(event.item_id),
        where=event.type == "add_to_cart",
        unit="items",
        doc="Different products put in the cart in this session.",
        phrase="{} different product[s] put in the cart this session",
    ),
    Feature(
        "cart_value",
        total(event.price_micros * event.quantity),
        where=event.type == "add_to_cart",
        unit="currency",
        doc="Value put in the cart so far in this session.",
        phrase="{} put in the cart this session",
    ),
    Feature(
        "cart_price_greatest",
        greatest(event.price_micros),
        where=event.type == "add_to_cart",
        unit="currency",
        doc="Price of the dearest product put in the cart in this session.",
        phrase="dearest product put in the cart: {} | nothing put in the cart this session",
    ),
    Feature(
        "this_item_in_cart",
        ever(),
        where=event.type == "add_to_cart",
        by=event.item_id,
        unit="flag",
        doc="Whether the product at hand was put in the cart in this session.",
        phrase="the product at hand was put in the cart | the product at hand was not put in the cart | no product at hand",
    ),
    Feature(
        "seconds_since_cart_add",
        since(),
        where=event.type == "add_to_cart",
        unit="seconds",
        clock="second",
        doc="Time since something was last put in the cart in this session.",
        phrase="last put something in the cart {} ago | nothing put in the cart this session",
    ),
    Feature(
        "checkout_steps",
        distinct(event.type),
        where=event.type.is_in("begin_checkout", "add_shipping_info", "add_payment_info"),
        unit="steps",
        doc="Different steps of the checkout taken in this session.",
        phrase="{} step[s] of the checkout taken",
    ),
    Feature(
        "seconds_since_checkout",
        since(),
        where=event.type.is_in("begin_checkout", "add_shipping_info", "add_payment_info"),
        unit="seconds",
        clock="second",
        doc="Time since the latest step of the checkout in this session.",
        phrase="latest step of the checkout {} ago | checkout not begun",
    ),
    Feature(
        "orders_this_session",
        distinct(event.order_id),
        where=event.type == "purchase",
        unit="orders",
        doc="Orders already placed in this session.",
        phrase="{} order[s] placed this session",
    ),
    Feature(
        "bought_this_session",
        total(event.revenue_micros),
        unit="currency",
        doc="Order value already placed in this session.",
        phrase="{} spent this session",
    ),
    Ratio(
        "cart_adds_per_view",
        "cart_adds",
        "item_views",
        unit="ratio",
        doc="Times something was put in the cart for each product page seen.",
        phrase="{} product[s] put in the cart for each product page | no product page seen this session",
    ),
)
