from pathlib import Path

from footfall.events.schema import Origin, load
from footfall.events.schema_text import write_schema

COLUMNS = {
    "visitor_id": Origin('the "user"'),
    "us": Origin("Zeit", unit="%d.%m.%Y", timezone="Europe/Berlin"),
    "type": Origin("e", map={"in den Warenkorb": "add_to_cart", "view": "view_item"}),
    "price": Origin("Preis €", decimal=","),
}


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "schema.toml"
    path.write_text(write_schema(COLUMNS, (), ("Höhe (cm)",)), encoding="utf-8")
    assert load(path).columns == COLUMNS


def test_every_comment_becomes_right_when_it_is_taken_off(tmp_path: Path) -> None:
    text = write_schema({name: COLUMNS[name] for name in ("price",)}, (), ("Höhe (cm)", "a b"))
    active = "\n".join(line.removeprefix("# ") for line in text.splitlines()[1:] if "kind =" not in line)
    path = tmp_path / "schema.toml"
    path.write_text(active.replace('"..."', '"x"').replace('"view_item" } ', '"view_item" }'), encoding="utf-8")
    schema = load(path)
    assert set(schema.columns) == {"price", "us", "type", "visitor_id"}
    assert schema.extras == {"höhe_cm": Origin("Höhe (cm)"), "a_b": Origin("a b")}
    assert (schema.name, schema.orders) == ("my-shop", "lines")
