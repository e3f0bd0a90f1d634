"""Is a made-up visit answered as the same events are in a batch, click by click, and is what makes no sense refused in words?"""

import random
import shutil
from pathlib import Path

import pandas as pd
import pytest
from tests.scoring.analysed import SETTINGS, analysed, plain

from footfall.errors import ArtifactError, DataError, FootfallError, SchemaError, SourceError, UsageError
from footfall.events.sources.uci_553 import SOURCE as UCI_553
from footfall.scoring.score import score
from footfall.scoring.segments import assign
from footfall.scoring.visit import Moment, Visit, VisitScorer
from footfall.simulate.shop import simulate

DAY_US = 86_400_000_000


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pd.DataFrame]:
    """An analysis of a simulated shop, and its events."""
    folder = tmp_path_factory.mktemp("shop")
    simulate(visitors=150, days=14, seed=3, out=folder / "shop.parquet")
    done = analysed(folder / "shop.parquet", folder / "done", ("converts_session", "revenue_session", "returns_7d", "purchase_7d"))
    return done, pd.read_parquet(folder / "shop.parquet").sort_values(["us", "seq", "event_id"])


@pytest.fixture(scope="module")
def scorer(shop: tuple[Path, pd.DataFrame]) -> VisitScorer:
    return VisitScorer.open(shop[0])


