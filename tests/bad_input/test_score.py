"""Bad input for a saved model: is every folder that is not the one that was saved refused, and every row that can be scored scored?"""

import csv
import hashlib
import io
import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from tests.bad_input.ended import Ended, Typed, small_disk, stands
from tests.bad_input.made import QUICK, START, put

from footfall.analysis.analyze import analyze
from footfall.cli.program import run

SCHEMA = '[source]\nkind = "session_table"\n'
HEADER = "visitor_id,us,type,item_id,category,price,order_id,value,device\n"
AGAIN = "footfall analyze SOURCE --out DIR"


def events(sessions: int, *, seed: int = 1, category: Callable[[int], str] = lambda n: f"c{n}", device: str = "mobile") -> str:
    """Return sessions two hours apart, of which some end with a purchase, more often in one category."""
    chance, rows = random.Random(seed), [HEADER]
    for n in range(sessions):
        visitor, number, length = f"v{chance.randrange(90)}", chance.randrange(4), 1 + chance.randrange(4)
        for k in range(length):
            rest = f"i{chance.randrange(20)},{category(number)},{5 + chance.randrange(30)},,,{device}"
            rows.append(f"{visitor},{(START + 7200 * n + 60 * k) * 10**6},view_item,{rest}\n")
        if chance.random() < (0.6 if number == 1 else 0.25):
            rows.append(f"{visitor},{(START + 7200 * n + 60 * length) * 10**6},purchase,,,,o{n},{20 + chance.randrange(30)},{device}\n")
    return "".join(rows)


def sessions(
    rows: int, *, seed: int = 2, pages: Callable[[int], object] = lambda n: n % 4, channel: Callable[[int], object] = lambda n: f"k{n % 3}"
) -> str:
    """Return a session table."""
    chance = random.Random(seed)
    lines = (
        f"{'yes' if chance.random() < 0.3 + 0.1 * (n % 4) else 'no'},{pages(n)},{chance.randrange(300)},{channel(n)}\n" for n in range(rows)
    )
    return "bought,pages,seconds,channel\n" + "".join(lines)


def without(text: str, *names: str) -> str:
    """Return a CSV without some of its columns."""
    rows = list(csv.DictReader(io.StringIO(text)))
    kept = [name for name in rows[0] if name not in names]
    return "".join(",".join(cells) + "\n" for cells in [kept, *([row[name] for name in kept] for row in rows)])


@pytest.fixture(scope="module")
def of_events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of events."""
    folder = tmp_path_factory.mktemp("events")
    (folder / "events.csv").write_text(events(260))
    analyze(folder / "events.csv", folder / "out", settings=QUICK, target="converts_session")
    return folder / "out" / "models" / "converts_session"


@pytest.fixture(scope="module")
def of_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of a session table."""
    folder = tmp_path_factory.mktemp("table")
    (folder / "table.csv").write_text(sessions(240))
    (folder / "schema.toml").write_text(SCHEMA + 'target = "bought"\n')
    analyze(folder / "table.csv", folder / "out", settings=QUICK, schema=folder / "schema.toml")
    return folder / "out" / "models" / "bought"


Scored = Callable[..., Ended]


@pytest.fixture
def scored(typed: Typed) -> Scored:
    """Score in an empty folder; an error leaves nothing but the source there."""
    put("schema.toml", SCHEMA)

    def score(model: Path, text: str, *options: str, table: bool = False, out: str = "scores.parquet", source: str = "new.csv") -> Ended:
        put("new.csv", text)
        ended = typed("score", model, source, "--out", out, *(["--schema", "schema.toml"] if table else []), *options)
        assert ended.code != 70, ended.said
        assert stands() <= {"schema.toml", "new.csv", "copy", "mine", *([] if ended.code else [out])}
        return ended

    return score


@pytest.fixture
def copy(of_events: Path, scored: Scored) -> Path:
    """A copy of the model of events, to spoil; it lies in the folder that is scored in."""
    return Path(shutil.copytree(of_events, "copy"))


