import gzip
import hashlib
import zipfile
from pathlib import Path

import pytest

from footfall.errors import SourceError
from footfall.events.files.found import Piece, digest, find, opened

CSV = b"a,b\n1,2\n"


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def content(path: Path) -> list[bytes]:
    return [read_piece(piece) for piece in find([path])]


def read_piece(piece: Piece) -> bytes:
    with opened(piece) as (stream, _):
        return stream.read()


def test_a_file_is_what_its_first_bytes_say(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.gz", tmp_path / "b.csv"
    plain.write_bytes(CSV)
    packed.write_bytes(gzip.compress(CSV))
    assert content(plain) == content(packed) == content(zipped(tmp_path / "c.csv", {"x.csv": CSV})) == [CSV]


def test_a_zip_is_all_its_data_files(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip", {"b.csv": b"2", "a.csv": b"1", "__MACOSX/._a.csv": b"x", ".hidden": b"x", "c.csv.gz": gzip.compress(b"3")}
    )
    assert [piece.name for piece in find([path])] == [f"{path}/a.csv", f"{path}/b.csv", f"{path}/c.csv.gz"]
    assert content(path) == [b"1", b"2", b"3"]


def test_globs_come_in_name_order_and_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).write_bytes(CSV)
    assert [piece.path.name for piece in find([tmp_path / "*.csv", tmp_path / "a.csv"])] == ["a.csv", "b.csv"]
    monkeypatch.chdir(tmp_path)
    assert [piece.name for piece in find(["*.csv"])] == ["a.csv", "b.csv"]


def test_a_name_with_brackets_is_a_name_first(tmp_path: Path) -> None:
    (tmp_path / "a[1].csv").write_bytes(CSV)
    assert len(find([tmp_path / "a[1].csv"])) == 1


def test_the_digest_is_of_the_plain_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(CSV))
    expected = hashlib.sha256(CSV).hexdigest()
    assert digest(find([tmp_path / "a.gz"])) == digest(find([zipped(tmp_path / "b.zip", {"x": CSV})])) == expected
    both = digest(find([zipped(tmp_path / "c.zip", {"x": CSV, "y": CSV})]))
    assert both == hashlib.sha256((expected * 2).encode()).hexdigest()


@pytest.mark.parametrize(
    ("first", "what"),
    [
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"%PDF-1.7", "a PDF document"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"BZh9", "a bzip2 file"),
    ],
)
def test_other_kinds_are_named(first: bytes, what: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(first + bytes(80))
    with pytest.raises(SourceError, match=what):
        find([tmp_path / "a.csv"])


def test_a_damaged_stream_is_said(tmp_path: Path) -> None:
    whole = gzip.compress(CSV * 10_000)
    (tmp_path / "a.gz").write_bytes(whole[:-20])
    with pytest.raises(SourceError, match="is damaged"):
        content(tmp_path / "a.gz")
