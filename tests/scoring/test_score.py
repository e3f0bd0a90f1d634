"""Does a saved model score every row that it should, once, and refuse what means something else today?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline

from footfall.aggregates import count
from footfall.analysis.analyze import read_as
from footfall.analysis.ingest import ingest
from footfall.dataset.dataset import Dataset
from footfall.dataset.events import as_inputs
from footfall.engines.duckdb import Engine
from footfall.errors import ArtifactError, DataError, SchemaError, UsageError
from footfall.events.read import read
from footfall.features.catalog import declared
from footfall.features.feature import Feature, FeatureSet
from footfall.models.artifact import load, save
from footfall.models.background import background
from footfall.models.conformal import Intervals, Typical
from footfall.models.fitted import Fit, Fitted
from footfall.models.manifest import fingerprint_of
from footfall.models.preparation import preparation, tidy
from footfall.models.read_as import ReadAs
from footfall.scoring.score import At, score, scored_frame
from footfall.settings import Settings
from footfall.targets.catalog import TARGETS
from footfall.targets.target import Question

SETTINGS = Settings(threads=1)
QUESTIONS = {target.name: target.question for target in TARGETS}
SIGNATURES = {target.name: fingerprint_of(target.signature()) for target in TARGETS}

Row = Mapping[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where models and files are laid for one test."""

    folder: Path

    def log(self, rows: Sequence[Row], name: str = "new.csv") -> Path:
        """Write events."""
        path = self.folder / name
        pd.DataFrame(rows).to_csv(path, index=False)
        return path

    def model(
        self, question: Question, features: FeatureSet, *, fingerprint: str | None = None, target: str | None = None,
        training: pd.DataFrame | None = None, usual: bool = True, of_log: bool = False, read_as: ReadAs | None = None,
    ) -> Path:  # fmt: skip
        """Save a small model that reads these features."""
        inputs = made_up(features) if training is None else training
        fit = fitted(question, inputs) if usual else replace(fitted(question, inputs), background=None)
        part = np.array(["train"] * len(inputs), dtype=object)
        ids = pd.DataFrame({"event_id": [str(row) for row in range(len(inputs))]})
        label = (np.arange(len(inputs)) % 2).astype(np.float64)
        dataset = Dataset(question, inputs, label, ids, part, np.arange(len(inputs)), np.ones(len(inputs)), {}, {})
        folder = self.folder / "models" / question.name
        save(
            fit, dataset, folder, fingerprint=features.fingerprint if fingerprint is None else fingerprint, data_sha256="", metrics={},
            declared=features.names, target=SIGNATURES.get(question.name, "") if target is None else target,
            of_log=of_log, read_as=read_as,
        )  # fmt: skip
        return folder

    def scores(self, model: Path, source: Path, *, at: At = "last", schema: Path | None = None, reasons: bool = False) -> pd.DataFrame:
        """Score and read the file back."""
        out = self.folder / "scores.parquet"
        scored = score(model, source, out, settings=SETTINGS, at=at, schema=schema, reasons=reasons)
        found = pd.read_parquet(out)
        assert len(found) == scored.rows
        return found


def made_up(features: FeatureSet) -> pd.DataFrame:
    """Return training rows of the right columns, the first number deciding."""
    rng = np.random.default_rng(1)
    texts = {each.name for each in features if each.is_text}
    words = rng.choice(["red", "blue"], 200)
    return as_inputs(pd.DataFrame({name: words if name in texts else rng.integers(1, 9, 200) for name in features.names}))


def fitted(question: Question, inputs: pd.DataFrame) -> Fit:
    """Return a fit with a linear champion, or a constant one for amounts."""
    tidied = tidy(inputs, list(inputs.columns))
    prepare = preparation(tidied, "scaled").fit(tidied)
    matrix, first = prepare.transform(tidied), tidied[tidied.columns[0]].to_numpy(np.float64)
    binary = question.kind == "binary"
    constant = (DummyClassifier() if binary else DummyRegressor()).fit(matrix, first > 4)
    champion = LogisticRegression().fit(matrix, first > 4) if binary else constant
    models = (
        Fitted("champion", "Champion", question.kind, Pipeline([("prepare", prepare), ("model", champion)])),
        Fitted("baseline", "Baseline", question.kind, Pipeline([("prepare", prepare), ("model", constant)]), baseline=True),
    )
    return Fit(question, models, "champion", None, (), "quick", 1, 1, background(tidied, matrix, seed=1))


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


