"""Is a source asked what it can answer, with the features that its columns can feed, and is the rest refused with its reason?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from footfall.analysis.asked import column_as_target, known_columns, main_categories, plan, raw_table
from footfall.engines.duckdb import Engine
from footfall.errors import UsageError
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.sessions.batch import Visits, cut
from footfall.settings import Settings

QUICK = Settings(threads=1)
HEAD = "visitor_id,us,type,item_id,category,price,order_id,value,device\n"
BROWSING = "".join(f"v{n % 4},{1_700_000_000 + 900 * n}000000,view_item,i{n % 5},c{n % 3},{n % 7 + 1},,,\n" for n in range(40))
BUYING = f"{BROWSING}v1,1700090000000000,purchase,,,,o1,20,\n"


@pytest.fixture
def engine() -> Iterator[Engine]:
    with Engine(threads=1) as made:
        yield made


def visits_of(text: str, folder: Path, engine: Engine) -> Visits:
    """Cut a file into visits."""
    (folder / "log.csv").write_text(HEAD + text)
    log = read(folder / "log.csv", engine=engine, settings=QUICK)
    assert isinstance(log, EventLog)
    return cut(log, QUICK)


def test_without_purchases_proxies_are_asked_and_what_is_missed_is_told(tmp_path: Path, engine: Engine) -> None:
    found = plan(visits_of(BROWSING, tmp_path, engine), QUICK, None)
    names = {target.name for target in found.targets}
    assert {"continues", "value_ahead", "returns_7d", "churn_7d"} <= names
    assert not names & {"converts_session", "purchase_7d", "returns_30d"}
    reasons = {target.name: reason for target, reason in found.refused}
    assert reasons["converts_session"] == "The source has no purchases."
    assert "premium_ahead" not in reasons, "nobody misses a proxy"
    assert "returns_30d" not in reasons, "nor what is asked of order lists"
    assert "revenue_so_far" not in found.features.names
    assert found.fingerprint() == found.features.fingerprint


def test_with_purchases_no_proxy_is_asked(tmp_path: Path, engine: Engine) -> None:
    found = plan(visits_of(BUYING, tmp_path, engine), QUICK, None)
    assert {"converts_session", "revenue_session", "purchase_7d", "revenue_28d"} <= {target.name for target in found.targets}
    assert not any(target.question.proxy for target in found.targets)


def test_a_target_that_is_named_is_the_only_one_or_refused(tmp_path: Path, engine: Engine) -> None:
    visits = visits_of(BROWSING, tmp_path, engine)
    assert [target.name for target in plan(visits, QUICK, "continues").targets] == ["continues"]
    with pytest.raises(UsageError, match="converts_session cannot be asked of log: The source has no purchases"):
        plan(visits, QUICK, "converts_session")
    with pytest.raises(UsageError, match="no target and no column 'continue'") as raised:
        plan(visits, QUICK, "continue")
    assert "Did you mean continues" in str(raised.value)


def test_a_column_becomes_a_table_of_the_sources_own_columns(tmp_path: Path, engine: Engine) -> None:
    visits = visits_of(BUYING, tmp_path, engine)
    table = plan(visits, QUICK, "Category").column
    assert table is not None
    assert table.target == "category"
    assert "device" not in known_columns(visits)
    assert set(table.frame) == {"type", "item_id", "category", "price"}, "constants, ids and moments tell nothing"
    assert table.frame["price"].max() == 7.0
    assert raw_table(visits, None).target is None
    with pytest.raises(UsageError, match="'visitor_id' cannot be a target"):
        column_as_target(visits, "visitor_id")


def test_the_commonest_categories_of_the_training_part_get_features(tmp_path: Path, engine: Engine) -> None:
    visits = visits_of(BROWSING, tmp_path, engine)
    assert main_categories(visits, QUICK) == ("c0", "c1", "c2")
    names = set(plan(visits, QUICK, None).features.names)
    assert {"clicks_in_c0", "clicks_in_c1", "clicks_in_c2"} <= names
    assert "seconds_in_c0" not in names, "no click follows another within a visit here"


SCHEMA = """
[source]
name = "shop"
[columns]
visitor_id = "v"
us = "t"
type = "e"
category = "c"
[extras]
list_position = {{ column = "place", type = "{}" }}
"""
PLACES = {"list_position_now", "furthest_in_category", "nearest_in_category", "list_position_mean"}


@pytest.mark.parametrize(("kind", "fed"), [("BIGINT", PLACES), ("VARCHAR", set())])
def test_only_a_whole_number_is_a_place_in_a_list(kind: str, fed: set[str], tmp_path: Path) -> None:
    (tmp_path / "schema.toml").write_text(SCHEMA.format(kind))
    (tmp_path / "shop.csv").write_text("v,t,e,c,place\na,2024-01-01T10:00:00Z,view_item,hats,1\na,2024-01-01T10:00:01Z,view_item,hats,7\n")
    settings = Settings()
    with Engine(threads=1) as engine:
        log = read(tmp_path / "shop.csv", engine=engine, settings=settings, schema=tmp_path / "schema.toml")
        assert isinstance(log, EventLog)
        names = plan(cut(log, settings), settings, None).features.names
    assert set(names) & PLACES == fed
    assert "category_run" in names
