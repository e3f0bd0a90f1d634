"""What is in the order list of CDNOW?

Every order from January 1997 to June 1998 of the 23,570 people who first bought at this music shop in the first quarter of 1997: customer,
date, number of CDs and dollars. No browsing, no clock, no order numbers. 255 rows equal another one and are purchases of their own, so the
number of the row is part of an event's id and names its order.

Source: Fader P. S., Hardie B. G. S. (2001), Forecasting Repeat Sales at CDNOW: A Case Study, Interfaces 31(3), S94-S107;
http://www.brucehardie.com/notes/026/.
"""

from footfall.engines.duckdb import quote
from footfall.events.files.writer import ROW
from footfall.events.schema import Origin, Schema
from footfall.events.sources.source import Publication, Source

__all__ = ["SOURCE"]

SOURCE = Source(
    header=("customer_id", "date", "number_of_cds", "dollar_value"),
    schema=Schema(
        name="cdnow",
        title="CDNOW master data set (1997-1998)",
        licence="Free for research; cite Fader and Hardie (2001)",
        kind="orders",
        currency="USD",
        knows_visitors=True,
        duplicates="keep",
        columns={
            "visitor_id": Origin("customer_id"),
            "session_id": Origin("date", sql="customer_id || '-' || date"),
            "seq": Origin("customer_id", sql=quote(ROW)),
            "us": Origin("date", unit="%Y%m%d"),
            "type": Origin(value="purchase"),
            "order_id": Origin("customer_id", sql=f"customer_id || '-' || {quote(ROW)}"),
            "quantity": Origin("number_of_cds"),
            "value": Origin("dollar_value"),
        },
        notes=(
            "An order list: no browsing, so nothing can be said about visits that did not end in an order.",
            "A session is one customer's day.",
            "Equal rows are orders of their own and are kept.",
        ),
    ),
    publication=Publication(
        address="http://www.brucehardie.com/datasets/CDNOW_master.zip",
        file="cdnow-master.txt",
        also=("CDNOW_master.txt", "CDNOW_master.zip", "cdnow.zip"),
        sha256="eff6889ed364c5199d6eacbbeb7a6d559971df4406ac876f322c373f00a072ef",
        rows_sha256="920a8ba3d0449d7765212ee2ae35823dc5af900d628869fd6c5edf08b515014b",
    ),
)
"""The source ``cdnow``."""