FEATURES = declared(("clicks", "distinct_items", "sessions_so_far"), ())
START = 1_700_000_000
"""2023-11-14 22:13:20 UTC."""


def click(visitor: str, minute: int, **more: str | int | float | None) -> Row:
    """Return one event, `minute` minutes after the start."""
    known: Row = {"visitor_id": visitor, "us": (START + minute * 60) * 1_000_000, "type": "view_item", "item_id": f"i{minute}"}
    return {"event_id": f"{visitor}{minute}", **known, **more}


DAY = 24 * 60
CLICKS = (click("a", 0), click("a", 1), click("b", 2), click("a", 3, item_id="i0"), click("a", 300), click("b", DAY), click("b", DAY + 1))
"""Two visitors in four sessions."""
KNOWN = {
    "a0": (1, 1, 1), "a1": (2, 2, 1), "b2": (1, 1, 1), "a3": (3, 2, 1), "a300": (1, 1, 2), f"b{DAY}": (1, 1, 2), f"b{DAY + 1}": (2, 2, 2),
}  # fmt: skip
"""What `FEATURES` are at each of them."""


def expected(model: Path, events: Sequence[str]) -> list[float]:
    """Return what the model says of the features that were worked out by hand."""
    inputs = pd.DataFrame([KNOWN[name] for name in events], columns=list(FEATURES.names)).astype(np.float64)
    found: list[float] = load(model).predict(inputs).tolist()
    return found


def test_every_event_is_scored_by_what_was_known_at_it(shelf: Shelf) -> None:
    model = shelf.model(QUESTIONS["converts_session"], FEATURES)
    found = shelf.scores(model, shelf.log(CLICKS), at="every")
    assert found["event_id"].tolist() == list(KNOWN)
    assert found["converts_session"].tolist() == pytest.approx(expected(model, list(KNOWN)), rel=1e-12)
    assert found["converts_session"].nunique() > 3
    assert found["click"].tolist() == [1, 2, 1, 3, 1, 1, 2]
    assert found["cut_off_us"].tolist() == [row["us"] for row in CLICKS]
    assert list(found.columns) == ["event_id", "visitor_id", "session_id", "cut_off_us", "click", "converts_session"]


def test_scores_come_in_the_source_s_own_order_where_times_are_equal(shelf: Shelf) -> None:
    model = shelf.model(QUESTIONS["converts_session"], FEATURES)
    rows = [click("a", 0, event_id=name, seq=number) for number, name in enumerate(("z", "a", "m"), start=1)]
    found = shelf.scores(model, shelf.log(rows), at="every")
    assert list(zip(found["event_id"], found["click"], strict=True)) == [("z", 1), ("a", 2), ("m", 3)]


def test_the_last_event_of_every_session_is_scored_unless_every_event_is_asked_for(shelf: Shelf) -> None:
    model = shelf.model(QUESTIONS["converts_session"], FEATURES)
    found = shelf.scores(model, shelf.log(CLICKS))
    last = ["b2", "a3", "a300", f"b{DAY + 1}"]
    assert found["event_id"].tolist() == last
    assert found["converts_session"].tolist() == pytest.approx(expected(model, last), rel=1e-12)
    assert found["session_id"].is_unique


def test_a_target_about_visitors_is_scored_once_a_visitor(shelf: Shelf) -> None:
    model = shelf.model(QUESTIONS["returns_7d"], FEATURES)
    found = shelf.scores(model, shelf.log(CLICKS))
    assert found["event_id"].tolist() == ["a300", f"b{DAY + 1}"]
    assert found["visitor_id"].tolist() == ["a", "b"]


def test_a_weekly_target_is_scored_at_the_end_of_the_data_with_the_days_since(shelf: Shelf) -> None:
    training = made_up(FEATURES)
    training.insert(0, "idle_days", np.arange(len(training)) % 10 * 1.0)
    model = shelf.model(QUESTIONS["returns_30d"], FEATURES, training=training)
    found = shelf.scores(model, shelf.log(CLICKS))
    end = (START + (DAY + 1) * 60) * 1_000_000
    assert found["cut_off_us"].tolist() == [end, end]
    known = pd.DataFrame([KNOWN["a300"], KNOWN[f"b{DAY + 1}"]], columns=list(FEATURES.names), dtype=np.float64)
    wanted = load(model).predict(known.assign(idle_days=[(DAY + 1 - 300) / DAY, 0.0]))
    assert dict(zip(found["visitor_id"], found["returns_30d"], strict=True)) == pytest.approx({"a": wanted[0], "b": wanted[1]}, rel=1e-12)


