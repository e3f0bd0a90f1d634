"""Is the SQL of every feature the one that was reviewed?

One file a feature in ``tests/golden/sql``. After a change that was meant, ``PYTHONPATH=src python -m tests.golden.regenerate`` writes them
anew; the difference is then reviewed like code.
"""

import pytest
from tests.golden.regenerate import FOLDER, GOLDEN, golden

ANEW = "python -m tests.golden.regenerate"


@pytest.mark.parametrize("name", GOLDEN.names)
def test_the_sql_is_the_reviewed_one(name: str) -> None:
    assert golden(name) == (FOLDER / f"{name}.sql").read_text(encoding="utf-8"), f"If this was meant: {ANEW}"


def test_every_file_belongs_to_a_feature() -> None:
    assert {path.stem for path in FOLDER.glob("*.sql")} == set(GOLDEN.names), f"If this was meant: {ANEW}"
