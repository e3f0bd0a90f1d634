"""Is bad input met with what is wrong and what to do, on the page, and never with a traceback?"""

import gzip
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser
from tests.app.analyses import Analyses
from tests.e2e.app.conftest import Apps, Look
from tests.e2e.app.looking import Looking, look_at
from tests.e2e.app.running import running
from tests.events.reading import CANONICAL, event

pytestmark = pytest.mark.browser

GOOD = "".join(event(at=n) for n in range(40))
NEVER = ("Traceback", "encountered an error", "Sorry", "/tmp/")


@dataclass(frozen=True)
class Bad:
    """A file, and parts of what is said of it: what is wrong, and the remedy."""

    file: str
    content: str | bytes | Callable[[Path], object]
    what: str
    remedy: str


def half_parquet(path: Path) -> None:
    pq.write_table(pa.table({"visitor_id": ["a"] * 5_000, "us": list(range(5_000))}), path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


BAD = [
    Bad("empty.csv", "", "is empty", "Export it again"),
    Bad("blank.csv", "\n \n\n", "is empty", "Export it again"),
    Bad("header.csv", CANONICAL, "has a header and no rows", "Export it again"),
    Bad("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(80), "is a PNG picture", "Give CSV"),
    Bad("bytes.csv", bytes(range(256)) * 9, "is not text", "Give CSV"),
    Bad("half.parquet", half_parquet, "damaged Parquet", "Export it again"),
    Bad("half.csv.gz", gzip.compress((CANONICAL + GOOD).encode())[:-12], "is damaged", "Fetch or export it again"),
    Bad("damaged.zip", b"PK\x03\x04" + bytes(100), "damaged zip", "Fetch or export it again"),
    Bad("prices.csv", CANONICAL + GOOD + event(at=50, price="-3") * 3, "3 of 43 rows (7.0%) are bad", "Correct the file"),
    Bad("lines.csv", CANONICAL + GOOD + "a,b\n" * 3, "wrong number of fields", "Correct the file"),
    Bad(
        "money.csv",
        CANONICAL + GOOD + event(at=50, currency="EUR") + event(at=51, currency="USD"),
        "2 currencies",
        "Convert them to one currency"
    ),
    Bad("array.jsonl", '[\n{"us": 1}]', "is one JSON array", "jq -c"),
    Bad("twice.csv", "us,type,US\n1,a,2\n", "two columns named", "Rename one of them"),
    Bad("book.xlsx", b"PK\x03\x04" + bytes(100), "is of a kind that cannot be read", "Bring one of"),
]  # fmt: skip


@pytest.fixture(scope="module")
def start(browser: Browser, apps: Apps) -> Looking:
    looking = look_at(browser, apps("none").url)
    looking.go()
    return looking


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.file)
def test_a_bad_file(start: Looking, bad: Bad, tmp_path: Path) -> None:
    path = tmp_path / bad.file
    if isinstance(bad.content, str):
        path.write_text(bad.content)
    elif isinstance(bad.content, bytes):
        path.write_bytes(bad.content)
    else:
        bad.content(path)
    start.bring(path)
    start.page.get_by_text(bad.what).first.wait_for(timeout=120_000)
    assert bad.remedy in start.text
    assert bad.file in start.text
    assert [words for words in NEVER if words in start.text] == []
    put_away = start.page.get_by_role("button", name="Put these files away")
    if put_away.count():
        start.click("Put these files away")
        assert bad.what not in start.text


@pytest.mark.parametrize(
    "spoil", [lambda whole: {**whole, "format": 99}, lambda whole: {**whole, "kept": {"never": "seen"}}], ids=["format", "content"]
)
def test_an_analysis_of_another_version(
    look: Look, analyses: Analyses, tmp_path: Path, spoil: Callable[[dict[str, object]], dict[str, object]]
) -> None:
    folder = tmp_path / "analysis"
    shutil.copytree(analyses.of("orders"), folder)
    with running(tmp_path / "app", folder) as app:
        kept = folder / "content.json.gz"
        kept.write_bytes(gzip.compress(json.dumps(spoil(json.loads(gzip.decompress(kept.read_bytes())))).encode()))
        looking = look(app)
        for path in ("overview", "who-will-buy", "report"):
            looking.page.goto(f"{app.url}/{path}")
            looking.page.get_by_text("Analyse the source again").first.wait_for()
            assert [words for words in NEVER[:3] if words in looking.text] == []
        looking.close()  # before the app ends