def test_bots_are_left_out(shelf: Shelf) -> None:
    model = shelf.model(QUESTIONS["converts_session"], FEATURES)
    people = [{**row, "device": "phone"} for row in CLICKS]
    source = shelf.log([*people, click("robot", 5, device="Googlebot/2.1"), click("robot", 6, device="Googlebot/2.1")])
    for at, rows in (("every", 7), ("last", 4)):
        found = shelf.scores(model, source, at=at)  # type: ignore[arg-type]
        assert len(found) == rows
        assert "robot" not in set(found["visitor_id"])


def test_visitors_that_the_source_does_not_know_are_not_scored(shelf: Shelf) -> None:
    rows = [{name: value for name, value in click(f"s{n}", n).items() if name != "visitor_id"} | {"session_id": f"s{n}"} for n in range(3)]
    source = shelf.log(rows)
    assert len(shelf.scores(shelf.model(QUESTIONS["returns_7d"], FEATURES), source)) == 0
    assert len(shelf.scores(shelf.model(QUESTIONS["converts_session"], FEATURES), source)) == 3


def test_a_column_that_the_source_lacks_is_missing_and_not_a_fault(shelf: Shelf) -> None:
    features = declared(("clicks", "colour_now", "dear_now", "top_row_share"), ())
    model = shelf.model(QUESTIONS["continues"], features)
    found = shelf.scores(model, shelf.log(CLICKS), at="every")
    nothing = pd.DataFrame({"colour_now": pd.Series([None] * 7, dtype="str"), "dear_now": np.full(7, np.nan)})
    inputs = nothing.assign(clicks=[float(KNOWN[name][0]) for name in KNOWN], top_row_share=0.0)
    assert found["continues"].tolist() == pytest.approx(load(model).predict(inputs).tolist(), rel=1e-12)


def test_amounts_are_scored_under_the_name_of_their_target(shelf: Shelf) -> None:
    found = shelf.scores(shelf.model(QUESTIONS["revenue_session"], FEATURES), shelf.log(CLICKS))
    assert (found["revenue_session"] >= 0).all()
    assert len(found) == 4


def test_features_that_have_changed_since_are_refused(shelf: Shelf) -> None:
    model = shelf.model(QUESTIONS["converts_session"], FEATURES, fingerprint="0123456789abcdef")
    out = shelf.folder / "scores.parquet"
    today = FEATURES.fingerprint[:12]
    with pytest.raises(ArtifactError, match=rf"changed since: its fingerprint is 0123456789ab, today's is {today}\..*Train it again"):
        score(model, shelf.log(CLICKS), out, settings=SETTINGS)
    assert not out.exists()


def test_a_feature_that_is_not_declared_any_more_is_refused(shelf: Shelf) -> None:
    gone = FeatureSet((*FEATURES, Feature("forgotten", count())))
    with pytest.raises(ArtifactError, match="changed since"):
        score(shelf.model(QUESTIONS["converts_session"], gone), shelf.log(CLICKS), shelf.folder / "scores.parquet", settings=SETTINGS)


@pytest.mark.parametrize(("then", "said"), [("0" * 64, "its fingerprint is 000000000000"), ("", "it holds no fingerprint")])
def test_a_target_that_has_changed_since_is_refused(shelf: Shelf, then: str, said: str) -> None:
    model = shelf.model(QUESTIONS["converts_session"], FEATURES, target=then)
    today = SIGNATURES["converts_session"][:12]
    with pytest.raises(ArtifactError, match=rf"a target converts_session that has changed since: {said}, today's is {today}\..*Train it"):
        score(model, shelf.log(CLICKS), shelf.folder / "scores.parquet", settings=SETTINGS)


