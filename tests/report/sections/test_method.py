from dataclasses import replace

from tests.report.contents import proxies, sessions, shop

from footfall.dataset.horizon import BY_VISITOR
from footfall.evaluation.result import Finding
from footfall.report.blocks import Banner, Listing, More, Table, Words
from footfall.report.sections.method import method_section


def test_findings_with_evidence_and_the_refused_marked() -> None:
    audit = next(part for part in method_section(proxies()).parts if part.title == "Leakage audit")
    (table,) = audit.blocks
    assert isinstance(table, Table)
    assert table.rows[0][:2] == ("price_2", "refused")
    assert table.marked == frozenset({0})


def test_a_clean_audit_says_what_it_looked_for() -> None:
    audit = next(part for part in method_section(shop()).parts if part.title == "Leakage audit")
    assert isinstance(audit.blocks[0], Words)
    assert "found none" in audit.blocks[0].text


def test_parts_and_borders() -> None:
    parts = next(part for part in method_section(shop()).parts if part.title == "Parts of the data")
    sizes, more = parts.blocks
    assert isinstance(sizes, Table)
    assert sizes.rows[0] == ("Buys later in this session", "1,000 (1,000)", "1,000 (1,000)", "1,000 (1,000)", "1,000 (1,000)")
    assert isinstance(more, More)
    (borders,) = more.blocks
    assert isinstance(borders, Table)
    assert [column.title for column in borders.columns][:2] == ["Border or count", "Buys later in this session"]
    assert ("Test part from", "1 Mar 2026", "1 Mar 2026", "1 Mar 2026") in borders.rows


def test_a_random_split_is_not_called_one_in_time() -> None:
    first = method_section(sessions()).parts[0].blocks[0]
    assert isinstance(first, Listing)
    assert "at random" in first.items[0]
    assert "time order" not in " ".join(first.items)


def test_parts_drawn_by_visitor_are_named_and_only_those() -> None:
    content = shop()
    asked = next(result for result in content.targets if result.not_asked is None)
    by_visitor = replace(asked, split={**asked.split, "how": BY_VISITOR})
    said = [method_section(each).parts[0].blocks[0] for each in (content, replace(content, targets=(by_visitor,)))]
    told = [[item for item in each.items if "by visitor" in item] for each in said if isinstance(each, Listing)]
    assert told[0] == []
    assert told[1][0].startswith("“Buys later in this session”: for four parts in time with a horizon between them the data is too short.")


def test_proxies_are_named_again() -> None:
    assert any(isinstance(block, Banner) and "“Sale ahead”" in block.text for block in method_section(proxies()).parts[0].blocks)


def test_settings_hold_the_seed_once() -> None:
    more = method_section(shop()).parts[-1].blocks[0]
    assert isinstance(more, More)
    (table,) = more.blocks
    assert isinstance(table, Table)
    assert [row for row in table.rows if row[0] == "seed"] == [("seed", "553")]


def test_a_finding_of_one_target_names_it_and_what_is_no_column_has_a_name() -> None:
    content = shop()
    finding = Finding("(parts)", "note", "Some are in both.", "1 of 2", "Nothing.")
    first = replace(content.targets[0], findings=(finding,))
    audit = method_section(replace(content, audit=(finding,), targets=(first, *content.targets[1:]))).parts[2].blocks[0]
    assert isinstance(audit, Table)
    assert audit.rows[0][0] == "the parts of the data\nBuys later in this session"
    every = tuple(replace(each, findings=(finding,)) for each in content.targets)
    audit = method_section(replace(content, audit=(finding,), targets=every)).parts[2].blocks[0]
    assert isinstance(audit, Table)
    assert audit.rows[0][0] == "the parts of the data"


def test_the_name_of_the_code_before_a_finding_becomes_the_target_s_title() -> None:
    content = shop()
    finding = Finding("(parts)", "note", "returns_7d: Some are in both.", "1 of 2", "Nothing.")
    audit = method_section(replace(content, audit=(finding,))).parts[2].blocks[0]
    assert isinstance(audit, Table)
    assert audit.rows[0][:3] == ("the parts of the data\nComes back within 7 days", "note", "Some are in both.")
