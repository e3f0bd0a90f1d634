"""Which summaries of events are there? A closed set, one short class a file, each with its two faces side by side."""

from footfall.aggregates.count import count
from footfall.aggregates.current import current
from footfall.aggregates.distinct import distinct
from footfall.aggregates.elapsed import elapsed
from footfall.aggregates.ever import ever
from footfall.aggregates.first import first
from footfall.aggregates.greatest import greatest
from footfall.aggregates.last import last
from footfall.aggregates.least import least
from footfall.aggregates.mean import mean
from footfall.aggregates.most import most
from footfall.aggregates.repeats import repeats
from footfall.aggregates.share import share
from footfall.aggregates.since import since
from footfall.aggregates.spread import spread
from footfall.aggregates.total import total
from footfall.aggregates.total_distinct import total_distinct

__all__ = [
    "count",
    "current",
    "distinct",
    "elapsed",
    "ever",
    "first",
    "greatest",
    "last",
    "least",
    "mean",
    "most",
    "repeats",
    "share",
    "since",
    "spread",
    "total",
    "total_distinct",
]