def test_columns_that_hold_nothing_are_told(shelf: Shelf) -> None:
    features = declared(("clicks", "colour_now", "price_mean", "distinct_categories", "bought_this_session"), ())
    model, out = shelf.model(QUESTIONS["continues"], features), shelf.folder / "scores.parquet"
    assert score(model, shelf.log(CLICKS), out, settings=SETTINGS).missing == ("category", "price", "colour")
    known = [{**row, "category": "c", "price": 3.0, "colour": "red"} for row in CLICKS]
    assert score(model, shelf.log(known), out, settings=SETTINGS).missing == ()
    bought = [*known, {**click("b", DAY + 2), "type": "purchase"}]
    assert score(model, shelf.log(bought), out, settings=SETTINGS).missing == ("value",)


def test_words_where_a_feature_was_a_number_are_refused_by_its_name(shelf: Shelf) -> None:
    model = shelf.model(QUESTIONS["continues"], declared(("clicks", "dear_now"), ()))
    source = shelf.log([{**row, "price_2": "much"} for row in CLICKS])
    with pytest.raises(SchemaError, match=r'feature "dear_now" holds words \("much"\).*new\.csv.*Give a number in what it reads'):
        score(model, source, shelf.folder / "scores.parquet", settings=SETTINGS)


TABLE = pd.DataFrame({"pages": [1.0, 8.0, 3.0, 1.0], "place": ["home", "shop", "", "home"], "weekend": ["TRUE", "FALSE", "TRUE", "TRUE"]})
WANTED = pd.DataFrame({"pages": TABLE["pages"], "place": TABLE["place"].replace("", None), "weekend": [1.0, 0.0, 1.0, 1.0]})
BOUGHT = Question("bought", "binary", "", "Bought.")


def table_model(shelf: Shelf) -> tuple[Path, Path]:
    """Return a model of a session table's columns, and a schema that says what the table is."""
    rng = np.random.default_rng(1)
    words = pd.Series(rng.choice(["home", "shop"], 200), dtype="str")
    training = pd.DataFrame({"pages": rng.integers(1, 9, 200) * 1.0, "place": words, "weekend": rng.integers(0, 2, 200) * 1.0})
    schema = shelf.folder / "schema.toml"
    schema.write_text('[source]\nkind = "session_table"\n')
    return shelf.model(BOUGHT, FeatureSet(()), fingerprint="", training=training), schema


def test_every_row_of_a_session_table_is_scored_in_its_order(shelf: Shelf) -> None:
    model, schema = table_model(shelf)
    source = shelf.folder / "table.csv"
    TABLE.to_csv(source, index=False)
    found = shelf.scores(model, source, schema=schema)
    assert found["row"].tolist() == [1, 2, 3, 4]
    assert found["bought"].tolist() == pytest.approx(load(model).predict(WANTED.astype({"place": "str"})).tolist(), rel=1e-12)
    assert found["bought"][0] == found["bought"][3] != found["bought"][1]


def test_a_session_table_without_a_column_that_the_model_reads_is_refused(shelf: Shelf) -> None:
    model, schema = table_model(shelf)
    source = shelf.folder / "table.csv"
    TABLE.drop(columns="pages").to_csv(source, index=False)
    with pytest.raises(SchemaError, match="lacks a column that the model reads: pages"):
        score(model, source, shelf.folder / "scores.parquet", settings=SETTINGS, schema=schema)


def test_a_model_of_events_does_not_score_a_session_table_nor_the_other_way_round(shelf: Shelf) -> None:
    model, schema = table_model(shelf)
    source = shelf.folder / "table.csv"
    TABLE.to_csv(source, index=False)
    with pytest.raises(ArtifactError, match="learnt from events, and this is a session table"):
        score(shelf.model(QUESTIONS["converts_session"], FEATURES), source, shelf.folder / "s.parquet", settings=SETTINGS, schema=schema)
    with pytest.raises(ArtifactError, match="learnt from a session table, and these are events"):
        score(model, shelf.log(CLICKS), shelf.folder / "s.parquet", settings=SETTINGS)


def test_a_session_table_needs_no_schema_where_a_model_of_one_scores_it(shelf: Shelf) -> None:
    model, schema = table_model(shelf)
    source = shelf.folder / "table.csv"
    TABLE.to_csv(source, index=False)
    assert shelf.scores(model, source).equals(shelf.scores(model, source, schema=schema))


