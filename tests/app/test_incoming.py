"""Are the first rows shown as people read them, and is a mapping asked for as it is filled in?"""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from tests.app.viewed import Viewer, text_of

from footfall.app.jobs import Job
from footfall.app.views.incoming import first_rows
from footfall.engines.duckdb import Engine

COLUMNS = ["Wann", "Kunde", "Was", "Preis"]
ANSWER = {
    "known": False,
    "columns": COLUMNS,
    "sample": [["01.02.2026 10:00", "a", "Kauf", "1,50"]],
    "guess": {
        "us": {"column": "Wann", "unit": "%d.%m.%Y %H:%M", "decimal": ".", "map": {}},
        "type": {"column": "Was", "unit": None, "decimal": ".", "map": {"buy": "purchase"}},
        "visitor_id": {"column": "Kunde", "unit": None, "decimal": ".", "map": {}},
    },
    "values": {"Was": [["Ansehen", 1200], ["Kauf", 7], ["buy", 1], ["view_item", 1]]},
}


@pytest.fixture
def asked(tmp_path: Path) -> AppTest:
    """The form of a file that nobody knows."""
    (tmp_path / "answer.json").write_text(json.dumps(ANSWER), encoding="utf-8")

    def script(folder: str) -> None:
        from pathlib import Path

        import streamlit as st

        from footfall.app.jobs import Job
        from footfall.app.views.mapping import mapping

        said = mapping(Job(Path(folder)))
        if said is not None:
            st.code(said)

    page = AppTest.from_function(script, args=(str(tmp_path),), default_timeout=60).run()
    assert not page.exception, page.exception
    assert Job(tmp_path).answer["columns"] == COLUMNS
    return page


def test_each_value_of_the_type_is_asked_for_its_meaning(asked: AppTest) -> None:
    meant = {each.label: each.value for each in asked.selectbox if " row" in each.label}
    assert meant == {
        "Ansehen · 1,200 rows": "(as it stands)", "Kauf · 7 rows": "(as it stands)", "buy · 1 row": "purchase",
        "view\\_item · 1 row": "view_item",
    }  # fmt: skip
    assert "None of them means a purchase" not in text_of(asked)


def test_what_was_chosen_is_what_is_read(asked: AppTest) -> None:
    for each in asked.selectbox:
        if each.label.startswith("Ansehen"):
            each.select("view_item")
        if each.label.startswith("Kauf"):
            each.select("purchase")
        if each.label == "Price of one":
            each.select("Preis")
    asked.run()
    assert any(each.label.startswith("A purchase has a row for each product") and each.value for each in asked.checkbox)
    next(each for each in asked.button if each.label == "Read it so").click().run()
    (said,) = asked.code
    assert 'orders = "lines"' in said.value
    assert 'map = { Ansehen = "view_item", Kauf = "purchase", buy = "purchase" }' in said.value
    assert 'price = { column = "Preis", decimal = "," }' in said.value


def test_without_a_purchase_it_says_what_can_still_be_asked(asked: AppTest) -> None:
    next(each for each in asked.selectbox if each.label.startswith("buy")).select("add_to_cart")
    asked.run()
    assert "None of them means a purchase" in text_of(asked)


def test_after_a_failed_analysis_one_can_ask_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    viewer = Viewer(tmp_path, monkeypatch)
    read, failed = (viewer.workspace.jobs / name for name in ("1-read", "2-failed"))
    for folder in (read, failed):
        folder.mkdir(parents=True)
    (read / "seen").touch()
    (failed / "request.json").write_text(json.dumps({"kind": "analyze", "title": "my shop", "read_by": read.name}), encoding="utf-8")
    (failed / "end.json").write_text(json.dumps({"what": "No such target.", "remedy": "Name another."}), encoding="utf-8")

    def script(root: str, token: str) -> None:
        from pathlib import Path

        from footfall.app.views.under_way import under_way
        from footfall.app.workspace import Workspace

        under_way(Workspace.of(Path(root), token))

    page = AppTest.from_function(script, args=(str(tmp_path), viewer.token), default_timeout=60).run()
    assert "No such target." in text_of(page)
    page.button(key=f"again-{failed.name}").click().run()
    assert not page.exception, page.exception
    assert not (read / "seen").exists()
    assert "No such target." not in text_of(page)


def test_the_first_rows_are_for_people(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    with Engine(threads=1) as engine:
        engine.write(
            "SELECT * FROM (VALUES ('e', 'a', 1769940000000000, 'view_item', 1.5, NULL), ('f', 'b', 1769940060000000, NULL, NULL, NULL)) "
            "AS t(event_id, visitor_id, us, type, price, brand)", path,
        )  # fmt: skip
    names, rows = first_rows(str(path))
    assert names == ["time (UTC)", "visitor_id", "type", "price"]
    assert [[cell.replace("\xa0", " ") for cell in row] for row in rows] == [
        ["1 Feb 2026, 10:00:00", "a", "view_item", "1.5"], ["1 Feb 2026, 10:01:00", "b", "", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ("TypeError('no <b>len</b>')", "Sorry, this is a bug in Footfall: TypeError: no &lt;b&gt;len&lt;/b&gt;. What you brought"),
        ("UsageError('It is too late.', remedy='Come earlier.')", "It is too late\\. Come earlier\\."),
    ],
    ids=["bug", "refusal"],
)
def test_a_page_that_breaks_says_so_in_words(made: str, said: str) -> None:
    page = AppTest.from_string(
        f"from footfall.app.show import broken\nfrom footfall.errors import UsageError\nassert broken({made})", default_timeout=60
    ).run()
    assert not page.exception, page.exception
    assert said in text_of(page)
