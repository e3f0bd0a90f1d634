"""How are the golden files written anew, after a change that was meant?

``PYTHONPATH=src python -m tests.golden.regenerate`` writes ``sql/<feature>.sql`` and ``mutants.txt``; read the
difference before committing.
"""

from pathlib import Path

from tests.features.mutants import MUTANTS
from tests.features.test_mutants import line
from tests.proof.matrix import COLUMNS

from footfall.features.catalog import catalogue
from footfall.features.explain import explain
from footfall.features.feature import FeatureSet

__all__ = ["FOLDER", "GOLDEN", "golden", "regenerate"]

FOLDER = Path(__file__).parent / "sql"

GOLDEN: FeatureSet = catalogue(COLUMNS, ["sale"])
"""Every feature, with one category as an example of those that depend on the data."""


def golden(name: str) -> str:
    """Return what the golden file of a feature must hold."""
    told = explain(name, GOLDEN)
    return f"-- {told.doc}\n-- {told.declaration}\n-- unit {told.unit}, scope {told.scope}, clock {told.clock}\n{told.sql}\n"


def regenerate() -> None:
    """Write every golden file, and remove those of features that are no more."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.sql"):
        old.unlink()
    for name in GOLDEN.names:
        (FOLDER / f"{name}.sql").write_text(golden(name), encoding="utf-8")
    lines = [line(mutant) for mutant in MUTANTS]
    killed = sum("killed by" in each for each in lines)
    text = "\n".join([f"{killed} of {len(lines)} mutants killed", *lines])
    (FOLDER.parent / "mutants.txt").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    regenerate()
