"""How deep and how wide has this session gone?"""

from footfall.aggregates import count, current, distinct, last, most, repeats, share
from footfall.expr import event
from footfall.features.feature import Declaration, Feature, Ratio

__all__ = ["FEATURES"]

FEATURES: tuple[Declaration, ...] = (
    Feature("clicks", count(), unit="events", doc="Clicks so far in this session."),
    Feature("item_views", count(), where=event.type == "view_item", unit="events", doc="Product pages seen so far in this session."),
    Feature(
        "list_views", count(), where=event.type == "view_item_list", unit="events", doc="Lists of products seen so far in this session."
    ),
    Feature("page_views", count(), where=event.type == "page_view", unit="events", doc="Other pages seen so far in this session."),
    Feature("searches", count(), where=event.type == "search", unit="events", doc="Searches so far in this session."),
    Feature(
        "wishlist_adds",
        count(),
        where=event.type == "add_to_wishlist",
        unit="events",
        doc="Products put on the wish list so far in this session.",
    ),
    Feature("distinct_items", distinct(event.item_id), unit="items", doc="Different products seen so far in this session."),
    Feature("distinct_categories", distinct(event.category), unit="categories", doc="Different categories seen so far in this session."),
    Feature("distinct_brands", distinct(event.brand), unit="brands", doc="Different brands seen so far in this session."),
    Feature("distinct_types", distinct(event.type), unit="event types", doc="Different kinds of action so far in this session."),
    Feature(
        "item_revisits",
        repeats(event.item_id),
        where=event.type == "view_item",
        unit="events",
        doc="Views of a product already seen in this session.",
    ),
    Feature(
        "item_focus",
        most(event.item_id),
        where=event.type == "view_item",
        unit="events",
        doc="Views of the product seen most often in this session.",
    ),
    Feature("category_focus", most(event.category), unit="events", doc="Clicks in the category visited most in this session."),
    Ratio(
        "category_focus_share", "category_focus", "clicks", unit="share", doc="Share of the clicks that went to the most visited category."
    ),
    Feature(
        "views_of_this_item", count(), by=event.item_id, unit="events", doc="How often the product at hand has been seen in this session."
    ),
    Feature(
        "clicks_in_this_category", count(), by=event.category, unit="events", doc="Clicks in the category at hand so far in this session."
    ),
    Feature(
        "category_switches",
        count(),
        where=event.previous_category != event.category,
        unit="events",
        doc="Moves from one category to another so far in this session.",
    ),
    Feature(
        "same_action_again",
        count(),
        where=event.previous_type == event.type,
        unit="events",
        doc="Actions that repeated the one before so far in this session.",
    ),
    Feature(
        "item_view_share", share(event.type == "view_item"), unit="share", doc="Share of this session's clicks that are product pages."
    ),
    Feature("latest_type", current(event.type), unit="event type", doc="The action just taken."),
    Feature("type_before", current(event.previous_type), unit="event type", doc="The action before it in this session."),
    Feature("latest_category", last(event.category), unit="category", doc="The category visited last in this session."),
)
