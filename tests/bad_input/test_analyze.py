"""Bad input for the verbs that compute: does each run to its end with reasons, or end in words, with nothing half-written?"""

import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from footfall.analysis.analyze import analyze
from footfall.cli.app import run
from footfall.settings import Settings

HEADER = "visitor_id,us,type,item_id,category,price,quantity,order_id,value,device\n"
START = 1_700_000_000
SCHEMA = '[source]\nkind = "session_table"\ntarget = "bought"\n'
QUICK = Settings(effort="quick", threads=1)
FEW = "at least 30"
UNKNOWN = "no row whose label is known"
NO_PURCHASES = "The source has no purchases."


def event(visitor: str, at: int, type: str = "view_item", **given: object) -> str:
    """Return a canonical row `at` seconds after the start; `given` are its other columns."""
    names = HEADER.strip().split(",")[3:]
    return f"{visitor},{(START + at) * 1_000_000},{type},{','.join(str(given.get(name, '')) for name in names)}\n"


def clicks(sessions: int, each: Callable[[int], int], *, buys: Callable[[int], bool] = lambda n: False, same: bool = False) -> str:
    """Return sessions of so many clicks, two hours apart; those that buy end with a purchase; `same`: all on one product."""
    rows = [HEADER]
    for n in range(sessions):
        for k in range(each(n)):
            item, category, price = ("i", "c", 5) if same else (f"i{(7 * n + k) % 23}", f"c{(n + k) % 4}", 5 + (3 * n + k) % 17)
            rows.append(event(f"v{n % 30}", 7200 * n + 60 * k, item_id=item, category=category, price=price, device="mobile"))
        if buys(n):
            rows.append(event(f"v{n % 30}", 7200 * n + 60 * each(n), "purchase", order_id=f"o{n}", value=20 + n % 9, device="mobile"))
    return "".join(rows)


def table(rows: int = 320, columns: str = "bought,pages,channel", **given: Callable[[int], object]) -> str:
    """Return a session table: yes by chance, more often with more pages; `given` replaces or adds columns."""
    chance = random.Random(5)
    known: dict[str, Callable[[int], object]] = {
        "bought": lambda n: "yes" if chance.random() < 0.3 + 0.1 * (n % 4) else "no",
        "pages": lambda n: n % 4 + chance.randrange(3),
        "channel": lambda n: f"k{n % 3}",
        **given,
    }
    names = [*columns.split(","), *(name for name in given if name not in columns.split(","))]
    return f"{','.join(names)}\n" + "".join(f"{','.join(str(known[name](n)) for name in names)}\n" for n in range(rows))


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and the one JSON document it printed."""

    code: int
    said: dict[str, Any]

    @property
    def error(self) -> tuple[str, str, str]:
        """What happened, where, and what to do."""
        error = self.said["error"]
        return error["what"], error["where"] or "", error["remedy"] or ""


Typed = Callable[..., Ended]


def no_number(text: str) -> float:
    raise AssertionError(f"{text} in the JSON")


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Type a command in an empty folder, on one thread."""
    (tmp_path / "here").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("FOOTFALL_THREADS", "1")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "work"))

    def type_it(*arguments: object) -> Ended:
        code = run([*map(str, arguments), "--json"])
        said = capsys.readouterr()
        return Ended(code, json.loads(said.err if code and not said.out else said.out, parse_constant=no_number))

    return type_it


def put(name: str, text: str) -> str:
    Path(name).write_text(text)
    return name


def stands() -> set[str]:
    """Return what stands in the folder that was typed in, and in the working folder, which must be empty."""
    return {path.name for path in Path().iterdir()} | {path.name for path in Path("../work").iterdir()}


