from pathlib import Path

import pytest
from tests.events.reading import read_any, read_log, values

from footfall.engines.duckdb import Engine
from footfall.events.guess import UnknownHeader
from footfall.events.schema import Origin, load

SHOP = (
    "Client;When;Action;SKU;UnitPrice;Qty;foo bar\n"
    "a;01.02.2024 10:00;View;x1;12,50;;1\n"
    "a;01.02.2024 10:01;AddToCart;x1;12,50;1;1\n"
    "b;28.02.2024 11:00;Buy;x2;1.000,00;2;2\n"
)


def unknown(text: str, folder: Path, engine: Engine) -> UnknownHeader:
    with pytest.raises(UnknownHeader) as caught:
        read_any(text, folder, engine)
    return caught.value


def test_the_best_guess_of_the_mapping(tmp_path: Path, engine: Engine) -> None:
    error = unknown(SHOP, tmp_path, engine)
    assert error.exit_code == 1
    assert error.guess.columns == {
        "us": Origin("When", unit="%d.%m.%Y %H:%M"),
        "type": Origin("Action", map={"AddToCart": "add_to_cart", "Buy": "purchase", "View": "view_item"}),
        "visitor_id": Origin("Client"),
        "item_id": Origin("SKU"),
        "price": Origin("UnitPrice", decimal=","),
        "quantity": Origin("Qty"),
    }
    assert (error.guess.missing, error.guess.unused) == ((), ("foo bar",))
    assert error.where is not None
    assert (error.where.file, error.where.line) == (str(tmp_path / "events.csv"), 1)


def test_the_guessed_schema_reads_the_file(tmp_path: Path, engine: Engine) -> None:
    error = unknown(SHOP, tmp_path, engine)
    log = read_log(SHOP, tmp_path, engine, schema=error.schema_toml)
    assert values(log, "visitor_id, type, item_id, price, quantity") == [
        ("a", "view_item", "x1", 12.5, None),
        ("a", "add_to_cart", "x1", 12.5, 1),
        ("b", "purchase", "x2", 1000.0, 2),
    ]
    assert log.source.precision == "minute"


def test_what_is_missing_is_said(tmp_path: Path, engine: Engine) -> None:
    error = unknown("colour,price\nred,1\n", tmp_path, engine)
    assert error.guess.missing == ("the time (us)", "the event's type", "the visitor or the session (visitor_id, session_id)")
    assert "No column for the time (us) and the event's type and" in str(error)
    for line in ("# Missing: the time (us).", "# us = {", "# type = {", "# visitor_id = "):
        assert line in error.schema_toml


@pytest.mark.parametrize(
    ("header", "canonical", "column"),
    [
        ("anonymousId,originalTimestamp,event", "visitor_id", "anonymousId"),
        ("user_pseudo_id,event_timestamp,event_name", "us", "event_timestamp"),
        ("userid,time_stamp,behavior,x", "us", "time_stamp"),
        ("user_id,visitor_id,ts,type", "user_id", "user_id"),
        ("sesion_id,ts,type", "session_id", "sesion_id"),
    ],
)
def test_names_of_other_tools(header: str, canonical: str, column: str, tmp_path: Path, engine: Engine) -> None:
    row = ",".join(
        "1433221332117" if name in ("originalTimestamp", "event_timestamp", "time_stamp", "ts") else "x" for name in header.split(",")
    )
    found = unknown(f"{header}\n{row}\n", tmp_path, engine).guess.columns
    assert found[canonical].column == column
    assert found["us"].unit == "ms"


def test_sessions_only_means_that_no_visitor_is_known(tmp_path: Path, engine: Engine) -> None:
    text = "session,ts,event,bot\ns,2024-01-01T00:00:00Z,view_item,0\n"
    log = read_log(text, tmp_path, engine, schema=unknown(text, tmp_path, engine).schema_toml)
    assert (log.source.knows_visitors, log.source.sessions) == (False, 1)


def test_a_time_of_any_name_is_found_by_its_values(tmp_path: Path, engine: Engine) -> None:
    error = unknown("who,moment of it,user\n1,2024-01-01 10:00:00,a\n2,2024-01-01 10:00:01,b\n", tmp_path, engine)
    assert error.guess.columns["us"] == Origin("moment of it", unit="iso")


def test_a_wrong_delimiter_is_an_unknown_header(tmp_path: Path, engine: Engine) -> None:
    error = unknown("visitor_id:us:type\nv:1:a\n", tmp_path, engine)
    assert error.guess.unused == ("visitor_id:us:type",)
    assert load_text(error.schema_toml, tmp_path)


def test_types_in_another_language_are_listed_and_not_guessed(tmp_path: Path, engine: Engine) -> None:
    rows = [f"2024-01-01 10:00:{n:02d};k{n % 3};{('Ansehen', 'Kauf', 'view')[n % 3 if n < 6 else 0]}" for n in range(10)]
    error = unknown("\n".join(["Wann;Kunde;event", *rows]), tmp_path, engine)
    assert error.guess.columns["type"] == Origin("event", map={"view": "view_item"})
    assert error.guess.values["event"] == (("Ansehen", 6), ("Kauf", 2), ("view", 2))
    assert 'not known yet: "Ansehen", "Kauf"' in error.schema_toml
    assert load_text(error.schema_toml, tmp_path)


def test_a_column_of_known_types_is_found_by_its_values(tmp_path: Path, engine: Engine) -> None:
    error = unknown("ts,who,Was\n1433221332117,a,view\n1433221332118,a,buy\n1433221332119,b,odd\n", tmp_path, engine)
    assert error.guess.columns["type"] == Origin("Was", map={"buy": "purchase", "view": "view_item"})


def test_only_columns_with_few_values_are_listed(tmp_path: Path, engine: Engine) -> None:
    rows = [f"{n},{n % 40},{n % 41},nan" for n in range(200)]
    found = unknown("\n".join(["id,few,many,nothing", *rows]), tmp_path, engine).guess.values
    assert list(found) == ["few"]
    assert (len(found["few"]), found["few"][0]) == (40, ("0", 5))


def load_text(text: str, folder: Path) -> bool:
    (folder / "guessed.toml").write_text(text)
    load(folder / "guessed.toml")
    return True
