"""Is the catalogue as wide as promised, and is every feature alive on a shop?"""

import re
from pathlib import Path

from tests.proof.matrix import COLUMNS

from footfall.engines.duckdb import Engine
from footfall.events.log import EventLog
from footfall.events.read import read
from footfall.features.batch import build
from footfall.features.catalog import FEATURES, catalogue
from footfall.features.feature import Feature
from footfall.sessions.batch import cut
from footfall.settings import Settings
from footfall.simulate.shop import simulate
from footfall.windows.scope import SESSION

SETTINGS = Settings.model_validate({})
LITERAL = re.compile(r"'(?:[^']|'')*'(?:, '(?:[^']|'')*')*|\b\d+\b")


def shape(feature: Feature) -> tuple[str, ...]:
    """Return a declaration without its literals: what is left is the same for permutations over a value."""
    written = [each.sql() if each is not None else "" for each in (feature.where, feature.by)]
    return (*(LITERAL.sub("?", part) for part in (feature.aggregate.signature(), *written)), feature.scope.name)


def test_permutations_over_a_value_have_one_shape() -> None:
    shapes = {name: shape(each) for name, each in FEATURES.by_name.items() if isinstance(each, Feature)}
    assert shapes["item_views"] == shapes["searches"] == shapes["cart_adds"]
    assert shapes["clicks"] != shapes["searches"] != shapes["cart_adds_so_far"]


def test_at_least_forty_distinct_declarations_ten_of_them_of_the_visitor() -> None:
    shapes = {shape(each) for each in FEATURES.features}
    assert len(shapes) >= 40
    assert len([each for each in shapes if each[-1] != SESSION.name]) >= 10


def test_every_declaration_has_a_unit_and_a_sentence() -> None:
    for each in FEATURES:
        assert each.unit, each.name
        assert re.fullmatch(r"[A-Z].*\.", each.doc), each.name


def test_units_of_money_and_time_are_said() -> None:
    for each in FEATURES.features:
        wanted = {"money": {"currency"}, "duration": {"seconds", "days"}}.get(each.result)
        assert wanted is None or each.unit in wanted, each.name


def test_time_within_a_session_needs_a_clock() -> None:
    for each in FEATURES.features:
        if each.scope is SESSION and each.unit == "seconds":
            assert each.clock == "second", each.name


def test_a_source_gets_what_it_can_feed() -> None:
    without_visitors = catalogue([column for column in COLUMNS if column != "visitor_id"])
    assert without_visitors.features
    assert all(each.scope is SESSION for each in without_visitors.features)
    assert "price_mean_against_history" not in without_visitors.names
    assert "colour_now" not in catalogue(["type", "click"]).names
    assert catalogue([]).names == ("clicks", "session_seconds")


def test_no_feature_is_constant_on_the_demo_shop(tmp_path: Path) -> None:
    shop = simulate(visitors=300, days=60, seed=553, out=tmp_path / "shop.parquet").events_path
    with Engine(threads=1) as engine:
        visits = cut(read_shop(shop, engine), SETTINGS)
        features = catalogue(engine.columns("visits"), ["clothing"])
        build(visits, features)
        kinds = ", ".join(f"count(DISTINCT {name}) + max(CASE WHEN {name} IS NULL THEN 1 ELSE 0 END)" for name in features.names)
        counts = dict(zip(features.names, engine.row(f"SELECT {kinds} FROM features"), strict=True))
    assert len(counts) > 90
    assert [name for name, count in counts.items() if not isinstance(count, int) or count < 2] == []


def read_shop(path: Path, engine: Engine) -> EventLog:
    """Return the events of a simulated file."""
    log = read(path, engine=engine, settings=SETTINGS)
    assert isinstance(log, EventLog)
    return log
