"""Does a reader learn how often the intervals held, how wide they are, and whether the sums are right?"""

from dataclasses import replace

from tests.report.made import amount_result, question

from footfall.evaluation.result import Coverage, CoverageRow
from footfall.report.blocks import Table, Words
from footfall.report.charts import Dots
from footfall.report.numbers import money
from footfall.report.sections.intervals import bias_words, interval_blocks

EURO = money("EUR")


def row(name: str, share: float) -> CoverageRow:
    return CoverageRow(name, 1000, 12.5, 0.8, share, share - 0.02, share + 0.02, 150.0)


FOUND = Coverage(0.9, row("all", 0.98), row("buyers", 0.91), tuple(row(str(at), 0.95 + at / 100) for at in range(1, 5)))


def test_sentence_chart_and_table_say_the_share_and_the_width() -> None:
    words, chart, table = interval_blocks(replace(amount_result(question("revenue_session")), coverage=FOUND), EURO)
    assert isinstance(words, Words)
    assert "held 98.0% of all cases and 91.0% of those above 0" in words.text
    assert "€150.00 wide" in words.text
    assert isinstance(chart, Dots)
    assert chart.labels == ("Fifth 1", "Fifth 2", "Fifth 3", "Fifth 4", "Amounts above 0")
    assert "at least 91.0%" in chart.title
    assert chart.guides == (("90%", 0.9),)
    assert isinstance(table, Table)
    assert table.rows[-2][0] == "All cases"
    assert table.rows[-1][-1] == "€150.00"


def test_without_intervals_nothing_is_said() -> None:
    assert interval_blocks(amount_result(question("revenue_session")), EURO) == ()


def test_the_bias_is_said_with_its_interval_and_what_can_be_made_of_it() -> None:
    model = amount_result(question("revenue_session")).models[0]
    sure = replace(model, metrics={"bias": -0.031, "r2": 0.1}, interval={"bias": (-0.05, -0.01)})
    assert bias_words(sure).startswith(
        "Together the predictions come to 3.1% less than what came (95% interval of the difference: −5.0% to"
    )
    assert "chance" not in bias_words(sure)
    assert "R² is 0.10" in bias_words(sure)
    unsure = replace(model, metrics={"bias": 0.1, "r2": None}, interval={"bias": (-0.2, 0.3)})
    assert "10.0% more" in bias_words(unsure)
    assert "too few amounts" in bias_words(unsure)
    assert bias_words(replace(model, metrics={"bias": None})) == ""
