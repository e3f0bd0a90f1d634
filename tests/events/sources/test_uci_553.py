import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.events.reading import settings, values

from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.events.sources import uci_553


@pytest.fixture(scope="module")
def log(data_folder: Path) -> Iterator[EventLog]:
    with Engine(threads=1) as engine:
        found = read(data_folder / "uci-553.zip", engine=engine, settings=settings())
        assert isinstance(found, EventLog)
        yield found


def test_its_facts(log: EventLog) -> None:
    source = log.source
    assert (source.name, source.events, source.sessions, source.visitors) == ("uci-553", 165_474, 24_026, None)
    assert (source.first, source.last, source.precision, source.has_clock) == ("2008-04-01", "2008-08-13", "day", False)
    assert (source.knows_visitors, source.gives_sessions, source.currency) == (False, True, "USD")
    assert (source.has_purchases, source.has_revenue, source.quarantined, source.duplicates, source.bots) == (False, False, 0, 0, 0)
    assert source.sha256 == "fcc167bbd0badd4c9685bd8543097e318f8228e48075335db7cd781cee88115d"
    assert dict(source.extras) == {
        "colour": "VARCHAR", "photo_location": "VARCHAR", "photo_angle": "VARCHAR", "price_2": "BIGINT", "list_position": "BIGINT",
    }  # fmt: skip
    count = (
        "SELECT count(DISTINCT item_id), count(DISTINCT country), count(DISTINCT event_id), count(visitor_id), count(revenue) FROM events"
    )
    assert log.engine.row(count) == (217, 47, 165_474, 0, 0)
    lengths = "SELECT median(n), quantile_disc(n, 0.99), max(n) FROM (SELECT count(*) AS n FROM events GROUP BY session_id)"
    assert log.engine.row(lengths) == (4, 42, 195)
    assert log.engine.rows("SELECT DISTINCT type, time_precision, utc_offset_s FROM events") == [("view_item", "day", 0)]


def test_its_first_click_is_decoded(log: EventLog) -> None:
    wanted = "session_id, seq, item_id, category, price, currency, page, country, colour, photo_location, photo_angle, price_2"
    found = log.engine.rows(f"SELECT {wanted}, list_position FROM events WHERE session_id = '1' ORDER BY seq LIMIT 1")
    expected = ("1", 1, "A13", "trousers", 28.0, "USD", "1", "Poland", "beige", "bottom in the middle", "en face", 2, 5)
    assert found == [expected]


def test_its_codes_are_those_of_its_documentation(data_folder: Path) -> None:
    documented = json.loads((data_folder / "uci-553-codes.json").read_text())
    schema = uci_553.SOURCE.schema
    assert schema.columns["country"].map == documented["country"]
    assert schema.columns["category"].map == documented["page 1 (main category)"]
    assert schema.extras["colour"].map == documented["colour"]
    assert schema.extras["photo_location"].map == documented["location"]
    assert schema.extras["photo_angle"].map == documented["model photography"]


def test_its_header_is_recognised_from_any_path(tmp_path: Path, engine: Engine) -> None:
    row = "2008,4,1,1,29,1,1,A13,1,5,1,28,2,1"
    (tmp_path / "clicks.txt").write_text(",".join(uci_553.SOURCE.header) + f"\n{row}\n")
    log = read(tmp_path / "clicks.txt", engine=engine, settings=settings())
    assert isinstance(log, EventLog)
    assert log.source.name == "uci-553"
    assert values(log, "us, price_2") == [(1_207_008_000_000_000, 2)]


def test_a_place_in_the_list_goes_on_over_the_pages(log: EventLog) -> None:
    places = "SELECT page, photo_location, list_position FROM events GROUP BY ALL ORDER BY list_position"
    found = log.engine.rows(places)
    assert [place for _, _, place in found] == list(range(1, 29))
    assert found[6] == ("2", "top left", 7)
    assert found[11] == ("2", "bottom right", 12)
