"""Events that hold little, or much that is wrong: does each verb that computes run to its end, and say what cannot be asked?"""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from tests.bad_input.ended import FEW, UNKNOWN, Typed, reasons, stands, whole
from tests.bad_input.made import CONSTANT, HEADER, QUICK, clicks, event, put

from footfall.analysis.analyze import analyze

NO_PURCHASES = "The source has no purchases."


@dataclass(frozen=True)
class Runs:
    """Events that leave nothing to ask: every target is not asked, for a reason of which these are words, and the rest runs."""

    name: str
    events: str
    not_asked: Mapping[str, str]
    segments: str | None = None
    options: tuple[str, ...] = ()


NOTHING = {
    **dict.fromkeys(("converts_session", "revenue_session", "purchase_7d", "revenue_28d"), NO_PURCHASES),
    **dict.fromkeys(("returns_7d", "churn_7d"), UNKNOWN),
}
VISITORS = dict.fromkeys(("returns_7d", "purchase_7d", "churn_7d", "revenue_28d"), UNKNOWN)

RUNS = [
    Runs(
        "one event only", HEADER + event("v", 0, item_id="i"), NOTHING | {"continues": UNKNOWN},
        segments="Only 1 row",
    ),
    Runs(
        "one purchase only", HEADER + event("v", 0, "purchase", order_id="o", value=9),
        {"converts_session": UNKNOWN, "revenue_session": UNKNOWN} | VISITORS, segments="Only 1 row",
    ),
    Runs(
        "all sessions of one click", clicks(45, lambda n: 1),
        NOTHING | {"continues": "0 positive", "value_ahead": "0 amounts above 0", "sale_ahead": "0 positive"},
        segments="Only 45 rows",
    ),
    Runs(
        "a purchase and nothing else in every session", clicks(70, lambda n: 0, buys=lambda n: True),
        {"converts_session": "0 positive", "revenue_session": "0 amounts above 0"} | VISITORS,
    ),
    Runs(
        "a purchase in no session", clicks(45, lambda n: 1 + n % 3),
        NOTHING | {"continues": FEW, "value_ahead": FEW, "sale_ahead": "0 positive"}, segments="Only 45 rows",
    ),
    Runs(
        "events all at one moment", HEADER + "".join(event(f"v{n}", 0, item_id="i") for n in range(60)),
        NOTHING | {"continues": UNKNOWN}, segments="alike",
    ),
    Runs(
        "a target that is never true", clicks(45, lambda n: 1), {"continues": "0 positive"}, segments="Only 45 rows",
        options=("--target", "continues"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", RUNS, ids=lambda case: case.name)
def test_it_runs_and_says_what_is_not_asked(case: Runs, typed: Typed) -> None:
    ended = typed("analyze", put("events.csv", case.events), "--out", "out", "--effort", "quick", *case.options)
    assert ended.code == 0, ended.said
    summary = whole("out")
    found = reasons(summary)
    assert set(found) == set(case.not_asked)
    for name, words in case.not_asked.items():
        assert words in (found[name] or ""), name
    assert (case.segments is None) is (summary["segments"]["not_asked"] is None)
    assert (case.segments or "") in (summary["segments"]["not_asked"] or "")
    assert list(Path("out/predictions").iterdir()) == []
    assert stands() == {"events.csv", "out"}


def test_a_hundred_thousand_categories_go_all_the_way(typed: Typed) -> None:
    chance, rows = random.Random(3), []
    for session in range(1_000):
        visitor, at = f"v{chance.randrange(300)}", 5_200 * session
        for n in range(100 * session, 100 * session + 100):
            rows.append(event(visitor, at + n % 100 * 20, item_id=f"i{n % 40}", category=f"c{n}", price=5 + n % 9))  # noqa: PERF401
    ended = typed("analyze", put("events.csv", HEADER + "".join(rows)), "--out", "out", "--effort", "quick", "--target", "returns_7d")
    assert ended.code == 0, ended.said
    summary = whole("out")
    assert (summary["source"]["events"], summary["source"]["quarantined"]) == (100_000, 0)
    assert reasons(summary) == {"returns_7d": None}
    assert len(pd.read_parquet("out/scores.parquet")) == summary["source"]["visitors"]
    manifest = json.loads(Path("out/models/returns_7d/manifest.json").read_text())
    assert len(manifest["categories"]) <= 8


BAD_PRICES = {5: "-3", 55: "inf", 105: "-inf", 155: "0", 205: "", 255: "NaN"}


@pytest.fixture(scope="module")
def bad_prices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The analysis of a shop with a few bad prices, and one value in a column of devices."""
    folder, chance = tmp_path_factory.mktemp("prices"), random.Random(1)
    text = clicks(260, lambda n: 1 + chance.randrange(4), buys=lambda n: chance.random() < (0.6 if n % 4 == 1 else 0.25))
    rows = text.splitlines(keepends=True)
    price = HEADER.split(",").index("price")
    for line, value in BAD_PRICES.items():
        while rows[line - 1].split(",")[2] == "purchase":
            line += 1
        cells = rows[line - 1].split(",")
        rows[line - 1] = ",".join([*cells[:price], value, *cells[price + 1 :]])
    (folder / "events.csv").write_text("".join(rows))
    analyze(folder / "events.csv", folder / "out", settings=QUICK, target="converts_session")
    return folder / "out"


def test_bad_prices_are_put_aside_and_the_rest_is_analysed(bad_prices: Path) -> None:
    summary = whole(bad_prices)
    quarantine = pd.read_parquet(bad_prices / "quarantine.parquet")
    rows = len((bad_prices.parent / "events.csv").read_text().splitlines()) - 1
    assert summary["source"]["events"] + summary["source"]["quarantined"] == rows
    assert sorted(quarantine["example"]) == ["-3", "-inf", "inf"]
    assert set(quarantine["column"]) == {"price"}
    assert set(quarantine["reason"]) == {"price is negative", "price is infinite"}
    assert quarantine["line"].min() >= 5
    assert reasons(summary) == {"converts_session": None}
    scores = pd.read_parquet(bad_prices / "scores.parquet")
    assert scores["converts_session"].dropna().between(0, 1).all()


def test_what_is_constant_in_events_is_left_out_with_a_reason(bad_prices: Path) -> None:
    notes = whole(bad_prices)["targets"]["converts_session"]["notes"]
    manifest = json.loads((bad_prices / "models/converts_session/manifest.json").read_text(encoding="utf-8"))
    learnt = {feature["name"] for feature in manifest["features"]}
    assert any(note.startswith("Left out, since they hold one value only in the train part: ") for note in notes)
    assert "device" in set(manifest["declared"]) - learnt
    assert {"clicks", "price_mean"} <= learnt


@pytest.mark.parametrize("verb", ["audit", "features"])
@pytest.mark.parametrize(
    "text", [HEADER + event("v", 0, item_id="i"), CONSTANT, clicks(45, lambda n: 1)], ids=["one event", "constant", "one click"]
)
def test_audit_and_features_take_the_little_there_is(verb: str, text: str, typed: Typed) -> None:
    ended = typed(verb, put("events.csv", text), *(["--out", "f.parquet"] if verb == "features" else []))
    assert ended.code == 0, ended.said
    if verb == "features":
        found = pd.read_parquet("f.parquet")
        assert len(found) == ended.said["rows"] == len(text.splitlines()) - 1
        assert not found.select_dtypes("number").astype("float64").isin([float("inf"), float("-inf")]).any(axis=None)
