from pathlib import Path

from tests.events.reading import read_log, values

from footfall.engines.duckdb import Engine

TEXT = """event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session
2019-10-01 00:00:00 UTC,view,44600062,2103807459595387724,,shiseido,35.79,541312140,72d76fde
2019-10-01 00:00:01 UTC,cart,3900821,2053013552326770905,appliances.environment,aqua,33.20,554748717,9333dfbd
2019-10-01 00:00:09 UTC,purchase,3900821,2053013552326770905,appliances.environment,aqua,33.20,554748717,9333dfbd
"""


def test_its_header_is_recognised(tmp_path: Path, engine: Engine) -> None:
    log = read_log(TEXT, tmp_path, engine, timezone="Europe/Moscow")
    source = log.source
    assert (source.name, source.precision, source.sessions, source.has_revenue) == ("rees46", "second", 2, True)
    assert not any("zone" in note for note in source.notes)
    assert values(log, "us, utc_offset_s, type, item_id, category, brand, price, revenue, category_id, session_id") == [
        (1_569_888_000_000_000, 10_800, "view_item", "44600062", None, "shiseido", 35.79, None, "2103807459595387724", "72d76fde"),
        (
            1_569_888_001_000_000,
            10_800,
            "add_to_cart",
            "3900821",
            "appliances.environment",
            "aqua",
            33.2,
            None,
            "2053013552326770905",
            "9333dfbd",
        ),
        (
            1_569_888_009_000_000,
            10_800,
            "purchase",
            "3900821",
            "appliances.environment",
            "aqua",
            33.2,
            33.2,
            "2053013552326770905",
            "9333dfbd",
        ),
    ]
