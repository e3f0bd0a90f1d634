"""x"""

from footfall.engines.duckdb import Engine
from footfall.errors import SchemaError
from footfall.events.files.raw import Raw


def unknown_header(raw: Raw, engine: Engine) -> SchemaError:
    return SchemaError("unknown header")
