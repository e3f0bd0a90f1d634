"""Does the terminal tell every verdict in a line, and why below?"""

from tests.report.compared import made_up

from footfall.cli.verdicts import table, told


def test_a_line_a_target_and_its_reasons() -> None:
    lines = told(made_up()).splitlines()
    assert lines[0].split()[:4] == ["target", "verdict", "rows", "score"]
    assert lines[0].endswith("order then              order now")
    assert [line.split()[0] for line in lines[1:5]] == ["converts_session", "revenue_session", "continues", "returns_7d"]
    assert "continues (a proxy)" in lines[3]
    assert lines[4].split()[1:4] == ["cannot", "be", "told"]
    assert "converts_session: keep" in lines
    assert "continues: retrain (judged by drift alone)" in lines
    assert "  note: 12 bad rows of the new data were left out." in lines
    assert lines[-1] == "This is the data that the models learnt from."


def test_columns_stand_below_each_other() -> None:
    assert table([("a", "bb"), ("ccc", "d")]) == "a    bb\nccc  d"