def edited(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def taken(path: Path) -> None:
    path.unlink()


def made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOIL = {"edited": edited, "emptied": emptied, "taken away": taken, "made a folder": made_a_folder}


@pytest.mark.parametrize("how", SPOIL)
def test_every_file_of_a_model_is_held_to_its_manifest(how: str, copy: Path, scored: Scored, of_events: Path) -> None:
    for name in sorted(path.name for path in of_events.iterdir()):
        shutil.rmtree(copy)
        shutil.copytree(of_events, copy)
        SPOIL[how](copy / name)
        ended = scored(copy, events(5))
        assert ended.code == 1, (name, ended.said)
        what, _, remedy = ended.error
        assert f"copy/{name}" in what or f"lacks {name}" in what or f"holds no {name}" in what
        assert AGAIN in remedy or remedy == "Name the folder of one target: DIR/models/TARGET."


def test_a_file_too_many_is_refused(copy: Path, scored: Scored) -> None:
    (copy / "model.pkl").write_bytes(b"x")
    ended = scored(copy, events(5))
    assert (ended.code, ended.error[2]) == (1, f"Train it again: {AGAIN}.")
    assert "model.pkl" in ended.error[0]


@dataclass(frozen=True)
class Other:
    """A manifest of something else, with a checksum that fits: `change` are its fields; None takes one away."""

    name: str
    change: dict[str, object]
    what: str
    remedy: str = AGAIN


VERSIONS = {"footfall": "0.1.0", "scikit-learn": "0.20.1", "xgboost": "3.2.0"}

OTHERS = [
    Other("an older schema", {"schema_version": 0}, "schema version 0; this Footfall reads 1"),
    Other("a newer schema", {"schema_version": 2}, "schema version 2; this Footfall reads 1"),
    Other("another Footfall", {"versions": {"footfall": "9.8.7"}}, "footfall 9.8.7", "Install footfall 9.8.7, or train it again"),
    Other("another library", {"versions": VERSIONS}, "scikit-learn 0.20.1", "Install scikit-learn 0.20.1, or train it again"),
    Other("no versions", {"versions": {}}, "footfall", "rain it again"),
    Other("other features", {"fingerprint": "0" * 64}, "its fingerprint is 000000000000, today's is "),
    Other("features that nobody declares", {"declared": ["phase_of_the_moon"]}, "features that have changed since"),
    Other("other categories", {"categories": ["x"]}, "features that have changed since"),
    Other("a target that nobody declares", {"question": {"name": "buys_tomorrow"}}, "buys_tomorrow"),
    Other("a target that has changed", {"target": "0" * 64}, "a target converts_session that has changed since"),
    Other("a target of no fingerprint", {"target": None}, "a target converts_session that has changed since"),
    Other("another model than the files", {"name": "xgboost"}, "model.ubj"),
    Other("a field too few", {"seed": None}, "manifest"),
    Other("a field too many", {"colour": "blue"}, "manifest"),
    Other("a field of another type", {"models": 3}, "manifest"),
    Other("features of another shape", {"features": [{"title": "clicks"}]}, "manifest"),
    Other("files of another type", {"files": ["card.md"]}, "manifest"),
    Other("a kind that nothing has", {"question": {"kind": "poem"}}, "question.kind"),
]  # fmt: skip


def seal(folder: Path, change: dict[str, object]) -> None:
    """Change fields of a manifest and give it a checksum that fits."""
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    facts["question"] |= change.get("question", {})
    facts |= {name: value for name, value in change.items() if name != "question"}
    facts = {name: value for name, value in facts.items() if name != "checksum" and (value is not None or name not in change)}
    checksum = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps({**facts, "checksum": checksum}), encoding="utf-8")


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case.name)
def test_a_manifest_of_something_else_is_refused(case: Other, copy: Path, scored: Scored) -> None:
    if case.name == "another model than the files" and (copy / "model.ubj").exists():
        case = Other(case.name, {"name": "random_forest"}, "model.skops")
    seal(copy, case.change)
    ended = scored(copy, events(5))
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert case.what in what
    assert case.remedy in remedy
    assert "none" not in f"{what} {remedy}"


@pytest.mark.parametrize("place", ["nowhere", "new.csv", "copy/manifest.json", "mine"])
def test_what_is_no_model_is_refused(place: str, copy: Path, scored: Scored) -> None:
    Path("mine").mkdir()
    ended = scored(Path(place), events(5))
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert place in what
    assert "there is no model" in what
    assert remedy == "Name the folder of one target: DIR/models/TARGET."


@dataclass(frozen=True)
class Scores:
    """A source that is scored to the last row, whatever is new or missing in it."""

    name: str
    text: str
    rows: int
    table: bool = False


SCORES = [
    Scores("a category never seen", events(20, category=lambda n: f"new{n}", device="watch"), 20),
    Scores("one event", HEADER + f"z,{START * 10**6},view_item,i,c1,5,,,mobile\n", 1),
    Scores("an event type never seen", HEADER + f"z,{START * 10**6},levitate,i,c1,5,,,mobile\n", 1),
    Scores("no prices in any row", without(events(20), "price"), 20),
    Scores("a category never seen in a table", sessions(30, channel=lambda n: "never"), 30, table=True),
    Scores("numbers where categories were", sessions(30, channel=lambda n: n % 3), 30, table=True),
    Scores("a column that is all gaps", sessions(30, channel=lambda n: ""), 30, table=True),
    Scores("infinite numbers", sessions(30, pages=lambda n: "inf" if n % 2 else "-inf"), 30, table=True),
    Scores("no target", without(sessions(30), "bought"), 30, table=True),
]


