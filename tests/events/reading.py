"""How do tests read small texts as events?"""

from pathlib import Path

from footfall.engines.duckdb import Engine, Value
from footfall.events.log import EventLog, SessionTable
from footfall.events.read import read
from footfall.settings import Settings

CANONICAL = "visitor_id,us,type,item_id,price,quantity,order_id,value,currency,device\n"
SECOND = 1_000_000
START = 1_700_000_000_000_000
"""2023-11-14 22:13:20 UTC."""


def settings(**given: object) -> Settings:
    return Settings.model_validate(given)


def read_log(text: str | bytes, folder: Path, engine: Engine, *, schema: str = "", name: str = "events.csv", **given: object) -> EventLog:
    log = read_any(text, folder, engine, schema=schema, name=name, **given)
    assert isinstance(log, EventLog)
    return log


def read_any(
    text: str | bytes, folder: Path, engine: Engine, *, schema: str = "", name: str = "events.csv", **given: object
) -> EventLog | SessionTable:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    toml = folder / "schema.toml"
    toml.write_text(schema)
    return read(path, engine=engine, settings=settings(**given), schema=toml if schema else None)


def values(log: EventLog, columns: str) -> list[tuple[Value, ...]]:
    return log.engine.rows(f"SELECT {columns} FROM {log.table} ORDER BY us, seq, event_id")


def column(log: EventLog, name: str) -> list[Value]:
    return [row[0] for row in values(log, name)]


def put_aside(log: EventLog) -> list[tuple[Value, ...]]:
    return log.engine.rows(f'SELECT line, "column", reason, example FROM {log.quarantine} ORDER BY file, line')


def event(visitor: str = "v", at: int = 0, type: str = "view_item", item: str = "i", **given: object) -> str:
    """Return a canonical CSV row `at` seconds after `START`."""
    rest = ",".join(str(given.get(name, "")) for name in ("price", "quantity", "order_id", "value", "currency", "device"))
    return f"{visitor},{START + at * SECOND},{type},{item},{rest}\n"
