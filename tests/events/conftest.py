from collections.abc import Iterator

import pytest

from footfall.engines.duckdb import Engine


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(threads=1, memory="500MB") as engine:
        yield engine
