"""What is in the table of online shoppers' sessions (UCI 468)?

12,330 whole sessions, already aggregated: a session table. It has a month but no date, and no ids, so there is no order in time and no
click to predict at. `PageValues` is Google Analytics' page value, computed from transactions, the session's own included.

Source: Sakar C. O., Polat S. O., Katircioglu M., Kastro Y. (2019), Real-time prediction of online shoppers' purchasing intention using
multilayer perceptron and LSTM recurrent neural networks, Neural Computing and Applications 31, 6893-6908; doi:10.24432/C5F88Q, CC BY 4.0.
"""

from footfall.events.schema import Schema
from footfall.events.sources.source import Publication, Source

__all__ = ["SOURCE"]

DOCS = {
    "Administrative": "Pages about the account that the session visited.",
    "Administrative_Duration": "Seconds on pages about the account.",
    "Informational": "Pages about the shop that the session visited.",
    "Informational_Duration": "Seconds on pages about the shop.",
    "ProductRelated": "Product pages that the session visited.",
    "ProductRelated_Duration": "Seconds on product pages.",
    "BounceRates": "Mean bounce rate of the pages visited (Google Analytics).",
    "ExitRates": "Mean exit rate of the pages visited (Google Analytics).",
    "PageValues": "Mean page value of the pages visited (Google Analytics): computed from transactions, this session's own included.",
    "SpecialDay": "Closeness to a special day such as Mother's Day, 0 to 1.",
    "Month": "Month of the session.",
    "OperatingSystems": "Code of the operating system.",
    "Browser": "Code of the browser.",
    "Region": "Code of the region.",
    "TrafficType": "Code of the traffic source.",
    "VisitorType": "New, returning or other visitor.",
    "Weekend": "1 where the session was at a weekend.",
    "Revenue": "True where the session ended in a transaction.",
}

SOURCE = Source(
    header=tuple(DOCS),
    schema=Schema(
        name="uci-468",
        title="Online shoppers' purchasing intention (2018)",
        licence="CC BY 4.0, doi:10.24432/C5F88Q",
        kind="session_table",
        target="Revenue",
        columns={},
        categories=("Month", "OperatingSystems", "Browser", "Region", "TrafficType", "VisitorType"),
        docs=DOCS,
        notes=(
            "Whole sessions, already aggregated: there is no click to predict at, so event stages and the early curve do not apply.",
            "A month but no date, and no ids: the split is random by groups of equal rows, not in time order.",
        ),
    ),
    publication=Publication(
        address="https://archive.ics.uci.edu/static/public/468/online+shoppers+purchasing+intention+dataset.zip",
        file="uci-468.csv",
        also=("online_shoppers_intention.csv", "online+shoppers+purchasing+intention+dataset.zip", "uci-468.zip"),
        sha256="d8e130ba51532985f93281a73ce299e6ce150cb915769a7962a11e595eadd6a1",
    ),
)
"""The source ``uci-468``."""
