import io
from collections.abc import Iterator

import pytest

from footfall.errors import SourceError, UsageError
from footfall.events.files.text import Lines, decoded, mend

TEXT = "user,item\nŻaneta,Świeca\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_found_out(encoding: str) -> None:
    text = "user,item\nZaneta,candle\n" if encoding.endswith("e") else TEXT
    assert decoded(io.BytesIO(text.encode(encoding)), "f", None).read() == text


def test_line_endings_are_kept() -> None:
    assert list(decoded(io.BytesIO(b"a\r\nb\n"), "f", None)) == ["a\r\n", "b\n"]


def test_a_declared_encoding_is_used() -> None:
    assert decoded(io.BytesIO(TEXT.encode("cp1250")), "f", "cp1250").read() == TEXT


def test_odd_bytes_are_mended_and_good_ones_left() -> None:
    mixed = "Café,".encode() + "Café".encode("cp1252")
    text = decoded(io.BytesIO(mixed), "f", None).read()
    assert mend(text) == "Café,Café"
    assert mend("Café") is None
    assert mend(b"\x93quoted\x94".decode("utf-8", "surrogateescape")) == "“quoted”"


@pytest.mark.parametrize("content", [b"", b"  \n "])
def test_no_text_is_empty(content: bytes) -> None:
    with pytest.raises(SourceError, match="f is empty"):
        decoded(io.BytesIO(content), "f", None)


def test_binary_is_refused() -> None:
    with pytest.raises(SourceError, match="f is not text"):
        decoded(io.BytesIO(bytes(range(256)) * 4), "f", None)


def test_an_unknown_encoding_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="is not an encoding"):
        decoded(io.BytesIO(b"a"), "f", "utf-9")


def numbered(lines: Lines) -> Iterator[tuple[int, str]]:
    for line in lines:
        yield lines.number, line


def test_lines_given_back_keep_their_numbers() -> None:
    lines = Lines(iter("abcde"))
    assert lines.take(3) == ["a", "b", "c"]
    assert lines.number == 3
    lines.give_back(["b", "c"])
    assert list(numbered(lines)) == [(2, "b"), (3, "c"), (4, "d"), (5, "e")]
    assert lines.take(2) == []