@pytest.fixture(scope="module")
def clothes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An analysis of made-up clicks in the form of uci-553, and their file."""
    folder, draw = tmp_path_factory.mktemp("clothes"), random.Random(4)
    lines = [";".join(UCI_553.header)]
    for session in range(1, 81):
        day, country = 1 + session // 4, draw.choice((29, 46, 9))
        for order in range(1, draw.randint(2, 9)):
            category, model = draw.randint(1, 4), draw.randint(1, 9)
            price = 20 + 5 * model
            row = (2008, 4, day, order, country, session, category, f"{'ABCP'[category - 1]}{model}", 1 + model, draw.randint(1, 6),
                   draw.randint(1, 2), price, 1 if price > 45 else 2, draw.randint(1, 5))  # fmt: skip
            lines.append(";".join(map(str, row)))
    source = folder / "clothes.csv"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return analysed(source, folder / "done", ("continues", "premium_ahead", "sale_ahead", "value_ahead")), source


def batch(folder: Path, source: Path, name: str) -> pd.DataFrame:
    """What `footfall score --at every` writes."""
    out = folder.parent / f"{name}.parquet"
    score(folder / "models" / name, source, out, settings=SETTINGS, at="every", reasons=True)
    return pd.read_parquet(out).set_index("event_id")


def test_every_click_is_answered_as_in_a_batch(shop: tuple[Path, pd.DataFrame], scorer: VisitScorer) -> None:
    folder, events = shop
    source = folder.parent / "shop.parquet"
    expected = {name: batch(folder, source, name) for name in ("converts_session", "revenue_session")}
    assign(folder / "segments", source, folder.parent / "s.parquet", settings=SETTINGS, at="every")
    segments = pd.read_parquet(folder.parent / "s.parquet").set_index("event_id")["segment"]
    buyers = events.loc[events["type"] == "purchase", "visitor_id"].unique()[:3]
    counts = events["visitor_id"].value_counts()
    compared = 0
    said: set[float | None] = set()
    for visitor in {*buyers, *counts.index[:3], counts.index[-1]}:
        visit = scorer.begin(0x5000000000000)
        for row in events[events["visitor_id"] == visitor].to_dict("records"):
            moment = visit.click(plain(row))
            check(moment, expected, str(row["event_id"]))
            assert moment.segment is not None
            assert moment.segment.name == segments[row["event_id"]]
            compared += 1
            said.add(moment.answers[0].value)
    assert compared > 100
    assert len(said) > 10


def check(moment: Moment, expected: dict[str, pd.DataFrame], event_id: str) -> None:
    """The answers of a moment against the rows of the batch."""
    assert [each.question.name for each in moment.answers] == sorted(expected)
    for answer in moment.answers:
        name, row = answer.question.name, expected[answer.question.name].loc[event_id]
        assert answer.value == pytest.approx(row[name], abs=1e-9)
        assert moment.click == row["click"]
        assert [each.text for each in answer.reasons] == [text for n in (1, 2, 3) if isinstance(text := row[f"{name}_reason_{n}"], str)]
        if answer.question.kind == "amount":
            assert (answer.low, answer.high) == pytest.approx((row[f"{name}_low"], row[f"{name}_high"]), abs=1e-9)


def test_clicks_without_a_clock_and_without_visitors_are_answered_as_in_a_batch(clothes: tuple[Path, Path]) -> None:
    folder, source = clothes
    expected = {name: batch(folder, source, name) for name in ("continues", "premium_ahead", "value_ahead", "sale_ahead")}
    scorer = VisitScorer.open(folder)
    codes = {name: origin.map for name, origin in {**UCI_553.schema.columns, **UCI_553.schema.extras}.items()}
    clicks = pd.read_csv(source, sep=";", dtype=str)
    order = expected["continues"].sort_values(["session_id", "click"])
    seen = 0
    for session, rows in clicks.groupby("session ID", sort=False):
        visit, ids = scorer.begin("2008-04-01"), order[order["session_id"] == str(session)].index
        if int(str(session)) > 12:
            break
        sale = False
        for event_id, row in zip(ids, rows.to_dict("records"), strict=True):
            place = 6 * (int(row["page"]) - 1) + int(row["location"])
            moment = visit.click({
                "type": "view_item", "time": f"2008-04-{int(row['day']):02}", "session_id": str(session), "page": row["page"],
                "item_id": row["page 2 (clothing model)"], "category": codes["category"][row["page 1 (main category)"]],
                "price": float(row["price"]), "country": codes["country"][row["country"]], "colour": codes["colour"][row["colour"]],
                "photo_location": codes["photo_location"][row["location"]], "price_2": int(row["price 2"]), "list_position": place,
                "photo_angle": codes["photo_angle"][row["model photography"]],
            })  # fmt: skip
            sale = sale or moment.event.category == "sale"
            asked = {each.question.name: each for each in moment.answers}
            assert (asked["sale_ahead"].value is None) is sale
            assert ("sale has been seen" in asked["sale_ahead"].not_asked) is sale
            assert all(each.question.proxy for each in moment.answers)
            answered = tuple(each for each in moment.answers if each.value is not None)
            known = {name: frame for name, frame in expected.items() if asked[name].value is not None}
            check(Moment(moment.event, 1, 0, answered), known, event_id)
            seen += 1
    assert seen > 30


def test_a_known_product_brings_what_its_events_carry(scorer: VisitScorer) -> None:
    item = scorer.offer.items[0]
    visit = scorer.begin(channel="email", device="mobile")
    event = visit.click({"type": "view_item", "item_id": item.item_id}).event
    assert (event.category, event.brand, event.price_micros) == (
        item.usual["category"], item.usual["brand"], round(float(item.usual["price"] or 0) * 1e6),
    )  # fmt: skip
    assert (event.channel, event.device, event.page) == ("email", "mobile", item.usual["page"])
    added = visit.click({"type": "add_to_cart", "item_id": item.item_id, "quantity": 2, "brand": None}).event
    assert (added.brand, added.page, added.channel) == (None, None, "email")
    bought = visit.click({"type": "purchase"})
    assert bought.event.revenue_micros == bought.event.value_micros == 2 * (event.price_micros or 0)
    assert (bought.event.quantity, bought.cart) == (2, ())


def test_time_passes_by_itself_by_waiting_and_into_a_new_visit(scorer: VisitScorer) -> None:
    visit = scorer.begin("2026-03-01T10:00:00Z")
    assert visit.wait("1h") is None
    first = visit.click({"type": "page_view"})
    second = visit.click({"type": "page_view"})
    assert second.event.gap_us == scorer.offer.usual_gap_us > 0
    waited = visit.wait("5min")
    assert waited is not None
    assert (waited.event, waited.now_us) == (second.event, second.event.us + 300_000_000)
    third = visit.click({"type": "page_view"})
    assert (third.event.gap_us, third.click, third.visit) == (300_000_000, 3, 1)
    visit.wait("31min")
    again = visit.click({"type": "page_view"})
    assert (again.click, again.visit) == (1, 2)
    assert first.event.us == 1_772_362_800_000_000


def test_coming_days_are_answered_as_of_now(shop: tuple[Path, pd.DataFrame], scorer: VisitScorer, tmp_path: Path) -> None:
    folder, events = shop
    mine = events[events["visitor_id"] == events.loc[events["type"] == "purchase", "visitor_id"].iloc[0]]
    other = mine.tail(1).assign(visitor_id="other", event_id="x", us=mine["us"].max() + 3 * DAY_US)
    pd.concat([mine, other]).to_parquet(tmp_path / "two.parquet")
    visit = scorer.begin(0x5000000000000, ahead=True)
    for row in mine.to_dict("records"):
        visit.click(plain(row))
    moment = visit.wait("3d")
    assert moment is not None
    asked = {each.question.name: each for each in moment.ahead}
    for name in ("purchase_7d", "returns_7d"):
        score(folder / "models" / name, tmp_path / "two.parquet", tmp_path / "o.parquet", settings=SETTINGS, reasons=True)
        row = pd.read_parquet(tmp_path / "o.parquet").set_index("visitor_id").loc[mine["visitor_id"].iloc[0]]
        assert asked[name].value == pytest.approx(row[name], abs=1e-9)
        assert [each.text for each in asked[name].reasons] == [x for n in (1, 2, 3) if isinstance(x := row[f"{name}_reason_{n}"], str)]
    later = visit.wait("28d")
    assert later is not None
    gone = next(each for each in later.ahead if each.question.name == "purchase_7d")
    assert gone.value is None
    assert "28 days" in gone.not_asked


BAD: tuple[tuple[dict[str, object], type[FootfallError], str], ...] = (
    ({"type": "view_itm"}, DataError, 'Did you mean "view_item"?'),
    ({"type": "dance"}, DataError, "saw no event of type"),
    ({}, DataError, "has no type"),
    ({"type": "view_item", "pric": 3}, SchemaError, 'Did you mean "price"?'),
    ({"type": "view_item", "price": -3}, DataError, "amounts are from 0"),
    ({"type": "view_item", "price": "dear"}, DataError, "which is no number"),
    ({"type": "view_item", "price": float("nan")}, DataError, "which is no number"),
    ({"type": "view_item", "price": True}, DataError, "which is no number"),
    ({"type": "add_to_cart", "quantity": 0.5}, DataError, "whole number"),
    ({"type": "view_item", "time": "2026-03-01T09:00:00Z"}, DataError, "Time runs backwards"),
    ({"type": "view_item", "time": "yesterday"}, DataError, "is no time"),
    ({"type": "view_item", "us": 5}, DataError, "is no time"),
    ({"type": "view_item", "currency": "PLN"}, DataError, "those of the analysis are in EUR"),
    ({"type": "view_item", "item_id": [1]}, DataError, "should be text"),
    ({"type": "view_item", "visitor_id": "another"}, DataError, "one visitor at a time"),
    ({"type": "purchase"}, DataError, "Put something in the cart"),
)


@pytest.mark.parametrize(("record", "kind", "words"), BAD, ids=lambda each: str(each)[:40])
def test_what_cannot_be_clicked_is_refused_and_changes_nothing(
    scorer: VisitScorer, record: dict[str, object], kind: type[FootfallError], words: str
) -> None:
    visit = scorer.begin("2026-03-01T10:00:00Z")
    before = visit.click({"type": "page_view"})
    with pytest.raises(kind) as refused:
        visit.click(record)
    assert words in str(refused.value)
    assert visit.moment == before
    assert visit.click({"type": "page_view"}).click == 2


def test_waiting_makes_no_sense_where_there_are_dates_only(clothes: tuple[Path, Path]) -> None:
    scorer = VisitScorer.open(clothes[0])
    assert not scorer.offer.waits
    assert "dates only" in " ".join(scorer.notes)
    with pytest.raises(DataError, match="Waiting changes nothing"):
        scorer.begin().wait("5min")


def test_no_time_is_no_duration(scorer: VisitScorer) -> None:
    with pytest.raises(UsageError, match="is not a duration"):
        scorer.begin().wait("a while")


@pytest.fixture
def spoilt(shop: tuple[Path, pd.DataFrame], tmp_path: Path) -> Path:
    """A copy of the analysis, to be spoilt."""
    return Path(shutil.copytree(shop[0], tmp_path / "copy"))


def test_a_folder_that_is_none_is_refused(spoilt: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        VisitScorer.open(tmp_path / "gone")
    with pytest.raises(UsageError, match="is no analysis"):
        VisitScorer.open(tmp_path)
    offer = spoilt / "offer.json"
    text = offer.read_text(encoding="utf-8")
    offer.write_text(text.replace('"schema_version":1', '"schema_version":9'), encoding="utf-8")
    with pytest.raises(SourceError, match="schema_version 9"):
        VisitScorer.open(spoilt)
    offer.write_text(text[:100], encoding="utf-8")
    with pytest.raises(SourceError, match="cannot be read"):
        VisitScorer.open(spoilt)
    offer.unlink()
    with pytest.raises(SourceError, match=r"no offer\.json"):
        VisitScorer.open(spoilt)
    offer.write_text(text, encoding="utf-8")
    (spoilt / "models" / "converts_session" / "card.md").write_text("edited", encoding="utf-8")
    with pytest.raises(ArtifactError, match="was edited"):
        VisitScorer.open(spoilt)


def test_two_visits_do_not_touch_each_other(scorer: VisitScorer) -> None:
    def played(visit: Visit) -> list[float | None]:
        return [visit.click({"type": kind}).answers[0].value for kind in ("page_view", "view_cart", "begin_checkout")]

    assert played(scorer.begin()) == played(scorer.begin())