def whole(out: str | Path) -> dict[str, Any]:
    """Return the summary of a finished analysis, whose files are all there and show no number that is none."""
    folder = Path(out)
    for name in ("report.html", "summary.json", "scores.parquet", "quarantine.parquet", "predictions"):
        assert (folder / name).exists(), name
    shown = re.sub(
        r'<script.*?</script>|<style.*?</style>|<td data-label="Example">.*?</td>',
        "",
        (folder / "report.html").read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    assert re.findall(r".{0,40}\b(?:nan|NaN|inf|Infinity|None)\b.{0,20}", shown) == []
    found: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"), parse_constant=no_number)
    return found


def reasons(summary: Mapping[str, Any]) -> dict[str, str | None]:
    return {name: target["not_asked"] for name, target in summary["targets"].items()}


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


@dataclass(frozen=True)
class Table:
    """A session table that is analysed to the end: its target is asked, or not asked for a reason of which these are words."""

    name: str
    text: str
    not_asked: str | None = None
    left_out: str | None = None
    options: tuple[str, ...] = ()
    target: str = "bought"


TABLES = [
    Table("constant columns", table(same=lambda n: 7, gone=lambda n: ""), left_out="same, gone"),
    Table("a column of infinities", table(far=lambda n: "inf"), left_out="far"),
    Table("some infinities", table(far=lambda n: {3: "inf", 4: "-inf", 5: ""}.get(n % 40, n % 17))),
    Table("a column of which only the gaps tell", table(told=lambda n: "" if n % 4 == 3 and n % 5 else n % 7, pages=lambda n: n % 2)),
    Table("a target of one class", table(bought=lambda n: "no"), "0 positive"),
    Table("a target that holds nothing", table(bought=lambda n: ""), UNKNOWN),
    Table("a number that is constant", table(spent=lambda n: 3), "not all equal", target="spent", options=("--target", "spent")),
    Table("a rare class", table(bought=lambda n: "yes" if n % 60 == 0 else "no"), FEW),
    Table("a target and nothing else", table(120, "bought"), "No feature varies"),
    Table("one row only", table(1), FEW),
]  # fmt: skip


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case.name)
def test_a_session_table_runs_to_the_end(case: Table, typed: Typed) -> None:
    schema = put("schema.toml", SCHEMA)
    ended = typed("analyze", put("table.csv", case.text), "--schema", schema, "--out", "out", "--effort", "quick", *case.options)
    assert ended.code == 0, ended.said
    target = whole("out")["targets"][case.target]
    assert (target["not_asked"] is None) is (case.not_asked is None), target["not_asked"]
    assert (case.not_asked or "") in (target["not_asked"] or "")
    if case.left_out is not None:
        assert f"Left out, since they hold one value only in the train part: {case.left_out}." in target["notes"]
    assert stands() == {"table.csv", "schema.toml", "out"}


@pytest.mark.parametrize(
    "amount", [lambda n: "inf" if n == 3 else n % 17, lambda n: n % 17 - 8, lambda n: "1e300" if n % 9 == 0 else n % 17],
    ids=["an infinite amount", "amounts below zero", "amounts beyond measure"],
)  # fmt: skip
def test_amounts_that_no_shop_has_are_answered_or_refused_in_words(amount: Callable[[int], object], typed: Typed) -> None:
    schema = put("schema.toml", SCHEMA)
    ended = typed("analyze", put("table.csv", table(bought=amount)), "--schema", schema, "--out", "out", "--effort", "quick")
    assert ended.code in (0, 1, 2), ended.said
    if ended.code == 0:
        whole("out")
    else:
        assert "bought" in ended.error[0]
        assert ended.error[2]
        assert not Path("out").exists()


def test_yes_and_no_with_gaps_is_still_yes_and_no(typed: Typed) -> None:
    text = table(bought=lambda n: "" if n % 9 == 0 else "yes" if (n * 31) % 97 % 3 == 0 else "no")
    ended = typed("analyze", put("table.csv", text), "--schema", put("schema.toml", SCHEMA), "--out", "out", "--effort", "quick")
    if ended.code:
        assert "neither yes/no" not in ended.error[0]
        assert ended.error[2]
    else:
        assert whole("out")["targets"]["bought"]["kind"] == "binary"


