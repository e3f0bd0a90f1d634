"""Does the audit alone look at what the main job would learn from?"""

from pathlib import Path

import numpy as np
import pytest
from tests.proof.tables import disguised, rate_of_the_visitor, visits

from footfall.analysis.audit import audit
from footfall.errors import UsageError
from footfall.settings import Settings
from footfall.simulate.shop import simulate

SCHEMA = '[source]\nkind = "session_table"\ntarget = "{}"\n'
QUICK = Settings(threads=1, effort="quick")


def test_a_table_is_audited_with_the_parts_that_would_be_made_of_it(tmp_path: Path) -> None:
    made = disguised(rate_of_the_visitor(np.random.default_rng(1)), seed=1)
    made.frame.to_csv(tmp_path / "visits.csv", index=False)
    (tmp_path / "schema.toml").write_text(SCHEMA.format(made.target))
    found = audit(tmp_path / "visits.csv", settings=QUICK, schema=tmp_path / "schema.toml")
    assert [(each.column, each.severity) for each in found if each.severity != "note"] == [(made.names["rate"], "refuse")]
    few = visits(np.random.default_rng(2), 900)
    few.to_csv(tmp_path / "few.csv", index=False)
    (tmp_path / "schema.toml").write_text(SCHEMA.format("bought"))
    (warned,) = (each for each in audit(tmp_path / "few.csv", settings=QUICK, schema=tmp_path / "schema.toml") if each.severity == "warn")
    assert "fewer than 100" in warned.finding


def test_a_target_of_a_log_is_audited_as_it_would_be_learnt(tmp_path: Path) -> None:
    simulate(visitors=2_500, days=40, seed=3, out=tmp_path / "shop.parquet")
    found = audit(tmp_path / "shop.parquet", settings=QUICK, target="converts_session")
    assert [each.finding.split("% ")[1] for each in found if each.severity == "note"] == [
        "of the test rows are of visitors that earlier parts have seen."
    ]
    assert {each.severity for each in found} <= {"note", "warn"}
    assert all("fewer than 100" in each.finding for each in found if each.severity == "warn")


def test_a_target_that_cannot_be_asked_is_refused_in_words(tmp_path: Path) -> None:
    simulate(visitors=50, days=5, seed=3, out=tmp_path / "shop.parquet")
    with pytest.raises(UsageError, match="cannot be asked"):
        audit(tmp_path / "shop.parquet", settings=QUICK, target="continues")