def own_column_model(shelf: Shelf) -> Path:
    """Return a model of a column of a log, which reads two of its own columns."""
    rng = np.random.default_rng(1)
    words = pd.Series(rng.choice(["01", "02"], 200), dtype="str")
    training = pd.DataFrame({"price": rng.integers(1, 9, 200) * 1.0, "code": words})
    return shelf.model(Question("promo", "binary", "", "Promo."), FeatureSet(()), fingerprint="", training=training, of_log=True)


def test_a_model_of_a_log_s_own_column_scores_its_events(shelf: Shelf) -> None:
    model = own_column_model(shelf)
    log = [{**row, "price": 1.0 + n, "code": f"0{1 + n % 2}"} for n, row in enumerate(CLICKS)]
    found = shelf.scores(model, shelf.log(log), at="every")
    inputs = pd.DataFrame({"price": np.arange(1.0, 8.0), "code": pd.Series(["01", "02", "01", "02", "01", "02", "01"], dtype="str")})
    assert list(found.columns) == ["event_id", "visitor_id", "session_id", "cut_off_us", "click", "promo"]
    assert found["event_id"].tolist() == list(KNOWN)
    assert found["promo"].tolist() == pytest.approx(load(model).predict(inputs).tolist(), rel=1e-12)
    last = shelf.scores(model, shelf.log(log))
    assert last["promo"].tolist() == found[found["event_id"].isin(last["event_id"])]["promo"].tolist()
    assert len(last) == 4


def test_a_log_without_a_column_that_its_model_reads_and_a_table_are_refused_by_name(shelf: Shelf) -> None:
    model, (_, schema) = own_column_model(shelf), table_model(shelf)
    out = shelf.folder / "s.parquet"
    with pytest.raises(SchemaError, match=r"The log lacks a column that the model reads: code.*The log has: .*price"):
        score(model, shelf.log([{**row, "price": 1.0} for row in CLICKS]), out, settings=SETTINGS)
    TABLE.to_csv(shelf.folder / "table.csv", index=False)
    with pytest.raises(ArtifactError, match="learnt from events, and this is a session table"):
        score(model, shelf.folder / "table.csv", out, settings=SETTINGS, schema=schema)


def test_hours_are_those_of_the_shop_s_clock_whatever_today_s_settings_say(shelf: Shelf) -> None:
    features = declared(("hour",), ())
    source = shelf.log(CLICKS)
    found = {}
    for zone in ("UTC", "Asia/Tokyo"):
        model = shelf.model(QUESTIONS["continues"], features, read_as=ReadAs(timezone=zone))
        found[zone] = shelf.scores(model, source, at="every")["continues"].tolist()
    hours = pd.DataFrame({"hour": [22.0, 22, 22, 22, 3, 22, 22]})
    assert found["UTC"] == pytest.approx(load(model).predict(hours).tolist(), rel=1e-12)
    assert found["Asia/Tokyo"] == pytest.approx(load(model).predict((hours + 9) % 24).tolist(), rel=1e-12)


@pytest.mark.parametrize(("first", "other"), [("Europe/Warsaw", "UTC"), ("UTC", "Europe/Warsaw")])
def test_hours_are_those_of_the_kept_log_learnt_from_in_raw_files_and_in_logs_kept_elsewhere(first: str, other: str, shelf: Shelf) -> None:
    raw = shelf.log(CLICKS)
    kept = {zone: shelf.folder / f"{number}.parquet" for number, zone in enumerate((first, other))}
    for zone, path in kept.items():
        ingest(raw, path, settings=Settings(threads=1, timezone=zone))
    with Engine(threads=1) as engine:
        log = read(kept[first], engine=engine, settings=SETTINGS)
    learnt = read_as(SETTINGS, log.source)
    assert learnt == ReadAs(timezone=first)
    model = shelf.model(QUESTIONS["continues"], declared(("hour",), ()), read_as=learnt)
    winter = 1 if first == "Europe/Warsaw" else 0
    hours = (pd.DataFrame({"hour": [22.0, 22, 22, 22, 3, 22, 22]}) + winter) % 24
    expected = load(model).predict(hours).tolist()
    for new in (raw, *kept.values()):
        assert shelf.scores(model, new, at="every")["continues"].tolist() == pytest.approx(expected, rel=1e-12)


