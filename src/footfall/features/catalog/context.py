"""Where, when and on what does this session take place?"""

from footfall.aggregates import current, first, last
from footfall.expr import event, hour_of_day, weekday
from footfall.features.feature import Declaration, Feature

__all__ = ["FEATURES"]

FEATURES: tuple[Declaration, ...] = (
    Feature(
        "hour",
        current(hour_of_day()),
        unit="hour",
        clock="hour",
        doc="Hour of the day on the shop's clock.",
        phrase="at {} on the shop's clock | hour not known",
    ),
    Feature(
        "day_of_week",
        current(weekday()),
        unit="day",
        doc="Day of the week on the shop's clock, Monday 0.",
        phrase="on a {} | day not known",
    ),
    Feature(
        "channel",
        first(event.channel),
        unit="channel",
        doc="How this session came to the shop.",
        phrase="arrived by {} | channel not known",
    ),
    Feature("device", last(event.device), unit="device", doc="Device of this session.", phrase="on {} | device not known"),
    Feature("country", last(event.country), unit="country", doc="Country of this session.", phrase="from {} | country not known"),
    Feature("page_now", current(event.page), unit="page", doc="The page at hand.", phrase="on the page {} | page not known"),
)
