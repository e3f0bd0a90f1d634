"""Are a campaign's costs and benefits told, and nothing where there is no campaign?"""

from dataclasses import replace

from tests.report.contents import shop
from tests.report.made import binary_result, profit, question

from footfall.report.blocks import Table, Words
from footfall.report.charts import Lines
from footfall.report.numbers import money
from footfall.report.sections.profit import profit_blocks, profit_chart, profit_table
from footfall.report.sections.targets import binary_section

EURO = money("EUR")
RESULT = replace(binary_result(question("converts_session")), profit=profit())


def test_no_campaign_no_profit() -> None:
    assert profit_blocks(replace(RESULT, profit=None), EURO) == ()


def test_a_sentence_a_table_and_a_chart() -> None:
    words, table, chart = profit_blocks(RESULT, EURO)
    assert isinstance(words, Words)
    assert "A conversion brings €40.00, an action costs €1.00 and brings about 10.0% of the conversions" in words.text
    assert "pays for itself from a probability of 25.00% on" in words.text
    assert "reaches 10.0% of the test part and brings €140.00 (95%: €90.00 to €190.00)" in words.text
    assert isinstance(table, Table)
    assert isinstance(chart, Lines)
    assert chart.reading.startswith("How to read it")


def test_the_table_adds_up() -> None:
    table = profit_table(profit(), EURO)
    chosen, _, _, everybody, nobody = table.rows
    assert chosen == (
        "from the chosen threshold on (24.00%)", "100\n10.0%", "€100.00", "6.00", "€240.00", "€140.00\n€90.00 to €190.00", "–",
    )  # fmt: skip
    assert everybody[-1] == "€780.00\n€720.00 to €850.00"
    assert nobody[1:4] == ("0\n0.0%", "€0.00", "0.00")
    assert table.marked == {0}
    assert "calibrate part" in table.note


def test_the_chart_marks_the_chosen_threshold_and_the_break_even() -> None:
    chart = profit_chart(RESULT, profit(), EURO)
    assert {guide.name: guide.start[0] for guide in chart.guides} == {
        "Nobody": 0.001, "Chosen: 24.00%": 0.24, "Break-even: 25.00%": 0.25,
    }  # fmt: skip
    assert chart.lines[0].y == (-640.0, -80.0, 140.0, 70.0, 3.0)
    assert chart.id == "converts-session-profit"
    beyond = profit_chart(RESULT, replace(profit(), break_even=1.4), EURO)
    assert [guide.name for guide in beyond.guides] == ["Nobody", "Chosen: 24.00%"]


def test_where_nobody_is_worth_an_action_it_says_so() -> None:
    policies = (replace(profit().policies[0], threshold=None, acted=0, converted=0, profit=0.0, interval=None), *profit().policies[1:])
    none = replace(profit(), threshold=None, break_even=2.5, policies=policies)
    words, table, chart = profit_blocks(replace(RESULT, profit=none), EURO)
    assert isinstance(words, Words)
    assert "no action pays for itself" in words.text
    assert "acting on nobody brought most" in words.text
    assert isinstance(table, Table)
    assert table.rows[0][0] == "as chosen: on nobody"
    assert isinstance(chart, Lines)
    assert chart.title.startswith("Acting on nobody")


def test_a_gain_that_may_be_chance_is_called_so() -> None:
    shaky = (*profit().policies[:-1], replace(profit().policies[-1], behind_interval=(-20.0, 190.0)))
    words = profit_blocks(replace(RESULT, profit=replace(profit(), policies=shaky)), EURO)[0]
    assert isinstance(words, Words)
    assert "may be chance" in words.text


def test_why_the_threshold_lies_above_the_break_even_is_told_only_of_clicks() -> None:
    above = replace(RESULT, profit=replace(profit(), threshold=0.4))
    for result, told in ((above, True), (replace(above, early=()), False), (RESULT, False)):
        words = profit_blocks(result, EURO)[0]
        assert isinstance(words, Words)
        assert ("wait for a visit's next clicks" in words.text) is told


def test_it_stands_in_the_section_of_its_target_alone() -> None:
    converts, returns, *_ = binary_section(shop()).parts
    assert any(getattr(block, "id", "") == "converts-session-profit" for block in converts.blocks)
    assert not any(getattr(block, "id", "").endswith("profit") for block in returns.blocks)
