from dataclasses import replace

from tests.report.contents import shop
from tests.report.made import binary_result, question

from footfall.evaluation.result import Example
from footfall.report.blocks import More, Table
from footfall.report.sections.reasons import reasons_table
from footfall.report.sections.targets import binary_section

EXAMPLES = (
    Example("highest", 0.62, 1.0, ("3 views (+4.2 points)", "arrived by email (-1.0 points)", "12 clicks (+0.50 points)")),
    Example("median", 0.03, 0.0, ("1 view (-0.20 points)",)),
    Example("lowest", 0.001, 0.0, ()),
)
RESULT = replace(binary_result(question("converts_session")), examples=EXAMPLES)


def test_a_line_an_example_and_a_column_a_reason() -> None:
    (table,) = reasons_table(RESULT)
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == [
        "Test case",
        "Score",
        "Came true",
        "First reason",
        "Second reason",
        "Third reason",
    ]
    assert table.rows == (
        ("Highest score", "62.0%", "yes", "3 views (+4.2 points)", "arrived by email (−1.0 points)", "12 clicks (+0.50 points)"),
        ("Middle score", "3.0%", "no", "1 view (−0.20 points)", "–", "–"),
        ("Lowest score", "0.1%", "no", "–", "–", "–"),
    )


def test_nothing_where_there_are_no_examples() -> None:
    assert reasons_table(replace(RESULT, examples=())) == ()


def test_the_examples_stand_open_in_the_section_before_what_is_for_analysts() -> None:
    section = binary_section(replace(shop(), targets=(RESULT,)))
    blocks = section.parts[0].blocks
    (place,) = [place for place, block in enumerate(blocks) if isinstance(block, Table)]
    assert isinstance(blocks[place + 1], More)
