import io

import pytest

from footfall.errors import SchemaError
from footfall.events.files import delimited
from footfall.events.files.delimited import BROKEN_QUOTES, WRONG_FIELDS, Broken, chunks, header
from footfall.events.files.text import Lines

Row = tuple[int, list[str]]


def split(text: str, delimiter: str | None = None) -> tuple[tuple[str, ...], list[Row], list[Broken]]:
    lines = Lines(io.StringIO(text, newline=""))
    head = header(lines, "f.csv", delimiter)
    rows: list[Row] = []
    broken: list[Broken] = []
    for chunk in chunks(lines, head):
        columns = [[str(value) for value in column] for column in chunk.columns]
        rows += [(line, list(row)) for line, *row in zip(chunk.lines, *columns, strict=True)]
        broken += chunk.broken
    return head.names, rows, broken


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("declared", [True, False])
def test_delimiters_are_found_out(delimiter: str, declared: bool) -> None:
    text = "a,b,c\n1,x y,3\n4,5,6\n".replace(",", delimiter)
    assert split(text, delimiter if declared else None) == (("a", "b", "c"), [(2, ["1", "x y", "3"]), (3, ["4", "5", "6"])], [])


def test_a_decimal_comma_does_not_deceive() -> None:
    assert split("a;price\nx;1,5\ny;2,5\n")[1] == [(2, ["x", "1,5"]), (3, ["y", "2,5"])]


def test_white_space_splits_where_nothing_else_does() -> None:
    assert split(" id  date  n\n 00001 19970101   1\n")[:2] == (("id", "date", "n"), [(2, ["00001", "19970101", "1"])])


def test_quotes_and_newlines_inside_fields_keep_line_numbers() -> None:
    text = 'a,b\n1,"x, ""y""\nz"\n2,plain\n"3","q\n\nr"\n4,end'
    assert split(text) == (
        ("a", "b"),
        [(2, ["1", 'x, "y"\nz']), (4, ["2", "plain"]), (5, ["3", "q\n\nr"]), (8, ["4", "end"])],
        [],
    )


@pytest.mark.parametrize(("quoted"), [False, True])
def test_wrong_numbers_of_fields_are_put_aside_alone(quoted: bool) -> None:
    last = '"7"' if quoted else "7"
    text = f"a,b\n1,2\n3\n4,5,6\n{last},8\n"
    _, rows, broken = split(text)
    assert rows == [(2, ["1", "2"]), (5, ["7", "8"])]
    assert broken == [Broken(3, WRONG_FIELDS, "3"), Broken(4, WRONG_FIELDS, "4,5,6")]


@pytest.mark.parametrize("end", ["", '9,"closed"\n', '9,"also\n'])
def test_an_unclosed_quote_costs_its_own_line_only(end: str) -> None:
    _, rows, broken = split(f'a,b\n1,2\n3,"open\n4,5\n6,7\n{end}')
    assert [row for row in rows if row[0] <= 5] == [(2, ["1", "2"]), (4, ["4", "5"]), (5, ["6", "7"])]
    assert broken[0] == Broken(3, BROKEN_QUOTES, '3,"open')
    assert len(rows) + len(broken) == text_lines(end) + 4


def text_lines(text: str) -> int:
    return len(text.splitlines())


def test_text_after_a_closing_quote_is_broken() -> None:
    assert split('a,b\n"x"y,2\n3,4\n')[1:] == ([(3, ["3", "4"])], [Broken(2, BROKEN_QUOTES, '"x"y,2')])


def test_blank_lines_and_a_last_empty_field_are_nothing() -> None:
    assert split("\na,b\n\n1,2,\n\n3,4\n")[1:] == ([(4, ["1", "2"]), (6, ["3", "4"])], [])


def test_blank_lines_do_not_shift_the_lines_after_them() -> None:
    assert split("a,b\n1,2\n\n\n3,4\n")[1:] == ([(2, ["1", "2"]), (5, ["3", "4"])], [])


def test_chunks_join_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "CHUNK_ROWS", 3)
    rows = [f'{n},"two\nlines {n}"' if n % 4 == 0 else f"{n},plain" for n in range(20)]
    _, found, broken = split("a,b\n" + "\n".join(rows) + "\n")
    assert [row[0] for _, row in found] == [str(n) for n in range(20)]
    assert not broken
    expected, line = [], 2
    for row in rows:
        expected.append(line)
        line += row.count("\n") + 1
    assert [line for line, _ in found] == expected


def test_excel_s_hint_is_obeyed() -> None:
    assert split("sep=|\na|b\n1|2\n")[:2] == (("a", "b"), [(3, ["1", "2"])])


def test_a_column_without_a_name_gets_one() -> None:
    assert split(",a\n0,1\n")[0] == ("unnamed_1", "a")


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(SchemaError, match='two columns named "Price"') as caught:
        split("price,a,Price\n1,2,3\n")
    assert caught.value.where is not None
    assert (caught.value.where.line, caught.value.where.column) == (1, "Price")


def test_a_wrong_declared_delimiter_names_the_right_one() -> None:
    with pytest.raises(SchemaError, match=r'not split by the declared delimiter ",".*delimiter = ";"'):
        split("a;b\n1;2\n", ",")
