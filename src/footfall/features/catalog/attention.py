"""How fast does this session go, and where does its time go?"""

from footfall.aggregates import current, elapsed, greatest, mean, share, spread, total
from footfall.expr import event
from footfall.features.feature import Declaration, Feature

__all__ = ["FEATURES"]

FEATURES: tuple[Declaration, ...] = (
    Feature(
        "session_seconds",
        elapsed(),
        unit="seconds",
        clock="second",
        doc="Time since this session began.",
        phrase="session under way for {} | length of the session not known",
    ),
    Feature(
        "latest_gap",
        current(event.gap_us),
        unit="seconds",
        clock="second",
        doc="Time between the last two clicks.",
        phrase="{} between the last two clicks | no click before this one",
    ),
    Feature(
        "mean_gap",
        mean(event.gap_us),
        unit="seconds",
        clock="second",
        doc="Mean time between clicks in this session.",
        phrase="{} between clicks on average | no click before this one",
    ),
    Feature(
        "longest_gap",
        greatest(event.gap_us),
        unit="seconds",
        clock="second",
        doc="Longest pause between clicks in this session.",
        phrase="longest pause between clicks {} | no click before this one",
    ),
    Feature(
        "gap_spread",
        spread(event.gap_us),
        unit="seconds",
        clock="second",
        doc="How uneven the pace is: standard deviation of the time between clicks.",
        phrase="pace varies by {} from click to click | too few clicks to know the pace",
    ),
    Feature(
        "quick_share",
        share(event.gap_us < 10_000_000),
        unit="share",
        clock="second",
        doc="Share of this session's clicks made within 10 seconds of the one before.",
        phrase="{} of the clicks within 10 seconds of the one before | no click before this one",
    ),
    Feature(
        "seconds_on_items",
        total(event.gap_us),
        where=event.previous_type == "view_item",
        unit="seconds",
        clock="second",
        doc="Time spent on product pages in this session.",
        phrase="{} spent on product pages",
    ),
    Feature(
        "seconds_on_lists",
        total(event.gap_us),
        where=event.previous_type.is_in("view_item_list", "search"),
        unit="seconds",
        clock="second",
        doc="Time spent on lists and searches in this session.",
        phrase="{} spent on lists and searches",
    ),
    Feature(
        "seconds_in_cart",
        total(event.gap_us),
        where=event.previous_type.is_in(
            "add_to_cart", "remove_from_cart", "view_cart", "begin_checkout", "add_shipping_info", "add_payment_info"
        ),
        unit="seconds",
        clock="second",
        doc="Time spent on cart and checkout in this session.",
        phrase="{} spent on cart and checkout",
    ),
    Feature(
        "seconds_in_this_category",
        total(event.gap_us),
        where=event.previous_category == event.category,
        by=event.category,
        unit="seconds",
        clock="second",
        doc="Time between clicks inside the category at hand, in this session.",
        phrase="{} spent in the category at hand | category at hand not known",
    ),
)