EVENTS = clicks(60, lambda n: 1, same=True)
FLAGGED = "visitor_id,us,type,item_id,promo\n" + "".join(
    f"v{n % 9},{(START + n * 900) * 10**6},view_item,i{n % 7},{n % 2}\n" for n in range(60)
)


@dataclass(frozen=True)
class Refused:
    """A command that must end in words: `what`, `where` and `remedy` are parts, and `never` must not be said. Run by each verb."""

    name: str
    text: str
    target: str
    what: str
    remedy: str
    verbs: tuple[str, ...] = ("analyze", "audit")
    never: str = "Name one of: ."
    schema: str = ""
    where: str = ""


REFUSED = [
    Refused("a target with a near name", clicks(9, lambda n: 1), "convert_session", "'convert_session'", "converts_session", ("analyze",)),
    Refused("a target with no near name", clicks(9, lambda n: 1), "zzzz", "'zzzz'", "converts_session", ("analyze",)),
    Refused("a column with a near name", FLAGGED, "prmo", "'prmo'", "Did you mean promo?"),
    Refused("a target that needs purchases", clicks(9, lambda n: 1), "converts_session", "no purchases", "--target", ("analyze",)),
    Refused("a column that is constant", EVENTS, "item_id", "item_id", "", never="has no column"),
    Refused("a column of identifiers", EVENTS, "visitor_id", "visitor_id", "", never="has no column"),
    Refused("a column of a table with a near name", table(9), "bougt", "'bougt'", 'Did you mean "bought"?', schema=SCHEMA),
    Refused("a column of a table with no near name", table(9), "zzzz", "'zzzz'", "bought, pages, channel", schema=SCHEMA),
    Refused("a target of words", table(), "channel", "neither yes/no nor numbers", "Name", ("analyze",), schema=SCHEMA),
    Refused(
        "a declared target that is not there", table(columns="pages,channel"), "", '"bought"', "It has: pages, channel", schema=SCHEMA,
        where='table.csv, column "bought"',
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("case", "verb"), [(case, verb) for case in REFUSED for verb in case.verbs], ids=lambda it: getattr(it, "name", it)
)
def test_a_target_that_cannot_be_asked_is_refused_with_a_remedy(case: Refused, verb: str, typed: Typed) -> None:
    source = put("table.csv", case.text)
    options: list[object] = ["--schema", put("schema.toml", case.schema)] if case.schema else []
    options += ["--target", case.target] if case.target else []
    options += ["--out", "out", "--effort", "quick"] if verb == "analyze" else []
    before = stands()
    ended = typed(verb, source, *options)
    assert ended.code == 1, ended.said
    what, where, remedy = ended.error
    assert case.what in what
    assert case.where in where
    assert remedy
    assert case.remedy.lower() in remedy.lower()
    assert case.never not in f"{what} {remedy}"
    assert stands() == before


def test_a_flag_of_zeros_and_ones_can_be_a_target_of_its_log(typed: Typed) -> None:
    ended = typed("analyze", put("events.csv", FLAGGED), "--target", "promo", "--out", "out", "--effort", "quick")
    assert ended.code == 0, ended.said
    assert set(reasons(whole("out"))) == {"promo"}


def test_the_audit_never_says_that_a_column_carries_more_than_everything(typed: Typed) -> None:
    text = table(200, bought=lambda n: "yes" if (n * 31) % 97 % 3 == 0 else "no", pages=lambda n: (n * 37) % 101)
    ended = typed("audit", put("table.csv", text), "--schema", put("schema.toml", SCHEMA))
    assert ended.code == 0, ended.said
    shares = [int(share) for each in ended.said["findings"] for share in re.findall(r"carries (-?\d+)%", each["evidence"])]
    assert all(0 <= share <= 100 for share in shares), ended.said


@pytest.mark.parametrize("verb", ["audit", "features"])
@pytest.mark.parametrize(
    "text", [HEADER + event("v", 0, item_id="i"), EVENTS, clicks(45, lambda n: 1)], ids=["one event", "constant", "one click"]
)
def test_audit_and_features_take_the_little_there_is(verb: str, text: str, typed: Typed) -> None:
    ended = typed(verb, put("events.csv", text), *(["--out", "f.parquet"] if verb == "features" else []))
    assert ended.code == 0, ended.said
    if verb == "features":
        found = pd.read_parquet("f.parquet")
        assert len(found) == ended.said["rows"] == len(text.splitlines()) - 1
        assert not found.select_dtypes("number").astype("float64").isin([float("inf"), float("-inf")]).any(axis=None)


def a_file(out: Path) -> None:
    out.write_text("mine")


def a_folder_of_files(out: Path) -> None:
    out.mkdir()
    (out / "mine.txt").write_text("mine")


def below_a_file(out: Path) -> None:
    out.parent.write_text("mine")


def nothing(out: Path) -> None:
    pass


@dataclass(frozen=True)
class Out:
    """An --out that cannot be used: what stood there before stands there still, and the remedy is to choose another."""

    name: str
    make: Callable[[Path], None]
    what: str
    out: str = "out"
    verb: str = "analyze"
    denied: bool = False


OUTS = [
    Out("a file", a_file, "exists and is not a finished analysis"),
    Out("a folder with files in it", a_folder_of_files, "exists and is not a finished analysis"),
    Out("below a file", below_a_file, "cannot be written", "file/out"),
    Out("in a folder that may not be written", nothing, "Permission denied", "no/out", denied=True),
    Out("nothing", nothing, "", ""),
    Out("a link to nowhere", lambda out: out.symlink_to("nowhere"), "out"),
    Out("a folder for features", a_folder_of_files, "out", verb="features"),
    Out("below a file, for features", below_a_file, "cannot be written", "file/out", verb="features"),
    Out("in a folder that may not be written, for features", nothing, "Permission denied", "no/out", verb="features", denied=True),
    Out("nothing, for features", nothing, "", "", verb="features"),
]  # fmt: skip


def contents() -> dict[str, bytes]:
    """Return every file of this folder, and where every link leads."""
    paths = [*Path().rglob("*"), *Path("../work").rglob("*")]
    return {str(path): bytes(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else b"" for path in paths}


@pytest.mark.parametrize("case", OUTS, ids=lambda case: case.name)
def test_an_out_that_cannot_be_used_is_refused_and_left_alone(case: Out, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    case.make(Path(case.out))
    before = contents()
    if case.denied:
        monkeypatch.setattr(Path, "mkdir", denied)
    ended = typed(case.verb, source, "--out", case.out)
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert case.what in what
    assert case.out in what
    assert "--out" in remedy
    assert ".half" not in what
    assert contents() == before


def denied(self: Path, *_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied", str(self))


@pytest.mark.parametrize("verb", ["analyze", "features"])
def test_a_missing_folder_is_made(verb: str, typed: Typed) -> None:
    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    assert typed(verb, source, "--out", "no/such/out").code == 0
    assert stands() == {"events.csv", "no"}
    assert [path.name for path in Path("no/such").iterdir()] == ["out"]


def test_an_empty_folder_behind_a_link_is_filled_and_nothing_lies_beside(typed: Typed) -> None:
    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    Path("empty").mkdir()
    Path("out").symlink_to("empty")
    ended = typed("analyze", source, "--out", "out")
    assert ended.code in (0, 1), ended.said
    assert stands() == {"events.csv", "empty", "out"}
    if ended.code == 0:
        whole("out")


def test_an_earlier_analysis_is_replaced_as_a_whole(typed: Typed) -> None:
    Path("out").mkdir()
    put("out/summary.json", "{}")
    put("out/old.txt", "old")
    assert typed("analyze", put("events.csv", HEADER + event("v", 0, item_id="i")), "--out", "out").code == 0
    whole("out")
    assert not Path("out/old.txt").exists()
    assert stands() == {"events.csv", "out"}


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes: the system refuses to write more, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@dataclass(frozen=True)
class Full:
    """A disk on which no file of more than `size` bytes fits, so that the run fails where it first writes one."""

    name: str
    verb: str
    size: int
    options: tuple[str, ...] = field(default=())


FULL = [
    Full("while laying the rows", "analyze", 2_000, ("--effort", "quick")),
    Full("while writing results", "analyze", 6_000, ("--effort", "quick")),
    Full("while writing the report", "analyze", 150_000, ("--effort", "quick")),
]


@pytest.mark.parametrize("case", FULL, ids=lambda case: case.name)
def test_a_full_disk_leaves_what_stood_there(case: Full, typed: Typed) -> None:
    source, schema = put("table.csv", table()), put("schema.toml", SCHEMA)
    Path("out").mkdir()
    put("out/summary.json", "{}")
    before = contents()
    with small_disk(case.size):
        ended = typed(case.verb, source, "--schema", schema, "--out", "out", *case.options)
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert "cannot be written" in what
    assert "large" in what
    assert ".half" not in what
    assert "Free some space" in remedy
    assert contents() == before


def test_a_full_disk_leaves_no_features(typed: Typed) -> None:
    source = put("events.csv", clicks(60, lambda n: 2))
    with small_disk(12_000):
        ended = typed("features", source, "--out", "f.parquet")
    assert ended.code == 1, ended.said
    what, _, remedy = ended.error
    assert what.startswith("f.parquet cannot be written: ")
    assert not what.endswith("..")
    assert "Free some space" not in what
    assert ".half" not in what
    assert "Free some space" in remedy
    assert stands() == {"events.csv"}


def test_no_space_for_the_last_file_leaves_nothing(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    write = Path.write_text

    def full(self: Path, *given: Any, **others: Any) -> int:
        if self.name == "summary.json":
            raise OSError(28, "No space left on device", str(self))
        return write(self, *given, **others)

    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", full)
        ended = typed("analyze", source, "--out", "out")
    assert (ended.code, ended.error[0]) == (1, "out cannot be written: No space left on device.")
    assert ended.error[2].startswith("Free some space")
    assert stands() == {"events.csv"}
    assert typed("analyze", source, "--out", "out").code == 0


def test_an_analysis_that_cannot_be_put_in_its_place_leaves_the_earlier_one(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    rename, replace = Path.rename, Path.replace

    def refuse(move: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def moved(self: Path, target: Path) -> Path:
            if Path(target).name == "out" and self.name.endswith(".half"):
                raise OSError(5, "Input/output error", str(self))
            return move(self, target)

        return moved

    source = put("events.csv", HEADER + event("v", 0, item_id="i"))
    Path("out").mkdir()
    put("out/summary.json", '{"mine": 1}')
    before = contents()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse(rename))
        patch.setattr(Path, "replace", refuse(replace))
        ended = typed("analyze", source, "--out", "out")
    assert ended.code == 1, ended.said
    assert contents() == before


def test_an_interrupted_run_leaves_nothing_and_running_again_works(typed: Typed, tmp_path: Path) -> None:
    source = put("events.csv", clicks(400, lambda n: 1 + n % 4))
    command = [sys.executable, "-m", "footfall", "analyze", source, "--out", "out", "--effort", "quick"]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "work"), "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        for _ in range(600):
            if list(Path().glob(".out.*/quarantine.parquet")):
                break
            time.sleep(0.05)
        assert not Path("out").exists()
        assert len(stands()) == 3, "a working folder beside, and one of the database"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.endswith("Error: Interrupted. Nothing was left half-written.\nTo do: Run the same command again.\n")
    assert stands() == {"events.csv"}
    again = typed("analyze", put("events.csv", HEADER + event("v", 0, item_id="i")), "--out", "out")
    assert again.code == 0
    whole("out")