def test_amounts_in_another_currency_are_refused_or_converted(shelf: Shelf) -> None:
    rows = [{**row, "price": 4.0 + n, "currency": "PLN"} for n, row in enumerate(CLICKS)]
    model = shelf.model(QUESTIONS["continues"], declared(("price_mean",), ()), read_as=ReadAs(currency="EUR"))
    source, out = shelf.log(rows), shelf.folder / "scores.parquet"
    with pytest.raises(DataError, match=r"in PLN.*learnt from amounts in EUR.*rates"):
        score(model, source, out, settings=SETTINGS)
    assert not out.exists()
    score(model, source, out, settings=Settings(threads=1, rates={"PLN": 0.25}))
    in_euro = shelf.log([{**row, "price": (4.0 + n) / 4, "currency": "EUR"} for n, row in enumerate(CLICKS)])
    assert pd.read_parquet(out)["continues"].tolist() == pytest.approx(shelf.scores(model, in_euro)["continues"].tolist(), rel=1e-12)


def test_neither_the_source_nor_the_model_is_written_over(shelf: Shelf) -> None:
    model, source = shelf.model(QUESTIONS["converts_session"], FEATURES), shelf.log(CLICKS)
    before = source.read_bytes()
    with pytest.raises(UsageError, match="is the source itself"):
        score(model, source, source, settings=SETTINGS)
    with pytest.raises(UsageError, match="be taken for an edit of it"):
        score(model, source, model / "scores.csv", settings=SETTINGS)
    assert source.read_bytes() == before
    assert len(shelf.scores(model, source)) == 4


def test_reasons_are_added_in_words_and_only_where_asked_for(shelf: Shelf) -> None:
    model, log = shelf.model(QUESTIONS["converts_session"], FEATURES), shelf.log(CLICKS)
    names = [f"converts_session_reason_{place}" for place in (1, 2, 3)]
    assert not set(names) & set(shelf.scores(model, log).columns)
    found = shelf.scores(model, log, reasons=True)
    assert list(found.columns[-4:]) == ["converts_session", *names]
    first = found.set_index("event_id").loc["a3"]
    assert any(str(first[name]).startswith("3 clicks so far in this session (") for name in names)
    assert found[names].apply(lambda column: column.dropna().str.contains(r"\([+-].*points\)$")).all(axis=None)


def test_reasons_of_a_session_table_say_where_a_value_stands(shelf: Shelf) -> None:
    model, schema = table_model(shelf)
    source = shelf.folder / "table.csv"
    columns = load(model).model.columns
    pd.DataFrame({name: ["1", "9"] for name in columns}).to_csv(source, index=False)
    found = shelf.scores(model, source, schema=schema, reasons=True)
    assert found["bought_reason_1"].str.match(rf'({"|".join(columns)}) is .*(of rows|all rows|"|known)').all()


def test_a_model_without_what_reasons_need_is_refused(shelf: Shelf) -> None:
    bare = shelf.model(QUESTIONS["converts_session"], FEATURES, usual=False)
    with pytest.raises(ArtifactError, match="saved without what reasons are measured against"):
        shelf.scores(bare, shelf.log(CLICKS), reasons=True)
    assert len(shelf.scores(bare, shelf.log(CLICKS))) == 4


def test_a_constant_model_cannot_give_reasons(shelf: Shelf) -> None:
    constant = shelf.model(QUESTIONS["revenue_session"], FEATURES)
    with pytest.raises(ArtifactError, match="cannot be taken apart into reasons"):
        shelf.scores(constant, shelf.log(CLICKS), reasons=True)


def test_an_amount_gets_the_two_ends_of_its_interval_beside_it(shelf: Shelf) -> None:
    saved = load(shelf.model(QUESTIONS["revenue_session"], FEATURES))
    ends = Intervals(Typical(0.0, 0.0, 1.0, 1.0), (), (0.5,), (3.0,))
    artifact = replace(saved, model=replace(saved.model, intervals=ends))
    ids, inputs = pd.DataFrame({"ord": range(200)}), made_up(FEATURES)
    frame = scored_frame(artifact, ids, inputs, None)
    assert list(frame.columns) == ["ord", "revenue_session", "revenue_session_low", "revenue_session_high"]
    assert (frame["revenue_session_low"].eq(0.5) & frame["revenue_session_high"].eq(3.0)).all()
    assert list(scored_frame(saved, ids, inputs, None).columns) == ["ord", "revenue_session"]
