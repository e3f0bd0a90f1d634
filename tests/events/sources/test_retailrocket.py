from pathlib import Path

from tests.events.reading import read_log, values

from footfall.engines.duckdb import Engine

TEXT = (
    "timestamp,visitorid,event,itemid,transactionid\n1433221332117,257597,view,355908,\n"
    "1433221332200,257597,addtocart,355908,\n1433221999000,257597,transaction,355908,4000\n1433221999000,257597,transaction,1,4000\n"
)


def test_its_header_is_recognised(tmp_path: Path, engine: Engine) -> None:
    log = read_log(TEXT, tmp_path, engine)
    assert (log.source.name, log.source.precision, log.source.has_purchases, log.source.has_revenue) == (
        "retailrocket",
        "millisecond",
        True,
        False,
    )
    assert sorted(values(log, "us, visitor_id, type, item_id, order_id"), key=str) == [
        (1_433_221_332_117_000, "257597", "view_item", "355908", None),
        (1_433_221_332_200_000, "257597", "add_to_cart", "355908", None),
        (1_433_221_999_000_000, "257597", "purchase", "1", "4000"),
        (1_433_221_999_000_000, "257597", "purchase", "355908", "4000"),
    ]
