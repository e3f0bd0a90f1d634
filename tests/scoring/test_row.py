"""Is a row filled in by hand answered as a file with that row is, and is what is no row refused in words?"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.scoring.analysed import SETTINGS, fitted, plain

from footfall.analysis.segments import keep_segments, segment_rows
from footfall.dataset.table import from_table
from footfall.errors import SchemaError, UsageError
from footfall.events.log import SessionTable, SourceInfo
from footfall.models.artifact import save
from footfall.report.playbook import read_playbook
from footfall.scoring.offer import keep_offer, table_offer
from footfall.scoring.row import RowScorer
from footfall.scoring.score import score
from footfall.scoring.segments import assign
from footfall.scoring.visit import VisitScorer

RNG = np.random.default_rng(2)
ROWS = 300
PAGES = RNG.integers(1, 30, ROWS).astype(np.float64)
FRAME = pd.DataFrame({
    "pages": PAGES, "seconds": PAGES * 20 + RNG.random(ROWS), "month": pd.Series(RNG.choice(["May", "June", "01"], ROWS), dtype="str"),
    "weekend": RNG.integers(0, 2, ROWS).astype(np.float64), "bought": PAGES + RNG.normal(0, 4, ROWS) > 20,
})  # fmt: skip
SCHEMA = '[source]\nkind = "session_table"\ntarget = "bought"\ncategories = ["month"]\n'
GIVEN: dict[str, object] = {"pages": 12, "seconds": "240.5", "month": "June", "weekend": True}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An analysis of a session table."""
    folder = tmp_path_factory.mktemp("table") / "done"
    folder.mkdir()
    made = SessionTable(FRAME, "bought", SourceInfo("table", kind="session_table", sessions=ROWS), {"pages": "Pages seen."})
    dataset = from_table(made, SETTINGS)
    save(fitted(dataset), dataset, folder / "models" / "bought", fingerprint="", data_sha256="", metrics={})
    keep_segments(segment_rows(dataset, SETTINGS, read_playbook(None)), folder, None, (), SETTINGS, "")
    keep_offer(table_offer(made), folder)
    (folder / "summary.json").write_text("{}", encoding="utf-8")
    (folder.parent / "schema.toml").write_text(SCHEMA, encoding="utf-8")
    return folder


def test_rows_are_answered_as_a_file_of_them_is(table: Path, tmp_path: Path) -> None:
    rows = FRAME.drop(columns="bought").iloc[:25]
    rows.to_csv(tmp_path / "rows.csv", index=False)
    schema, out = table.parent / "schema.toml", tmp_path / "o.parquet"
    score(table / "models" / "bought", tmp_path / "rows.csv", out, settings=SETTINGS, schema=schema, reasons=True)
    expected = pd.read_parquet(out)
    (tmp_path / "segments.toml").write_text('[source]\nkind = "session_table"\n', encoding="utf-8")
    assign(table / "segments", tmp_path / "rows.csv", out, settings=SETTINGS, schema=tmp_path / "segments.toml")
    segments = pd.read_parquet(out)["segment"]
    scorer = RowScorer.open(table)
    for number, row in enumerate(rows.to_dict("records")):
        found = scorer.answer(plain(row))
        (answer,) = found.answers
        assert answer.value == pytest.approx(expected["bought"][number], abs=1e-9)
        texts = [expected[f"bought_reason_{place}"][number] for place in (1, 2, 3)]
        assert [each.text for each in answer.reasons] == [text for text in texts if isinstance(text, str)]
        assert found.segment is not None
        assert found.segment.name == segments[number]
    assert expected["bought"].nunique() > 5


def test_a_form_begins_with_usual_values(table: Path) -> None:
    scorer = RowScorer.open(table)
    assert [column.name for column in scorer.columns] == ["pages", "seconds", "month", "weekend"]
    assert scorer.usual()["pages"] == float(np.median(PAGES))
    assert scorer.answer(scorer.usual()).answers[0].value is not None


def test_values_may_be_written_in_several_ways_or_unknown(table: Path) -> None:
    scorer = RowScorer.open(table)
    as_numbers = scorer.answer({**GIVEN, "seconds": 240.5, "weekend": 1})
    assert scorer.answer({**GIVEN, "bought": True}) == as_numbers, "the target is not read"
    assert scorer.answer({**GIVEN, "month": 1}).answers == scorer.answer({**GIVEN, "month": "01"}).answers
    assert scorer.answer({**GIVEN, "pages": None}).answers[0].value is not None


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({**GIVEN, "page": 3}, 'Did you mean "pages"?'),
        ({"pages": 3, "seconds": 2}, "lacks 2 columns: month, weekend"),
        ({**GIVEN, "pages": "many"}, "holds words"),
        ({**GIVEN, "pages": [3]}, "neither a number nor text"),
    ],
)
def test_what_is_no_row_is_refused(table: Path, row: dict[str, object], words: str) -> None:
    with pytest.raises(SchemaError) as refused:
        RowScorer.open(table).answer(row)
    assert words in str(refused.value)


def test_a_visit_is_not_made_up_in_a_session_table(table: Path) -> None:
    with pytest.raises(UsageError, match="session table"):
        VisitScorer.open(table)