@pytest.mark.parametrize("case", SCORES, ids=lambda case: case.name)
def test_every_row_gets_a_score(case: Scores, scored: Scored, of_events: Path, of_table: Path) -> None:
    ended = scored(of_table if case.table else of_events, case.text, table=case.table)
    assert ended.code == 0, ended.said
    found = pd.read_parquet("scores.parquet")
    assert len(found) == ended.said["rows"] == case.rows
    assert found["bought" if case.table else "converts_session"].between(0, 1).all()


CODES = ("01", "02", "true", "x")


def test_codes_and_truths_are_scored_as_the_categories_that_they_were(scored: Scored, tmp_path: Path) -> None:
    """Rows that hold nothing but codes read as numbers, rows of truths as truths: the model knows them as words."""
    Path("schema.toml").write_text(SCHEMA + 'target = "bought"\n')
    rows = (f"{'yes' if n % 4 == 0 or n % 11 == 0 else 'no'},{CODES[n % 4]},{n * 37 % 401}\n" for n in range(400))
    (tmp_path / "table.csv").write_text("bought,code,seconds\n" + "".join(rows))
    analyze(tmp_path / "table.csv", tmp_path / "out", settings=QUICK, schema=Path("schema.toml"), force=True)
    found = {}
    for name, codes in {"all": CODES, "codes": CODES[:2], "truths": ("TRUE", "TRUE"), "none": ("", "")}.items():
        ended = scored(tmp_path / "out" / "models" / "bought", "code,seconds\n" + "".join(f"{code},99\n" for code in codes), table=True)
        assert ended.code == 0, ended.said
        found[name] = pd.read_parquet("scores.parquet")["bought"].tolist()
    first, second, third, _ = found["all"]
    assert found["codes"] == [first, second]
    assert found["truths"] == [third, third]
    assert first > second


def test_columns_that_are_not_there_are_told(scored: Scored, of_events: Path) -> None:
    assert scored(of_events, events(20)).said["missing"] == []
    assert scored(of_events, without(events(20), "price", "device")).said["missing"] == ["price"]


@dataclass(frozen=True)
class Refused:
    """A source that the model cannot score: `what` and `remedy` are parts, `never` must not be said."""

    name: str
    text: str
    what: str
    remedy: str
    table_model: bool
    table: bool
    never: str = "that have changed since"


REFUSED = [
    Refused("a session table for a model of events", sessions(9), "session table", "event", False, True, "features that are not there"),
    Refused("events for a model of a session table", events(9), "session table", "session table", True, False),
    Refused("a table without a column", without(sessions(9), "pages"), "pages", "column", True, True),
    Refused("a table without two columns", without(sessions(9), "pages", "channel"), "pages, channel", "column", True, True),
    Refused("words where numbers were", sessions(9, pages=lambda n: f"many{n}"), "pages", "number", True, True),
    Refused("events without a visitor", without(events(9), "visitor_id"), "visitor_id", "schema.toml", False, False),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_a_source_that_does_not_fit_is_refused_by_name(case: Refused, scored: Scored, of_events: Path, of_table: Path) -> None:
    ended = scored(of_table if case.table_model else of_events, case.text, table=case.table)
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert case.what in what
    assert case.remedy in remedy
    assert case.never not in what


@pytest.mark.parametrize("out", ["mine", "mine/out.parquet", ""], ids=["a folder", "below a file", "nothing"])
def test_an_out_that_cannot_be_used_is_refused(out: str, scored: Scored, of_events: Path) -> None:
    if out == "mine":
        Path("mine").mkdir()
    else:
        Path("mine").write_text("mine")
    ended = scored(of_events, events(5), out=out)
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert out in what
    assert "--out" in remedy
    assert ".half" not in what


def test_a_full_disk_leaves_no_scores_and_scoring_again_works(scored: Scored, of_events: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine").mkdir()
    Path("mine/events.csv").write_text(events(60))
    assert run(["ingest", "mine/events.csv", "--out", "mine/events.parquet"]) == 0
    capsys.readouterr()
    with small_disk(1_000):
        ended = scored(of_events, "", "--at", "every", source="mine/events.parquet")
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert what.startswith("scores.parquet cannot be written: ")
    assert "large" in what
    assert not what.endswith("..")
    assert "Free some space" not in what
    assert ".half" not in what
    assert "Free some space" in remedy
    assert scored(of_events, "", "--at", "every", source="mine/events.parquet").code == 0


def test_an_interruption_leaves_the_earlier_scores(scored: Scored, of_events: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert scored(of_events, events(5)).code == 0
    before = Path("scores.parquet").read_bytes()

    def interrupt(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupt)
        Path("scores.parquet").rename("mine")
        ended = scored(of_events, events(9))
        Path("mine").rename("scores.parquet")
    assert ended.code == 130
    assert Path("scores.parquet").read_bytes() == before
    assert scored(of_events, events(9)).said["rows"] == 9
