import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from footfall.errors import SourceError
from footfall.events import library
from footfall.events.library import cache_folder, locate
from footfall.events.sources import cdnow, rees46, uci_553
from footfall.events.sources.source import Publication, Source

CSV = b"a,b\n1,2\n"


def published(folder: Path, content: bytes = CSV, **given: str) -> Source:
    """Return a source whose publisher is a folder of this machine."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("about.txt", "what it is")
        out.writestr("data.csv", content)
    folder.mkdir(exist_ok=True)
    (folder / "set.zip").write_bytes(archive.getvalue())
    publication = Publication((folder / "set.zip").as_uri(), "set.zip", ("other.csv",), hashlib.sha256(CSV).hexdigest(), **given)
    return replace(uci_553.SOURCE, publication=publication)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("FOOTFALL_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "footfall"


def test_the_folder_of_the_user_s_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache_folder() == cache
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert cache_folder() == Path("/home/somebody/.cache/footfall")


def test_what_is_nowhere_is_fetched_once(tmp_path: Path, cache: Path) -> None:
    source = published(tmp_path / "web")
    piece = locate(source)
    assert (piece.path, piece.member) == (cache / "set.zip", "data.csv")
    assert [path.name for path in cache.iterdir()] == ["set.zip"]
    (tmp_path / "web" / "set.zip").unlink()
    assert locate(source) == piece


def test_the_data_folder_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = published(tmp_path / "web")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "other.csv").write_bytes(CSV)
    assert locate(source).path == tmp_path / "cache" / "footfall" / "set.zip"
    monkeypatch.setenv("FOOTFALL_DATA", str(tmp_path / "data"))
    assert locate(source).path == tmp_path / "data" / "other.csv"


def test_a_wrong_fetch_is_refused_and_not_kept(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(SourceError, match=r"is not uci-553 as published.*expected"):
        locate(published(tmp_path / "web", b"something else"))
    assert list(cache.iterdir()) == []


def test_a_wrong_file_at_hand_is_refused(tmp_path: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    (cache / "set.zip").write_bytes(b"a,b\n")
    with pytest.raises(SourceError, match=r"Delete it, and fetch") as caught:
        locate(published(tmp_path / "web"))
    assert caught.value.where is not None
    assert caught.value.where.file == str(cache / "set.zip")


def test_the_same_rows_in_another_spelling_will_do(tmp_path: Path) -> None:
    rows = hashlib.sha256(b"1,a\n2,b").hexdigest()
    source = published(tmp_path / "web", b" id  x\r\n 1   a\r\n 2 b\r\n", rows_sha256=rows)
    assert locate(source).member == "data.csv"


def test_no_network_says_where_to_put_which_file(tmp_path: Path, cache: Path) -> None:
    source = published(tmp_path / "web")
    (tmp_path / "web" / "set.zip").unlink()
    with pytest.raises(SourceError) as caught:
        locate(source)
    assert source.publication is not None
    for word in (source.publication.address, str(cache / "set.zip"), "FOOTFALL_DATA"):
        assert word in (caught.value.remedy or "")
    assert not list(cache.iterdir())


def test_an_archive_keeps_its_publisher_s_name(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(*_: object, **__: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(library, "urlopen", offline)
    with pytest.raises(SourceError, match="no route to host") as caught:
        locate(cdnow.SOURCE)
    assert caught.value.where is not None
    assert caught.value.where.file == str(cache / "CDNOW_master.zip")
    assert cdnow.SOURCE.publication is not None
    assert "CDNOW_master.zip" in cdnow.SOURCE.publication.also


def test_a_data_folder_that_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOOTFALL_DATA", str(tmp_path / "none"))
    with pytest.raises(SourceError, match="which is no folder"):
        locate(uci_553.SOURCE)


def test_a_source_without_an_address(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not published"):
        locate(rees46.SOURCE)


@pytest.mark.parametrize("source", [uci_553.SOURCE, cdnow.SOURCE], ids=lambda source: source.name)
def test_the_real_files_are_the_published_ones(source: Source, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTFALL_DATA", str(data_folder))
    assert locate(source).path.parent == data_folder


def test_the_rows_of_cdnow_fit_their_hash(data_folder: Path, tmp_path: Path) -> None:
    publication = cdnow.SOURCE.publication
    assert publication is not None
    text = (data_folder / publication.file).read_bytes().replace(b"\r\n", b"\n").replace(b"  ", b" ")
    (tmp_path / publication.file).write_bytes(text)
    source = replace(cdnow.SOURCE, publication=replace(publication, address=(tmp_path / publication.file).as_uri()))
    assert locate(source).name.endswith(publication.file)
